import Files
import Matrices

/// The bytes of a file as a table: one look at all cells for what the columns are, and one for their values.
struct CSVTable {
  let bytes: UnsafeRawBufferPointer
  let dialect: CSVDialect
  /// The cells of the first row.
  let first: CSVBlock
  /// At the first row of data.
  let body: CSVTokenizer
  let names: [String]
  let survey: CSVSurvey

  private var file: String { dialect.file }

  /// More columns than any table has whose columns differ in kind; a file of separators would take 50 times its size.
  private static let mostColumns = 1 << 20

  /// Finds rows, columns, names and kinds.
  init(_ bytes: UnsafeRawBufferPointer, _ format: CSVDialect, names: [String]?) throws {
    var rest = try CSVTokenizer(bytes, format)
    rest.columns = try Self.columns(rest)
    let start = rest
    first = CSVBlock(columns: rest.columns, capacity: 1)
    try rest.fill(first)
    self.bytes = bytes
    dialect = rest.dialect
    let reader = CSVCellReader(bytes: bytes, dialect: dialect)
    var survey = try Self.survey(rest, reader)
    let header = CSVHeader(first: first, reader: reader)
    if try header.isPresent(above: survey, names: names) {
      body = rest
      self.names = try names ?? header.names()
    } else {
      survey.add(first, reader)
      body = start
      self.names = names ?? (0..<rest.columns).map { "column \($0 + 1)" }
    }
    self.survey = survey
    try requireNames()
  }

  private static func columns(_ tokens: CSVTokenizer) throws -> Int {
    var tokens = tokens
    let line = tokens.line
    let count = try tokens.skipRow()
    guard count <= mostColumns else {
      throw DatasetError.malformed(
        file: tokens.file, format: "CSV",
        reason: "line \(line) has \(count) cells, and a table takes \(mostColumns) columns. Check the separator; for "
          + "numbers alone there is NumericCSV.")
    }
    return count
  }

  private static func survey(_ tokens: CSVTokenizer, _ reader: CSVCellReader) throws -> CSVSurvey {
    var (tokens, survey) = (tokens, CSVSurvey(columns: tokens.columns))
    let block = CSVBlock(columns: tokens.columns)
    repeat {
      try tokens.fill(block)
      survey.add(block, reader)
    } while block.rows == block.capacity
    return survey
  }

  private func requireNames() throws {
    guard names.count == body.columns else {
      throw DatasetError.invalidSetting(
        name: "names", value: "\(names.count)",
        rule: "one name for each column of \(file), which has \(body.columns)")
    }
    var seen = Set<String>()
    if let twice = names.first(where: { !seen.insert($0).inserted }) {
      throw DatasetError.duplicateColumn(name: twice, file: file)
    }
  }

  // MARK: Columns

  /// The typed columns.
  ///
  /// - Throws: ``DatasetError/badCell(file:line:column:name:text:rule:)`` for a cell that is not of its column's kind.
  func columns(_ given: [String: Table.Kind]) throws -> [Table.Column] {
    if let unknown = given.keys.sorted().first(where: { !names.contains($0) }) {
      throw DatasetError.noSuchColumn(name: unknown, file: file, available: names)
    }
    let reader = CSVCellReader(bytes: bytes, dialect: dialect)
    var (columns, filled) = try emptyColumns(given)
    var (tokens, offset) = (body, 0)
    let block = CSVBlock(columns: body.columns)
    while offset < survey.rows {
      try tokens.fill(block)
      for column in filled {
        if let row = columns[column].set(block, column, at: offset, reader) {
          throw badCell(block, row, column, columns[column].kind, reader)
        }
      }
      offset += block.rows
    }
    filled = []
    return columns
  }

  /// Columns of gaps, which share memory as long as they are alike, and the numbers of those that will get cells.
  private func emptyColumns(_ given: [String: Table.Kind]) throws -> (columns: [Table.Column], filled: [Int]) {
    let filled = names.indices.filter { survey.hasCells[$0] }
    let kinds = names.enumerated().map { given[$1] ?? survey.kind($0) }
    // Only kinds that there are: gaps of one take as much as a column.
    let used = Set(kinds)
    try Memory.require(Memory.bytes(survey.rows, filled.count + used.count, MemoryLayout<Int?>.stride), file: file)
    let gaps = Dictionary(uniqueKeysWithValues: used.map { ($0, Table.Column(gaps: survey.rows, $0)) })
    return (kinds.map { gaps[$0] ?? Table.Column(gaps: survey.rows, $0) }, filled)
  }

  private func badCell(
    _ block: CSVBlock, _ row: Int, _ column: Int, _ kind: Table.Kind, _ reader: CSVCellReader
  ) -> DatasetError {
    let cell = block.cell(row, column)
    return .badCell(
      file: file, line: block.line(ofRow: row), column: column + 1, name: names[column], text: reader.shown(cell),
      rule: reader.rule(kind, for: cell))
  }
}

extension CSVCellReader {
  /// The text of a cell as errors show it: a NUL byte, which ends texts for some programs, by its sign.
  func shown(_ cell: CSVCell) -> String {
    let text = String(decoding: bytes[cell.start..<min(cell.end, cell.start + 400)], as: UTF8.self).prefix(40)
    return String(text.map { $0 == "\0" ? "␀" : $0 })
  }

  /// What a cell must be that is not of that kind.
  func rule(_ kind: Table.Kind, for cell: CSVCell) -> String {
    switch kind.kind {
    case .double: numberRule("a number", for: cell)
    case .integer: numberRule("a whole number", for: cell)
    case .boolean: "true or false"
    case .string: "UTF-8 text. Save the file as UTF-8, for example with iconv -f latin1 -t utf-8"
    }
  }

  /// What a number must be, with the remedy for one written with a decimal comma or in hexadecimal.
  func numberRule(_ rule: String, for cell: CSVCell) -> String {
    if dialect.decimal == UInt8(ascii: "."), CSVNumberText(decimal: 44, thousands: 46).isNumber(bytes, cell) {
      return "\(rule). If it has a decimal comma, read with CSVFormat(decimalSeparator: \",\")"
    }
    if isHexadecimal(cell) {
      return "\(rule) in decimal digits. Write 16 for 0x10: hexadecimal is not read"
    }
    return double(cell) == nil && isNumber(cell) ? "\(rule) that a Double can hold" : rule
  }

  /// Whether it begins as in C: `0x10`, `-0x1p3`.
  private func isHexadecimal(_ cell: CSVCell) -> Bool {
    var text = bytes[cell.start..<cell.end].prefix(4)
    if let sign = text.first, "+-".utf8.contains(sign) { text.removeFirst() }
    guard text.count > 2, text.removeFirst() == UInt8(ascii: "0") else { return false }
    return text.removeFirst() | 32 == UInt8(ascii: "x")
  }
}

extension CSVNumberText {
  /// Whether these settings make a number of the cell.
  func isNumber(_ bytes: UnsafeRawBufferPointer, _ cell: CSVCell) -> Bool {
    guard (3..<40).contains(cell.length) else { return false }
    let content = UnsafeRawBufferPointer(rebasing: bytes[cell.start..<cell.end])
    return content.contains(decimal) && withPoint(content).flatMap(Double.init(tabled:)) != nil
  }
}
