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
      switch cell.storage {
      case .integer(let value): return value
      case .boolean(let value): return value ? 1 : 0
      case .double(let value):
        if let whole = Int(exactly: value) { return whole }
      case .string: break
      }
      throw MatrixError.wrongKind(column: name, expected: Kind.integer.rawValue, found: cell.kind.rawValue)
    }
  }

  /// A column of truth values as labels: also 1 and 0, and the texts `true` and `false`, `yes` and `no`, `t` and `f`,
  /// `y` and `n`, `1` and `0`, in any case of letters.
  ///
  ///     var pipeline = TablePipeline { …; LogisticRegression<Bool>() }
  ///     try pipeline.fit(table, table.booleanLabels("survived"))
  ///
  /// - Throws: ``MatrixError/noSuchColumn(name:available:)``, ``MatrixError/missingCell(column:row:)``, and
  ///   ``MatrixError/unreadableCell(column:row:text:rule:)`` for the first cell that is none of these.
  public func booleanLabels(_ name: String) throws -> [Bool] {
    try cells(of: name).enumerated().map { row, cell in
      if let value = cell.truth { return value }
      throw MatrixError.unreadableCell(
        column: name, row: row, text: cell.description,
        rule: "true or false, yes or no, 1 or 0. Compare other words: stringLabels(\"\(name)\").map { $0 == … }")
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

extension Table.Value {
  /// The truth value that it is or stands for, `nil` for none.
  fileprivate var truth: Bool? {
    switch storage {
    case .boolean(let value): value
    case .integer(let value): value == 1 ? true : value == 0 ? false : nil
    case .double(let value): value == 1 ? true : value == 0 ? false : nil
    case .string(let text):
      switch text.lowercased() {
      case "true", "yes", "t", "y", "1": true
      case "false", "no", "f", "n", "0": false
      default: nil
      }
    }
  }
}
