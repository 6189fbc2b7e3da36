import Files
import Foundation
import Matrices

/// What the first look at a file tells.
struct CSVLayout {
  let names: [String]?
  let rows: Int
  let columns: Int
  /// Where the first row of numbers starts, and its line counted from 1.
  let start: Int
  let firstLine: Int
}

/// Reads numbers out of bytes.
///
/// Unsafe inside: reads bytes at positions below `bytes.count`, each compared before; writes the elements
/// `0..<rows · columns` of the matrix, each once, in two counted loops.
struct CSVScanner {
  let file: String
  let separator: UInt8

  private static let newline = UInt8(ascii: "\n")

  // MARK: Shape

  /// Finds names and counts rows. Memory for the numbers is at most 8 bytes per byte of the file: a cell takes two.
  func layout(of bytes: UnsafeRawBufferPointer, hasHeader: Bool?) throws -> CSVLayout {
    let start = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    let end = contentEnd(bytes)
    guard start < end else {
      throw DatasetError.malformed(
        file: file, format: "CSV", reason: "it is empty. Pass a file with at least one line.")
    }
    let firstEnd = lineEnd(bytes, from: start, end)
    let cells = texts(bytes, start..<firstEnd)
    let isHeader = hasHeader ?? cells.contains { Double($0) == nil }
    if isHeader,
      let quoted = cells.firstIndex(where: { $0.contains("\"") && $0.contains(Character(Unicode.Scalar(separator))) })
    {
      throw badCell(cells[quoted], line: 1, column: quoted, nil, "a name without a separator in quotes")
    }
    let next = isHeader ? min(firstEnd + 1, end) : start
    return CSVLayout(
      names: isHeader ? cells.map(unquoted) : nil, rows: lineCount(bytes, next..<end), columns: cells.count,
      start: next,
      firstLine: isHeader ? 2 : 1)
  }

  /// The end without empty lines.
  private func contentEnd(_ bytes: UnsafeRawBufferPointer) -> Int {
    var end = bytes.count
    while end > 0, bytes[end - 1] == Self.newline || bytes[end - 1] == 13 { end -= 1 }
    return end
  }

  private func lineEnd(_ bytes: UnsafeRawBufferPointer, from start: Int, _ end: Int) -> Int {
    bytes[start..<end].firstIndex(of: Self.newline) ?? end
  }

