import Estimators

/// Tables that are not what an estimator was fitted on.
extension Table {
  /// The columns from right to left, and one more that no fit has seen.
  func turned() throws -> Table {
    let extra = Column.strings(Array(repeating: "?", count: rows))
    return try Table(names: names.reversed() + ["a column never seen"], columns: columns.reversed() + [extra])
  }

  /// The same columns under other names.
  func renamed() throws -> Table { try Table(names: names.map { "not \($0)" }, columns: columns) }

  /// A column in the place of another.
  func replacing(_ name: String, by column: Column) throws -> Table {
    try Table(names: names, columns: zip(names, columns).map { $0 == name ? column : $1 })
  }

  /// These rows, and behind them copies with the numbers of their columns multiplied.
  func withRowsFarOutside(_ factors: [Double]) throws -> Table {
    try Table(
      names: names,
      columns: columns.map { column in
        switch column.storage {
        case .doubles(let cells): .doubles(cells + factors.flatMap { factor in cells.map { $0.map { $0 * factor } } })
        case .integers(let cells): .integers(cells + factors.flatMap { _ in cells })
        case .strings(let cells): .strings(cells + factors.flatMap { _ in cells })
        case .booleans(let cells): .booleans(cells + factors.flatMap { _ in cells })
        }
      })
  }
}

extension Table.Column {
  /// As many cells of another kind: texts in the place of numbers and truth values, numbers in the place of texts.
  var ofAnotherKind: Table.Column {
    kind == .string
      ? .doubles(Array(repeating: 0.5, count: count)) : .strings(Array(repeating: "not a number", count: count))
  }

  /// The same numbers with an infinite one among them; `nil` for a column that cannot hold it.
  var withInfinity: Table.Column? {
    guard var cells = doubles else { return nil }
    cells[2] = .infinity
    return .doubles(cells)
  }
}
