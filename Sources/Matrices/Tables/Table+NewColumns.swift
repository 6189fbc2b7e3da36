extension Table {
  /// The same with one more column behind the others.
  ///
  ///     let table = try table.adding(.doubles(ratios), named: "ratio")
  ///
  /// - Throws: ``MatrixError/duplicateColumn(name:)``, ``MatrixError/columnLengthMismatch(name:expected:found:)``.
  public func adding(_ column: Column, named name: String) throws -> Table {
    guard !names.contains(name) else { throw MatrixError.duplicateColumn(name: name) }
    return try inserting(column, named: name, at: columns.count)
  }

  /// The same with other cells in a column.
  ///
  /// - Throws: ``MatrixError/noSuchColumn(name:available:)``,
  ///   ``MatrixError/columnLengthMismatch(name:expected:found:)``.
  public func replacing(_ name: String, with column: Column) throws -> Table {
    let place = try place(of: name)
    return try dropping(columns: [name]).inserting(column, named: name, at: place)
  }

  /// The same with one more column, computed from the numbers of another, row by row. A gap is NaN, and NaN a gap.
  ///
  ///     let table = try table.adding("log income", from: "income") { log($0) }
  ///
  /// - Throws: ``MatrixError/noSuchColumn(name:available:)``, ``MatrixError/wrongKind(column:expected:found:)`` for
  ///   texts, ``MatrixError/duplicateColumn(name:)``, and what the function throws.
  public func adding(
    _ name: String, from source: String, _ compute: (Double) throws -> Double
  ) throws -> Table {
    try adding(.doubles(numbers(source).map(compute)), named: name)
  }

  /// The same with one more column, computed from the numbers of two others, row by row. A gap is NaN, and NaN a gap.
  ///
  ///     let table = try table.adding("burden", from: "debt", "income") { $0 / $1 }
  ///
  /// From more columns: `adding(.doubles(…), named:)` with what ``numbers(_:)`` gives.
  ///
  /// - Throws: ``MatrixError/noSuchColumn(name:available:)``, ``MatrixError/wrongKind(column:expected:found:)`` for
  ///   texts, ``MatrixError/duplicateColumn(name:)``, and what the function throws.
  public func adding(
    _ name: String, from first: String, _ second: String, _ compute: (Double, Double) throws -> Double
  ) throws -> Table {
    let cells = try zip(numbers(first), numbers(second)).map { try compute($0, $1) }
    return try adding(.doubles(cells), named: name)
  }
}
