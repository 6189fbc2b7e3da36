extension Table {
  /// All columns as features with names: n × p doubles, NaN for a gap, 1 for `true`, 0 for `false`.
  ///
  /// - Throws: ``EstimatorError/unsupported(what:instead:)`` for a column of texts.
  /// - Complexity: O(n · p) time and memory.
  public func features() throws -> Features {
    let numbers = try zip(names, columns).map { name, column in
      guard let numbers = column.numbers else {
        throw EstimatorError.unsupported(
          what: "Reading the texts of column \"\(name)\" as numbers",
          instead: "Encode it with OneHotEncoder or OrdinalEncoder, or leave it out.")
      }
      return numbers
    }
    var elements: [Double] = []
    elements.reserveCapacity(rows * columns.count)
    for row in 0..<rows { for column in numbers { elements.append(column[row]) } }
    return try Matrix(rows: rows, columns: columns.count, elements).features.named(names)
  }
}

extension Dataset where Label == String {
  /// A table of numbers with a column of labels: texts, or numbers as text.
  ///
  ///     let flowers = try Dataset<String>(Table(contentsOfCSV: url), labels: "species")
  ///
  /// - Parameters:
  ///   - table: n rows; all columns but these three are the features.
  ///   - labels: The column that holds the labels.
  ///   - weights: The column that holds the weights, if there is one.
  ///   - groups: The column that says which rows belong together, if there is one: of any kind.
  /// - Throws: `MatrixError` for a column that is not there or a gap in these three,
  ///   ``EstimatorError/unsupported(what:instead:)`` when another column holds texts: that needs a ``TablePipeline``.
  public init(_ table: Table, labels: String, weights: String? = nil, groups: String? = nil) throws {
    try self.init(table, table.stringLabels(labels), labels, weights, groups)
  }
}

extension Dataset where Label == Int {
  /// A table of numbers with a column of labels: whole numbers or truth values.
  ///
  /// - Throws: As for texts, and `MatrixError.wrongKind(column:expected:found:)` for labels that are no whole numbers.
  public init(_ table: Table, labels: String, weights: String? = nil, groups: String? = nil) throws {
    try self.init(table, table.integerLabels(labels), labels, weights, groups)
  }
}

extension Dataset {
  fileprivate init(
    _ table: Table, _ labels: [Label], _ labelColumn: String, _ weights: String?, _ groups: String?
  ) throws {
    let others = [labelColumn] + [weights, groups].compactMap { $0 }
    try self.init(
      features: table.dropping(columns: others).features(), labels: labels,
      weights: weights.map { try Self.weights(table, $0) },
      groups: groups.map { ClassEncoding(try table.stringLabels($0)).targets.indices.map(Int.init) })
  }

  private static func weights(_ table: Table, _ name: String) throws -> [Double] {
    let column = try table.column(name)
    guard let numbers = column.numbers else {
      throw MatrixError.wrongKind(column: name, expected: Table.Kind.double.rawValue, found: column.kind.rawValue)
    }
    if let row = numbers.firstIndex(where: \.isNaN) { throw MatrixError.missingCell(column: name, row: row) }
    return numbers
  }
}
