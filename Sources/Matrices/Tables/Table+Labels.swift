extension Table {
  /// A column as labels: texts as they are, numbers and truth values as text. In a table that was read from a file
  /// without kinds for the column, labels are what is written there: `1e5` and not `100000.0`.
  ///
  ///     let species = try table.stringLabels("species")
  ///
  /// - Throws: ``MatrixError/noSuchColumn(name:available:)``, ``MatrixError/missingCell(column:row:)``.
  public func stringLabels(_ name: String) throws -> [String] {
    guard let texts = try texts(ofFileColumn: name) else { return try cells(of: name).map(\.description) }
    return try present(texts, name)
  }

  /// A column of whole numbers or truth values (1 and 0) as labels.
  ///
  /// - Throws: ``MatrixError/noSuchColumn(name:available:)``, ``MatrixError/missingCell(column:row:)``, and
  ///   ``MatrixError/wrongKind(column:expected:found:)`` for texts and numbers with a fraction.
  public func integerLabels(_ name: String) throws -> [Int] {
    try cells(of: name).map { cell in
      switch cell {
      case .integer(let value): return value
      case .boolean(let value): return value ? 1 : 0
      case .double(let value):
        if let whole = Int(exactly: value) { return whole }
      case .string: break
      }
      throw MatrixError.wrongKind(column: name, expected: Kind.integer.rawValue, found: cell.kind.rawValue)
    }
  }

  private func cells(of name: String) throws -> [Value] { try present(column(name).values, name) }

  private func present<Cell>(_ cells: [Cell?], _ name: String) throws -> [Cell] {
    try cells.enumerated().map { row, cell in
      guard let cell else { throw MatrixError.missingCell(column: name, row: row) }
      return cell
    }
  }
}
