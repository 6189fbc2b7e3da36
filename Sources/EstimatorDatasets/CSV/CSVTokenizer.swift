/// Where the text of a cell lies; quotes and blanks around it are left out.
struct CSVCell {
  let start: Int
  let length: Int32
  let isQuoted: Bool
  /// Whether quotes are written twice in it, or characters escaped.
  let hasEscapes: Bool

  @inline(__always) var end: Int { start + Int(length) }
}

/// Finds cell after cell.
///
/// Unsafe inside: reads bytes at positions below `end`, each compared before. The bytes must stay the same as long as
/// this and its cells are used.
struct CSVTokenizer {
  let bytes: UnsafeRawBufferPointer
  let dialect: CSVDialect
  /// The end of the last line that is not empty.
  let end: Int
  /// The number of cells of each row, once it is known. In a file of one column an empty line is a cell.
  var columns = 0
  /// Behind the last cell that was found.
  private(set) var position: Int
  /// The line of `position`, counted from 1.
  private(set) var line = 1
  /// Whether the last cell ended its row.
  private(set) var endsRow = true

  var file: String { dialect.file }

  // Bytes that equal the separator where there is no such setting.
  private let separator: UInt8
  private let remark: UInt8
  private let quote: UInt8
  private let hasEscape: Bool
  private let cellEnds: ByteSearch
  private static let newline = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")
  private static var lineEnds: ByteSearch {
    @inline(__always) get { ByteSearch(newline, carriageReturn, newline, newline) }
  }

  /// At the first row: behind a mark of UTF-8, Excel's line that names the separator, and lines to skip.
  ///
  /// - Throws: ``DatasetError/malformed(file:format:reason:)`` when nothing is left.
  init(_ bytes: UnsafeRawBufferPointer, _ format: CSVDialect) throws {
    self.init(bytes, format, from: bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0)
    let named = Self.namedSeparator(bytes, from: position)
    skip(lines: named == nil ? format.format.skippingLines : max(format.format.skippingLines, 1))
    // Below a title that is skipped, and below remarks, that line says the separator too.
    let isFound = beginRow()
    if let separator = named ?? Self.namedSeparator(bytes, from: position) {
      let (start, startLine) = (position, line)
      self.init(bytes, try format.with(separator: separator), from: start)
      line = startLine
      if named == nil { skipLine() }
    }
    guard isFound, beginRow() else {
      throw DatasetError.malformed(
        file: dialect.file, format: "CSV", reason: "it is empty. Pass a file with at least one line of cells.")
    }
  }

  /// At a place of the first line.
  private init(_ bytes: UnsafeRawBufferPointer, _ dialect: CSVDialect, from start: Int) {
    self.bytes = bytes
    self.dialect = dialect
    separator = dialect.separator
    remark = dialect.comment ?? dialect.separator
    quote = dialect.quote ?? dialect.separator
    hasEscape = dialect.escape != nil
    cellEnds = ByteSearch(separator, Self.newline, Self.carriageReturn, remark)
    end = Self.contentEnd(bytes, separator: dialect.separator)
    position = start
  }

  private mutating func skip(lines: Int) {
    var rest = lines
    while rest > 0, position < end {
      skipLine()
      rest -= 1
    }
  }

  /// What Excel's line `sep=;` says.
  private static func namedSeparator(_ bytes: UnsafeRawBufferPointer, from start: Int) -> UInt8? {
    let text = bytes[start...].prefix(9).prefix { $0 != newline && $0 != carriageReturn }
    let line = text.filter { $0 != UInt8(ascii: "\"") }
    guard line.count == 5, line.prefix(4).map({ $0 | 32 }).elementsEqual("sep=".utf8.map { $0 | 32 }) else {
      return nil
    }
    return line[4]
  }

  /// The end without empty lines and lines of blanks.
  private static func contentEnd(_ bytes: UnsafeRawBufferPointer, separator: UInt8) -> Int {
    var end = bytes.count
    while end > 0, bytes[end - 1] == newline || bytes[end - 1] == carriageReturn || isBlank(bytes[end - 1], separator) {
      end -= 1
    }
    return end
  }

  @inline(__always)
  private static func isBlank(_ byte: UInt8, _ separator: UInt8) -> Bool {
    (byte == 32 || byte == 9) && byte != separator
  }

  // MARK: Rows

  /// Goes to the next row, past lines that are empty or remarks; `false` at the end.
  mutating func beginRow() -> Bool {
    while position < end {
      let first = bytes[skippingBlanks(position)]
      if first == Self.newline || first == Self.carriageReturn {
        if columns == 1 { return true }
      } else if first != remark || dialect.comment == nil {
        return true
      }
      skipLine()
    }
    return false
  }

