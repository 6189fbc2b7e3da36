extension Table {
  /// The first rows; all when there are fewer. −2 gives all but the last two. pandas' `head`.
  public func head(_ count: Int = 5) -> Table {
    let kept = count < 0 ? max(0, rows + max(count, -rows)) : min(count, rows)
    return keeping(Array(0..<kept))
  }

  /// The last rows; all when there are fewer. −2 gives all but the first two. pandas' `tail`.
  public func tail(_ count: Int = 5) -> Table {
    let dropped = count < 0 ? min(-max(count, -rows), rows) : rows - min(count, rows)
    return keeping(Array(dropped..<rows))
  }

  /// The rows for which the mask is `true`, in order.
  ///
  ///     let ages = try table.numbers("age")
  ///     let adults = try table.filter(ages.map { $0 >= 18 })
  ///
  /// - Throws: ``MatrixError/maskLengthMismatch(rows:found:)``.
  public func filter(_ mask: some Collection<Bool>) throws -> Table {
    guard mask.count == rows else { throw MatrixError.maskLengthMismatch(rows: rows, found: mask.count) }
    return keeping(zip(0..., mask).filter(\.1).map(\.0))
  }

  /// The rows with a number that the condition holds for, in order. A gap is NaN, which no comparison holds for.
  ///
  ///     let adults = try table.filter(number: "age") { $0 >= 18 }
  ///     let known = try table.filter(number: "age") { !$0.isNaN }
  ///
  /// - Throws: ``MatrixError/noSuchColumn(name:available:)``, ``MatrixError/wrongKind(column:expected:found:)`` for a
  ///   column of texts, and what the condition throws.
  public func filter(number name: String, _ isIncluded: (Double) throws -> Bool) throws -> Table {
    try filter(numbers(name).map(isIncluded))
  }

  /// The rows with a text that the condition holds for, in order; `nil` for a gap, and other cells as a file has them.
  ///
  ///     let abroad = try table.filter(text: "country") { $0 != "CH" }
  ///
  /// - Throws: ``MatrixError/noSuchColumn(name:available:)``, and what the condition throws.
  public func filter(text name: String, _ isIncluded: (String?) throws -> Bool) throws -> Table {
    try filter(texts(name).map(isIncluded))
  }

  /// The rows without a gap in these columns, in order. pandas' `dropna`.
  ///
  /// - Parameter columns: Names of columns; all when `nil`.
  /// - Throws: ``MatrixError/noSuchColumn(name:available:)``.
  public func droppingGaps(in columns: [String]? = nil) throws -> Table {
    var isWhole = [Bool](repeating: true, count: rows)
    for name in columns ?? names {
      for (row, cell) in try column(name).values.enumerated() where cell == nil { isWhole[row] = false }
    }
    return try filter(isWhole)
  }
}
