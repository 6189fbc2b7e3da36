extension OneHotEncoder {
  /// The categories of the encoded columns.
  public struct Model: TableTransformerModel, TransformerModel {
    /// The categories of each encoded column, in order. scikit-learn's `categories_`.
    public var categories: [CategoryColumn] { columns.map(\.categories) }
    /// What the features are called: the column, `_`, the category. scikit-learn's `get_feature_names_out`.
    ///
    /// Names are all different: those that two features would share, as column `a` with `b_c` and `a_b` with `c` do,
    /// are written `a="b_c"` and `a_b="c"`.
    public let featureNamesOut: [String]

    package let columns: [Column]
    /// The columns of the fit, encoded or not.
    package let source: FittedColumns

    package struct Column: Sendable, Hashable, Codable, CustomStringConvertible {
      package let categories: CategoryColumn
      package let dropsFirst: Bool
      package let unknown: Unknown

      /// The number of features.
      package var width: Int { categories.count - (dropsFirst ? 1 : 0) }
      package var description: String { categories.description }
    }

    init(columns: [Column], source: FittedColumns) {
      self.columns = columns
      self.source = source
      featureNamesOut = Self.names(columns)
    }

    private static func names(_ columns: [Column]) -> [String] {
      let features = columns.flatMap { column in
        ((column.dropsFirst ? 1 : 0)..<column.categories.count).map { (column.categories, $0) }
      }
      let names = features.map { $0.featureName($1) }
      let counts = Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +)
      return zip(names, features).map { counts[$0] == 1 ? $0 : $1.0.clearFeatureName($1.1) }.distinct
    }

    /// The categories as features: n × the number of features, sparse.
    ///
    /// - Throws: ``EstimatorError/unknownCategory(column:row:value:known:)`` for a cell that the fit has not seen,
    ///   unless it is ignored.
    public func transform(_ table: Table) throws -> Features {
      let places = try columns.map { try $0.categories.places(in: table) }
      var builder = SparseBuilder(columns: featureNamesOut.count, capacity: table.rows * columns.count)
      for row in 0..<table.rows {
        var offset = 0
        for (j, column) in columns.enumerated() {
          if let place = places[j][row] {
            let feature = place - (column.dropsFirst ? 1 : 0)
            if feature >= 0 { builder.append(1, Int32(offset + feature)) }
          } else if column.unknown == .error {
            throw column.categories.unknown(in: table, row: row)
          }
          offset += column.width
        }
        builder.endRow()
      }
      return try builder.matrix.features.named(featureNamesOut)
    }

    public func transform(_ x: Features) throws -> Features {
      try source.require(x)
      try requireFinite(x, orMissing: true)
      return try transform(x.table(named: source.names))
    }

    /// The categories back from features: a row without any is a gap, or the category that has no feature.
    ///
    /// - Parameter x: n × the number of features; of a column's features the largest counts.
    /// - Throws: ``EstimatorError/featureCountMismatch(expected:found:)``.
    public func inverseTransform(_ x: some FeatureMatrix) throws -> Table {
      let x = x.features
      try requireSameColumns(x, count: featureNamesOut.count, names: featureNamesOut)
      let numbers = try x.matrix()
      var offset = 0
      let cells = try columns.map { column in
        defer { offset += column.width }
        let features = offset..<offset + column.width
        let found = (0..<numbers.rows).map { row in column.category(numbers[row: row], features) }
        return try Table.Column(found, kind: column.categories.kind, name: column.categories.name)
      }
      return try Table(names: columns.map(\.categories.name), columns: cells)
    }
  }
}

extension OneHotEncoder.Model.Column {
  /// The category of a row of features, of which `features` are this column's.
  fileprivate func category(_ row: ArraySlice<Double>, _ features: Range<Int>) -> Table.Value? {
    let first = row.startIndex
    let best = features.max { (row[first + $0], $1) < (row[first + $1], $0) }
    var place: Int?
    if let best, row[first + best] > 0 {
      place = best - features.lowerBound + (dropsFirst ? 1 : 0)
    } else if dropsFirst {
      place = 0
    }
    guard let place, place < categories.categories.count else { return nil }
    return categories.categories[place]
  }
}

extension CategoryColumn {
  /// The error for a cell that the fit has not seen.
  func unknown(in table: Table, row: Int) -> EstimatorError {
    let cell = (try? table.cells(name, as: kind))?[row]
    return .unknownCategory(
      column: name, row: row, value: cell.map { "\"\($0)\"" } ?? "no value",
      known: categories.map { "\($0)" })
  }
}

extension OneHotEncoder.Model: Codable {
  private enum CodingKeys: String, CodingKey { case columns, source }

  /// Reads the columns and their categories.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let columns = try container.decode([Column].self, forKey: .columns)
    try requireDecoded(
      columns.allSatisfy { $0.width >= 0 }, "A column without categories cannot drop its first.", decoder)
    self.init(columns: columns, source: try container.decode(FittedColumns.self, forKey: .source))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(columns, forKey: .columns)
    try container.encode(source, forKey: .source)
  }
}