  /// Counts the cells of a row and goes behind it.
  mutating func skipRow() throws -> Int {
    var count = 0
    repeat {
      _ = try nextCell()
      count += 1
    } while !endsRow
    return count
  }

  /// Puts the next rows into the block, as many as it takes.
  ///
  /// - Throws: ``DatasetError/raggedLine(file:line:expected:found:)`` and what a cell throws.
  mutating func fill(_ block: CSVBlock) throws {
    block.clear()
    while block.rows < block.capacity, beginRow() {
      let start = line
      var count = 0
      while true {
        let cell = try nextCell()
        if count < columns { block.set(cell, count) }
        count += 1
        if endsRow { break }
      }
      if count != columns { throw ragged(start, found: count) }
      block.endRow(line: start)
    }
  }

  /// The error for a row that starts in that line and ends here.
  func ragged(_ start: Int, found: Int) -> DatasetError {
    // Behind a row the line is the next one, except at the end.
    let last = position < end ? line - 1 : line
    guard last > start else { return .raggedLine(file: file, line: start, expected: columns, found: found) }
    return .malformed(
      file: file, format: "CSV",
      reason: "the row of line \(start) has \(found) cells instead of \(columns) and goes on to line \(last), since a "
        + "quote that opens there closes only then. Write quotes inside of cells twice, or read with "
        + "CSVFormat(quote: nil) if quotes are characters like others.")
  }

  // MARK: Cells

  /// The next cell of the row.
  ///
  /// - Throws: ``DatasetError/malformed(file:format:reason:)`` for an open quote and for text behind a closing one.
  @inline(__always)
  mutating func nextCell() throws -> CSVCell {
    if let cell = digitAndSeparator() ?? onlySeparator() { return cell }
    var place = position
    if place < end, bytes[place] <= 32 { place = skippingBlanks(place) }
    let start = place
    if start < end, quote != separator, bytes[start] == quote { return try quotedCell(start) }
    if hasEscape { return try escapedCell(start) }
    return try cell(start, cellEnds.first(in: bytes, start, end), isQuoted: false, hasEscapes: false)
  }

  /// The next cell if it is one digit and another cell follows: four of five cells of a picture.
  @inline(__always)
  private mutating func digitAndSeparator() -> CSVCell? {
    let start = position
    guard start + 1 < end, bytes[start + 1] == separator, bytes[start] &- UInt8(ascii: "0") < 10 else { return nil }
    position = start + 2
    endsRow = false
    return CSVCell(start: start, length: 1, isQuoted: false, hasEscapes: false)
  }

  /// The next cell if it is empty and another cell follows.
  @inline(__always)
  private mutating func onlySeparator() -> CSVCell? {
    let start = position
    guard start < end, bytes[start] == separator else { return nil }
    position = start + 1
    endsRow = false
    return CSVCell(start: start, length: 0, isQuoted: false, hasEscapes: false)
  }

  /// A cell in quotes.
  @inline(never)
  private mutating func quotedCell(_ opening: Int) throws -> CSVCell {
    let firstLine = line
    var (place, hasEscapes) = (opening + 1, false)
    while true {
      guard place < end else { throw open(firstLine) }
      let byte = bytes[place]
      if byte == dialect.escape {
        hasEscapes = true
        place += 1
      } else if byte == dialect.quote {
        guard place + 1 < end, bytes[place + 1] == byte else { break }
        hasEscapes = true
        place += 1
      } else if isLineEnd(place) {
        line += 1
      }
      place += 1
    }
    return try cell(opening + 1, place, isQuoted: true, hasEscapes: hasEscapes)
  }

  /// A cell without quotes in a file with escapes.
  @inline(never)
  private mutating func escapedCell(_ start: Int) throws -> CSVCell {
    var (place, hasEscapes) = (start, false)
    while place < end {
      let byte = bytes[place]
      if byte == dialect.escape {
        hasEscapes = true
        place += 1
      } else if byte == separator || byte == Self.newline || byte == Self.carriageReturn || byte == remark {
        break
      }
      place += 1
    }
    return try cell(start, min(place, end), isQuoted: false, hasEscapes: hasEscapes)
  }