  private func lineCount(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int {
    guard !range.isEmpty else { return 0 }
    var count = 1
    for byte in UnsafeRawBufferPointer(rebasing: bytes[range]) { count &+= byte == Self.newline ? 1 : 0 }
    return count
  }

  /// The cells of one line, without the blanks around them.
  private func texts(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> [String] {
    bytes[range].split(separator: separator, omittingEmptySubsequences: false).map {
      trimmed(UnsafeRawBufferPointer(rebasing: $0))
    }
  }

  /// The text of a cell without blanks, tabs and carriage returns around it.
  private func trimmed(_ cell: UnsafeRawBufferPointer) -> String {
    var range = cell.indices
    while let byte = range.first.map({ cell[$0] }), isBlank(byte) { range.removeFirst() }
    while let byte = range.last.map({ cell[$0] }), isBlank(byte) { range.removeLast() }
    return String(decoding: cell[range], as: UTF8.self)
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 13 }

  private func unquoted(_ name: String) -> String {
    name.count >= 2 && name.first == "\"" && name.last == "\"" ? String(name.dropFirst().dropLast()) : name
  }

  // MARK: Numbers

  /// All rows as numbers.
  func parse<Scalar: MatrixScalar & CSVNumber>(
    _ bytes: UnsafeRawBufferPointer, _ layout: CSVLayout, as type: Scalar.Type
  ) throws -> Matrix<Scalar> {
    try parse(bytes, layout, firstColumn: { _, _ in }, skipping: 0)
  }

  /// The numbers of all rows without the first column, which the closure receives by row.
  func parse<Scalar: MatrixScalar & CSVNumber>(
    _ bytes: UnsafeRawBufferPointer, _ layout: CSVLayout, firstColumn: (Int, Scalar) -> Void
  ) throws -> Matrix<Scalar> {
    try parse(bytes, layout, firstColumn: firstColumn, skipping: 1)
  }

  /// - Parameter skipping: 1 to hand the first column to the closure, 0 to keep it.
  @inline(__always)
  private func parse<Scalar: MatrixScalar & CSVNumber>(
    _ bytes: UnsafeRawBufferPointer, _ layout: CSVLayout, firstColumn: (Int, Scalar) -> Void, skipping: Int
  ) throws -> Matrix<Scalar> {
    guard let count = Shape.count([layout.rows, layout.columns, MemoryLayout<Scalar>.size]),
      // Each cell takes at least one byte and one separator or line end, so more cannot be there.
      layout.rows * layout.columns <= bytes.count / 2 + 1
    else { throw firstRaggedLine(bytes, layout) }
    try Memory.require(count, file: file)
    let columns = layout.columns - skipping
    return try Matrix<Scalar>(rows: layout.rows, columns: columns) { output in
      var position = layout.start
      let end = contentEnd(bytes)
      for row in 0..<layout.rows {
        if skipping == 1 { firstColumn(row, try number(bytes, &position, end, 0, row, layout)) }
        for column in 0..<columns {
          let value: Scalar = try number(bytes, &position, end, column + skipping, row, layout)
          output.initializeElement(at: row * columns + column, to: value)
        }
      }
    }
  }

  /// The number in one cell; leaves the position behind its end.
  @inline(__always)
  private func number<Scalar: CSVNumber>(
    _ bytes: UnsafeRawBufferPointer, _ position: inout Int, _ end: Int, _ column: Int, _ row: Int, _ layout: CSVLayout
  ) throws -> Scalar {
    let start = position
    let isLast = column == layout.columns - 1
    let quick: Scalar? = quickNumber(bytes, &position, end)
    if isLast, position + 1 < end, bytes[position] == 13, bytes[position + 1] == Self.newline { position += 1 }
    let isCellEnd = position < end ? bytes[position] == (isLast ? Self.newline : separator) : isLast
    if let quick, isCellEnd {
      position += 1
      return quick
    }
    position = start
    let slow: Scalar = try slowNumber(bytes, &position, end, column, row, layout)
    position += 1
    return slow
  }

  /// The number at the position if it is written as a few digits, perhaps with a sign and a point: almost every cell.
  @inline(__always)
  private func quickNumber<Scalar: CSVNumber>(
    _ bytes: UnsafeRawBufferPointer, _ position: inout Int, _ end: Int
  ) -> Scalar? {
    // One digit and a separator: four of five cells of a picture.
    if position + 1 < end, bytes[position + 1] == separator, bytes[position] &- UInt8(ascii: "0") < 10 {
      position += 1
      return Scalar(csvInteger: Int(bytes[position - 1] &- UInt8(ascii: "0")))
    }
    let isNegative = position < end && bytes[position] == UInt8(ascii: "-")
    if isNegative { position += 1 }
    let start = position
    var value = takeDigits(bytes, &position, end, after: 0)
    let wholeDigits = position - start
    guard position < end, bytes[position] == UInt8(ascii: ".") else {
      // Minus zero is not the integer 0.
      guard wholeDigits > 0, wholeDigits <= 18, !(isNegative && value == 0) else { return nil }
      return Scalar(csvInteger: isNegative ? -value : value)
    }
    position += 1
    let fractionStart = position
    let leadingDigits = value == 0 ? 0 : wholeDigits
    value = takeDigits(bytes, &position, end, after: value)
    let fractionDigits = position - fractionStart
    // Zero keeps its sign in the slow way, and more digits may have overflowed.
    guard wholeDigits <= 18, leadingDigits + fractionDigits <= 18, value > 0 else { return nil }
    return Scalar(csvMantissa: isNegative ? -value : value, fractionDigits: fractionDigits)
  }

  @inline(__always)
  private func takeDigits(
    _ bytes: UnsafeRawBufferPointer, _ position: inout Int, _ end: Int, after value: Int
  ) -> Int {
    var value = value
    while position < end {
      let digit = bytes[position] &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      value = value &* 10 &+ Int(digit)
      position += 1
    }
    return value
  }

  /// The number in any other cell; leaves the position at the cell's end. Every error comes from here.
  @inline(never)
  private func slowNumber<Scalar: CSVNumber>(
    _ bytes: UnsafeRawBufferPointer, _ position: inout Int, _ end: Int, _ column: Int, _ row: Int, _ layout: CSVLayout
  ) throws -> Scalar {
    let start = min(position, end)
    let cellEnd = bytes[start..<end].firstIndex { $0 == separator || $0 == Self.newline } ?? end
    let endsLine = cellEnd == end || bytes[cellEnd] == Self.newline
    guard endsLine == (column == layout.columns - 1) else { throw firstRaggedLine(bytes, layout) }
    let text = trimmed(UnsafeRawBufferPointer(rebasing: bytes[start..<cellEnd]))
    // Swift's own reading of numbers takes hexadecimal too, which no table means.
    let isHexadecimal = text.utf8.contains { $0 | 32 == UInt8(ascii: "x") }
    guard !isHexadecimal, let number = Scalar(csvText: text) else {
      let name = layout.names?[column]
      throw badCell(text, line: row + layout.firstLine, column: column, name, rule(text, Scalar.csvRule))
    }
    position = cellEnd
    return number
  }

  // MARK: Errors

  private func rule(_ text: String, _ rule: String) -> String {
    if text.isEmpty { return "\(rule). Fill empty cells before reading, for example with nan in a Double table" }
    if text.contains("\"") || text.contains(where: \.isLetter) {
      return "\(rule). This reader is for tables of numbers; encode texts as numbers first"
    }
    return rule
  }

  private func badCell(_ text: String, line: Int, column: Int, _ name: String?, _ rule: String) -> DatasetError {
    .badCell(file: file, line: line, column: column + 1, name: name, text: String(text.prefix(40)), rule: rule)
  }

  /// Called when the lines cannot all have as many cells as the first.
  private func firstRaggedLine(_ bytes: UnsafeRawBufferPointer, _ layout: CSVLayout) -> DatasetError {
    var start = layout.start
    let end = contentEnd(bytes)
    for row in 0..<layout.rows {
      let lineEnd = start < end ? lineEnd(bytes, from: start, end) : end
      let found = start < end ? bytes[start..<lineEnd].count { $0 == separator } + 1 : 1
      if found != layout.columns {
        return .raggedLine(file: file, line: row + layout.firstLine, expected: layout.columns, found: found)
      }
      start = lineEnd + 1
    }
    return .malformed(file: file, format: "CSV", reason: "its lines have no common length. Check the first line.")
  }
}
