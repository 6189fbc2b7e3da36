import Files
import Matrices

/// What the first look at a file tells.
struct CSVLayout {
  let names: [String]?
  let rows: Int
  let columns: Int
  /// At the first row of numbers.
  let body: CSVTokenizer
}

/// Reads numbers out of bytes.
///
/// Unsafe inside: reads bytes at positions below `bytes.count`, each compared before; writes the elements
/// `0..<rows · columns` of the matrix, each once, in two counted loops.
struct CSVScanner {
  let bytes: UnsafeRawBufferPointer
  let dialect: CSVDialect
  private let start: CSVTokenizer
  private let reader: CSVCellReader

  private static let newline = UInt8(ascii: "\n")

  /// - Throws: ``DatasetError/malformed(file:format:reason:)`` for an empty file.
  init(_ bytes: UnsafeRawBufferPointer, _ format: CSVDialect) throws {
    start = try CSVTokenizer(bytes, format)
    self.bytes = bytes
    dialect = start.dialect
    reader = CSVCellReader(bytes: bytes, dialect: dialect)
  }

  var file: String { dialect.file }

  // MARK: Shape

  /// Finds names and counts rows. Memory for the numbers is at most 8 bytes per byte of the file: a cell takes one.
  func layout() throws -> CSVLayout {
    var body = start
    body.columns = try columns(start)
    let isHeader = try isHeader(body)
    let names = isHeader ? try names(&body) : nil
    return CSVLayout(names: names, rows: try rows(body), columns: body.columns, body: body)
  }

  private func columns(_ tokens: CSVTokenizer) throws -> Int {
    var tokens = tokens
    return try tokens.skipRow()
  }

  /// Whether the first row has a cell that is neither a number nor missing.
  private func isHeader(_ tokens: CSVTokenizer) throws -> Bool {
    guard dialect.format.header == .automatic else { return dialect.format.header == .present }
    var tokens = tokens
    repeat {
      let cell = try tokens.nextCell()
      // A number beyond every Double is one all the same, and an error when it is read.
      if !reader.isMissing(cell), !reader.isNumber(cell) { return true }
    } while !tokens.endsRow
    return false
  }

  private func names(_ tokens: inout CSVTokenizer) throws -> [String] {
    let line = tokens.line
    var names: [String] = []
    repeat {
      let cell = try tokens.nextCell()
      guard let name = reader.text(cell) else {
        throw badCell(cell, line: line, column: names.count, nil, reader.rule(.string, for: cell))
      }
      names.append(name)
    } while !tokens.endsRow
    return names
  }

  /// Counts rows: by their lines alone where no line end can be part of a cell.
  private func rows(_ tokens: CSVTokenizer) throws -> Int {
    var (tokens, count) = (tokens, 0)
    guard tokens.position < tokens.end else { return 0 }
    let hasQuotes = dialect.quote.map { bytes[tokens.position...].contains($0) } ?? false
    while tokens.beginRow() {
      if hasQuotes || dialect.escape != nil {
        try skipRow(&tokens)
      } else {
        tokens.skipLine()
      }
      count += 1
    }
    return count
  }

  /// - Throws: ``DatasetError/raggedLine(file:line:expected:found:)``.
  private func skipRow(_ tokens: inout CSVTokenizer) throws {
    let line = tokens.line
    let found = try tokens.skipRow()
    if found != tokens.columns { throw tokens.ragged(line, found: found) }
  }

  // MARK: Numbers

  /// All rows as numbers.
  func parse<Scalar: MatrixScalar & CSVNumber>(_ layout: CSVLayout, as type: Scalar.Type) throws -> Matrix<Scalar> {
    try parse(layout, firstColumn: { _, _ in }, skipping: 0)
  }

  /// The numbers of all rows without the first column, which the closure receives by row.
  func parse<Scalar: MatrixScalar & CSVNumber>(
    _ layout: CSVLayout, firstColumn: (Int, Scalar) -> Void
  ) throws -> Matrix<Scalar> {
    try parse(layout, firstColumn: firstColumn, skipping: 1)
  }

  /// - Parameter skipping: 1 to hand the first column to the closure, 0 to keep it.
  @inline(__always)
  private func parse<Scalar: MatrixScalar & CSVNumber>(
    _ layout: CSVLayout, firstColumn: (Int, Scalar) -> Void, skipping: Int
  ) throws -> Matrix<Scalar> {
    guard let count = Shape.count([layout.rows, layout.columns, MemoryLayout<Scalar>.size]),
      // Each cell takes its separator or line end at least, so more cannot be there.
      layout.rows * layout.columns <= bytes.count + 1
    else { throw try firstRaggedLine(layout) }
    try Memory.require(count, file: file)
    let columns = layout.columns - skipping
    return try Matrix<Scalar>(rows: layout.rows, columns: columns) { output in
      var tokens = layout.body
      for row in 0..<layout.rows {
        begin(&tokens)
        let start = (tokens.position, tokens.line)
        if skipping == 1 { firstColumn(row, try number(&tokens, 0, start, layout)) }
        for column in 0..<columns {
          let value: Scalar = try number(&tokens, column + skipping, start, layout)
          output.initializeElement(at: row * columns + column, to: value)
        }
      }
    }
  }