  /// The cell whose text ends at `stop`: at its closing quote, or where the row or the next cell begins. Goes there.
  @inline(__always)
  private mutating func cell(_ start: Int, _ stop: Int, isQuoted: Bool, hasEscapes: Bool) throws -> CSVCell {
    var last = stop
    if isQuoted {
      try finish(afterQuote: stop)
    } else {
      while last > start, Self.isBlank(bytes[last - 1], separator) { last -= 1 }
      finish(stop)
    }
    guard last - start <= Int32.max else { throw tooLong() }
    return CSVCell(
      start: start, length: Int32(truncatingIfNeeded: last - start), isQuoted: isQuoted, hasEscapes: hasEscapes)
  }

  /// Goes behind the separator or the line end at `place`.
  @inline(__always)
  private mutating func finish(_ place: Int) {
    position = place
    guard place < end, bytes[place] == separator else {
      endsRow = true
      skipLine()
      return
    }
    endsRow = false
    position = place + 1
  }

  private mutating func finish(afterQuote closing: Int) throws {
    let next = skippingBlanks(closing + 1)
    let isEnd =
      next == end || bytes[next] == separator || bytes[next] == remark || bytes[next] == Self.newline
      || bytes[next] == Self.carriageReturn
    guard isEnd else { throw textBehindQuote(closing) }
    finish(next)
  }

  // MARK: Bytes

  @inline(__always)
  private func skippingBlanks(_ start: Int) -> Int {
    var place = start
    while place < end, Self.isBlank(bytes[place], separator) { place += 1 }
    return place
  }

  /// Whether a line ends with this byte.
  @inline(__always)
  private func isLineEnd(_ place: Int) -> Bool {
    let byte = bytes[place]
    return byte == Self.newline
      || (byte == Self.carriageReturn && !(place + 1 < bytes.count && bytes[place + 1] == Self.newline))
  }

  /// Goes behind the end of the line.
  @inline(__always)
  mutating func skipLine() {
    position = Self.lineEnds.first(in: bytes, position, end)
    guard position < end else { return }
    position += isLineEnd(position) ? 1 : 2
    line += 1
  }

  /// Goes behind a cell that another reader has found to end at `place`.
  @inline(__always)
  mutating func skip(to place: Int) { finish(place) }

  /// Goes to the start of a row.
  mutating func go(to start: Int, line: Int) {
    position = start
    self.line = line
  }

  // MARK: Errors

  private func malformed(_ reason: String) -> DatasetError { .malformed(file: file, format: "CSV", reason: reason) }

  private func open(_ line: Int) -> DatasetError {
    malformed(
      "the quote that opens in line \(line) is never closed. Close it and write quotes twice inside of a cell, or read "
        + "with CSVFormat(quote: nil) if quotes are characters like others.")
  }

  private func textBehindQuote(_ closing: Int) -> DatasetError {
    let remedy =
      closing > 0 && bytes[closing - 1] == UInt8(ascii: "\\")
      ? "Write quotes inside of a cell twice, or read with CSVFormat(escape: \"\\\\\")."
      : "Write quotes inside of a cell twice, or read with CSVFormat(quote: nil) if they are characters like others."
    return malformed("line \(line) has text behind a closing quote. \(remedy)")
  }

  private func tooLong() -> DatasetError { malformed("a cell in line \(line) is larger than 2 GB. Check the quotes.") }
}

/// The cells of a few rows, one after another.
///
/// Unsafe inside: room for `columns * capacity` cells and `capacity` lines, written and read below these counts.
final class CSVBlock {
  let columns: Int
  /// How many rows it takes.
  let capacity: Int
  private(set) var rows = 0
  private let cells: UnsafeMutablePointer<CSVCell>
  private let lines: UnsafeMutablePointer<Int>

  /// - Parameter capacity: As many rows as stay in the processor's cache if `nil`.
  init(columns: Int, capacity: Int? = nil) {
    self.columns = columns
    self.capacity = capacity ?? max(1, min(1024, (1 << 15) / columns))
    cells = .allocate(capacity: columns * self.capacity)
    lines = .allocate(capacity: self.capacity)
  }

  deinit {
    cells.deallocate()
    lines.deallocate()
  }

  func clear() { rows = 0 }

  /// Sets a cell of the row that is not ended yet.
  @inline(__always)
  func set(_ cell: CSVCell, _ column: Int) { (cells + (rows * columns + column)).initialize(to: cell) }

  @inline(__always)
  func endRow(line: Int) {
    (lines + rows).initialize(to: line)
    rows += 1
  }

  @inline(__always)
  func cell(_ row: Int, _ column: Int) -> CSVCell { cells[row * columns + column] }

  /// The line that a row starts in, counted from 1.
  func line(ofRow row: Int) -> Int { lines[row] }
}
