import Matrices

/// The first row of a file, which may hold the names of the columns.
struct CSVHeader {
  let first: CSVBlock
  let reader: CSVCellReader

  private var file: String { reader.dialect.file }
  private var line: Int { first.line(ofRow: 0) }

  /// Whether the row holds names.
  ///
  /// - Parameters:
  ///   - survey: What the rows below are.
  ///   - names: Those that the caller gives.
  /// - Throws: ``DatasetError/malformed(file:format:reason:)`` when the caller gives names and it is not clear.
  func isPresent(above survey: CSVSurvey, names: [String]?) throws -> Bool {
    switch reader.dialect.format.header {
    case .present: return true
    case .absent: return false
    case .automatic: break
    }
    guard let names, names.count == first.columns else { return names == nil }
    if (try? self.names()) == names { return true }
    let signs = (0..<first.columns).map { sign($0, survey) }
    switch (signs.contains(.name), signs.contains(.datum)) {
    case (true, false): return true
    case (false, true): return false
    default: throw unclear
    }
  }

  private enum Sign { case name, datum, none }

  /// What the cell of a column says about the row: a text over numbers is a name, a number over numbers is none.
  private func sign(_ column: Int, _ survey: CSVSurvey) -> Sign {
    let cell = first.cell(0, column)
    let isText = survey.kind(column) == .string || !survey.hasCells[column]
    if reader.isMissing(cell) { return .none }
    let kinds = reader.kinds(cell)
    if isText { return kinds & (CSVKinds.integer | CSVKinds.double) != 0 && !survey.hasCells[column] ? .datum : .none }
    return kinds & survey.possible[column] == CSVKinds.text && !reader.isNumber(cell) ? .name : .datum
  }

  private var unclear: DatasetError {
    .malformed(
      file: file, format: "CSV",
      reason: "line \(line) may hold the names that you replace, or data. Say which with "
        + "CSVFormat(header: .present) or CSVFormat(header: .absent).")
  }

  /// The cells as names. A column without one, as programs write for row numbers, is called by its place.
  ///
  /// - Throws: ``DatasetError`` when no column has one, and for bytes that are not UTF-8.
  func names() throws -> [String] {
    guard (0..<first.columns).contains(where: { first.cell(0, $0).length > 0 }) else {
      throw DatasetError.malformed(
        file: file, format: "CSV",
        reason: "line \(line) holds no name for any of its \(first.columns) columns. Pass names, or read with "
          + "CSVFormat(header: .absent) if it is data.")
    }
    let names = try texts()
    var taken = Set(names)
    return names.enumerated().map { column, name in
      guard name.isEmpty else { return name }
      var other = "unnamed \(column + 1)"
      while !taken.insert(other).inserted { other += "'" }
      return other
    }
  }

  private func texts() throws -> [String] {
    try (0..<first.columns).map { column in
      let cell = first.cell(0, column)
      guard let name = reader.text(cell) else {
        throw DatasetError.badCell(
          file: file, line: line, column: column + 1, name: nil, text: reader.shown(cell),
          rule: reader.rule(.string, for: cell))
      }
      return name
    }
  }
}