  /// Goes to the next row.
  @inline(__always)
  private func begin(_ tokens: inout CSVTokenizer) {
    // A line that begins with a digit is a row.
    if tokens.position < tokens.end, bytes[tokens.position] &- UInt8(ascii: "0") < 10 { return }
    _ = tokens.beginRow()
  }

  /// The number in the next cell.
  @inline(__always)
  private func number<Scalar: CSVNumber>(
    _ tokens: inout CSVTokenizer, _ column: Int, _ rowStart: (position: Int, line: Int), _ layout: CSVLayout
  ) throws -> Scalar {
    if dialect.readsDigitsAtOnce {
      let isLast = column == layout.columns - 1
      var position = tokens.position
      let quick: Scalar? = quickNumber(&position, tokens.end)
      if isLast, position + 1 < tokens.end, bytes[position] == 13, bytes[position + 1] == Self.newline { position += 1 }
      let isCellEnd = position < tokens.end ? bytes[position] == (isLast ? Self.newline : dialect.separator) : isLast
      if let quick, isCellEnd {
        tokens.skip(to: position)
        return quick
      }
    }
    return try slowNumber(&tokens, column, rowStart, layout)
  }

  /// The number at the position if it is written as a few digits, perhaps with a sign and a point: almost every cell.
  @inline(__always)
  private func quickNumber<Scalar: CSVNumber>(_ position: inout Int, _ end: Int) -> Scalar? {
    // One digit and a separator: four of five cells of a picture.
    if position + 1 < end, bytes[position + 1] == dialect.separator, bytes[position] &- UInt8(ascii: "0") < 10 {
      position += 1
      return Scalar(csvInteger: Int(bytes[position - 1] &- UInt8(ascii: "0")))
    }
    let isNegative = position < end && bytes[position] == UInt8(ascii: "-")
    if isNegative { position += 1 }
    let start = position
    var value = takeDigits(&position, end, after: 0)
    let wholeDigits = position - start
    guard position < end, bytes[position] == dialect.decimal else {
      // Minus zero is not the integer 0.
      guard wholeDigits > 0, wholeDigits <= 18, !(isNegative && value == 0) else { return nil }
      return Scalar(csvInteger: isNegative ? -value : value)
    }
    position += 1
    let fractionStart = position
    let leadingDigits = value == 0 ? 0 : wholeDigits
    value = takeDigits(&position, end, after: value)
    let fractionDigits = position - fractionStart
    // Zero keeps its sign in the slow way, and more digits may have overflowed.
    guard wholeDigits <= 18, leadingDigits + fractionDigits <= 18, value > 0 else { return nil }
    return Scalar(csvMantissa: isNegative ? -value : value, fractionDigits: fractionDigits)
  }

  @inline(__always)
  private func takeDigits(_ position: inout Int, _ end: Int, after value: Int) -> Int {
    var value = value
    while position < end {
      let digit = bytes[position] &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      value = value &* 10 &+ Int(digit)
      position += 1
    }
    return value
  }

  /// The number in any other cell. Every error comes from here.
  @inline(never)
  private func slowNumber<Scalar: CSVNumber>(
    _ tokens: inout CSVTokenizer, _ column: Int, _ rowStart: (position: Int, line: Int), _ layout: CSVLayout
  ) throws -> Scalar {
    let cell = try tokens.nextCell()
    guard tokens.endsRow == (column == layout.columns - 1) else {
      tokens.go(to: rowStart.position, line: rowStart.line)
      throw tokens.ragged(rowStart.line, found: try tokens.skipRow())
    }
    if reader.isMissing(cell), let missing = Scalar.csvMissing { return missing }
    if let text = reader.numberText(cell), let number = Scalar(csvText: text) { return number }
    throw badCell(cell, line: rowStart.line, column: column, layout.names?[column], rule(cell, Scalar.self))
  }

  // MARK: Errors

  private func rule<Scalar: CSVNumber>(_ cell: CSVCell, _ type: Scalar.Type) -> String {
    let rule = Scalar.csvRule
    if reader.isMissing(cell) || cell.length == 0 {
      return "\(rule). Fill missing cells before reading, or read as Double, where they become nan"
    }
    let text = reader.shown(cell)
    guard reader.double(cell) == nil else { return Scalar.csvRangeRule }
    let advised = reader.numberRule(rule, for: cell)
    if advised == rule, text.contains("\"") || text.contains(where: \.isLetter) {
      return "\(rule). This reader is for tables of numbers; Table(contentsOfCSV:) reads texts"
    }
    return advised
  }

  private func badCell(_ cell: CSVCell, line: Int, column: Int, _ name: String?, _ rule: String) -> DatasetError {
    .badCell(file: file, line: line, column: column + 1, name: name, text: reader.shown(cell), rule: rule)
  }

  /// Called when the lines cannot all have as many cells as the first.
  private func firstRaggedLine(_ layout: CSVLayout) throws -> DatasetError {
    var tokens = layout.body
    while tokens.beginRow() { try skipRow(&tokens) }
    return .malformed(file: file, format: "CSV", reason: "its lines have no common length. Check the first line.")
  }
}
