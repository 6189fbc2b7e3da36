import Foundation

/// Where the cells of a comma-separated file lie, quotes understood.
///
/// Unsafe inside: reads bytes at positions below `bytes.count`, each compared before. The bytes must stay the same between
/// making this and reading texts.
struct CSVCells {
  private struct Cell {
    /// The content, quotes and blanks around it left out.
    let start: Int
    let length: Int32
    let isQuoted: Bool
    let hasEscapes: Bool
  }

  let file: String
  let columns: Int
  let rows: Int
  /// `rows * columns` cells, row after row.
  private let cells: [Cell]
  /// The line that each row starts in, counted from 1.
  private let lines: [Int]

  private static let newline = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")
  private static let quote = UInt8(ascii: "\"")

  /// Finds all cells.
  ///
  /// - Throws: ``DatasetError`` for an empty file, an open quote, text behind a closing quote, and lines of another length.
  init(_ bytes: UnsafeRawBufferPointer, file: String, separator: UInt8) throws {
    func malformed(_ reason: String) -> DatasetError { .malformed(file: file, format: "CSV", reason: reason) }
    let end = Self.contentEnd(bytes)
    var position = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    guard position < end else { throw malformed("it is empty. Pass a file with at least one line.") }
    var (cells, lines): ([Cell], [Int]) = ([], [])
    var (columns, inRow, line) = (0, 0, 1)
    while true {
      if inRow == 0 { lines.append(line) }
      let cellLine = line
      while position < end, Self.isBlank(bytes[position]), bytes[position] != separator { position += 1 }
      let isQuoted = position < end && bytes[position] == Self.quote
      var (start, stop, hasEscapes) = (position, position, false)
      if isQuoted {
        start = position + 1
        guard let closing = Self.closingQuote(bytes, from: start, end, line: &line, &hasEscapes) else {
          throw malformed("the quote that opens in line \(cellLine) is never closed. Close it, or write quotes twice.")
        }
        stop = closing
        position = closing + 1
        while position < end, Self.isBlank(bytes[position]), bytes[position] != separator { position += 1 }
        guard position == end || bytes[position] == separator || bytes[position] == Self.newline else {
          throw malformed("line \(line) has text behind a closing quote. Write quotes inside of a cell twice.")
        }
      } else {
        while position < end, bytes[position] != separator, bytes[position] != Self.newline { position += 1 }
        stop = position
        while stop > start, Self.isBlank(bytes[stop - 1]) { stop -= 1 }
      }
      guard let length = Int32(exactly: stop - start) else {
        throw malformed("a cell in line \(cellLine) is larger than 2 GB. Check the quotes.")
      }
      cells.append(Cell(start: start, length: length, isQuoted: isQuoted, hasEscapes: hasEscapes))
      inRow += 1
      if position < end, bytes[position] == separator {
        position += 1
        continue
      }
      if lines.count == 1 { columns = inRow }
      guard inRow == columns else {
        throw DatasetError.raggedLine(file: file, line: lines[lines.count - 1], expected: columns, found: inRow)
      }
      inRow = 0
      guard position < end else { break }
      position += 1
      line += 1
    }
    self.file = file
    self.cells = cells
    self.lines = lines
    self.columns = columns
    rows = lines.count
  }

  /// The line that a row starts in, counted from 1.
  func line(ofRow row: Int) -> Int { lines[row] }

  /// The text of a cell; `nil` when it is one of the `missing` ones.
  ///
  /// - Throws: ``DatasetError/badCell(file:line:column:name:text:rule:)`` when the bytes are not UTF-8.
  func text(_ bytes: UnsafeRawBufferPointer, row: Int, column: Int, missing: Set<String>) throws -> String? {
    let cell = cells[row * columns + column]
    let content = UnsafeRawBufferPointer(rebasing: bytes[cell.start..<cell.start + Int(cell.length)])
    var text = String(decoding: content, as: UTF8.self)
    // Repaired bytes would be other bytes.
    guard text.utf8.elementsEqual(content) else {
      throw DatasetError.badCell(
        file: file, line: lines[row], column: column + 1, name: nil, text: String(text.prefix(40)),
        rule: "UTF-8 text. Save the file as UTF-8, for example with iconv -f latin1 -t utf-8")
    }
    if cell.hasEscapes { text = text.replacingOccurrences(of: "\"\"", with: "\"") }
    if cell.isQuoted { return text.isEmpty && missing.contains("") ? nil : text }
    return missing.contains(text) ? nil : text
  }

  /// The end without empty lines.
  private static func contentEnd(_ bytes: UnsafeRawBufferPointer) -> Int {
    var end = bytes.count
    while end > 0, bytes[end - 1] == newline || bytes[end - 1] == carriageReturn { end -= 1 }
    return end
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == carriageReturn }

  /// The place of the quote that closes a cell.
  private static func closingQuote(
    _ bytes: UnsafeRawBufferPointer, from start: Int, _ end: Int, line: inout Int, _ hasEscapes: inout Bool
  ) -> Int? {
    var position = start
    while position < end {
      if bytes[position] == newline { line += 1 }
      if bytes[position] == quote {
        guard position + 1 < end, bytes[position + 1] == quote else { return position }
        hasEscapes = true
        position += 1
      }
      position += 1
    }
    return nil
  }
}
