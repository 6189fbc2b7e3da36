extension Table {
  /// The column of that name: `try table["age"].missingCount`. pandas' `table["age"]`.
  ///
  /// - Throws: ``MatrixError/noSuchColumn(name:available:)``, which names the one that was probably meant.
  public subscript(name: String) -> Column {
    get throws { try column(name) }
  }

  /// The cells of a column as doubles, NaN where one is missing, `true` as 1 and `false` as 0.
  ///
  ///     let perYear = zip(try table.numbers("income"), try table.numbers("years")).map { $0 / $1 }
  ///
  /// - Throws: ``MatrixError/noSuchColumn(name:available:)``, ``MatrixError/wrongKind(column:expected:found:)`` for
  ///   texts.
  public func numbers(_ name: String) throws -> [Double] {
    let column = try column(name)
    guard let numbers = column.numbers else {
      throw MatrixError.wrongKind(column: name, expected: Kind.double.rawValue, found: column.kind.rawValue)
    }
    return numbers
  }

  /// The cells of a column as texts, `nil` where one is missing; numbers and truth values as a file would have them. In
  /// a table that was read from a file without kinds for the column, what is written there.
  ///
  /// - Throws: ``MatrixError/noSuchColumn(name:available:)``.
  public func texts(_ name: String) throws -> [String?] {
    try texts(ofFileColumn: name) ?? column(name).values.map { $0?.description }
  }

  /// What each column is, by name: with these, a reader of files need not guess.
  ///
  ///     try Table(contentsOfCSV: url, kinds: table.kinds)
  public var kinds: [String: Kind] {
    Dictionary(uniqueKeysWithValues: zip(names, columns.map(\.kind)))
  }
}
