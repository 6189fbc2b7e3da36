/// The columns that an estimator was fitted on, for its model to check those it is given.
public struct FittedColumns: Sendable, Hashable, Codable {
  /// The number of columns, p. scikit-learn's `n_features_in_`.
  public let count: Int
  /// Their names, if they had any. scikit-learn's `feature_names_in_`.
  public let names: [String]?

  /// The columns of `x`.
  public init(_ x: Features) {
    count = x.columns
    names = x.names
  }

  package init(count: Int, names: [String]?) {
    self.count = count
    self.names = names
  }

  /// Reads number and names, and checks that they fit together.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    count = try container.decode(Int.self, forKey: .count)
    names = try container.decodeIfPresent([String].self, forKey: .names)
    try requireDecoded(
      count > 0 && names?.count ?? count == count, "\(count) columns need a name each, or none.", decoder)
  }

  /// Checks that the columns are those of the fit: as many, and where both have names, the same in the same order.
  ///
  /// - Throws: ``EstimatorError/featureCountMismatch(expected:found:)``,
  ///   ``EstimatorError/featureNamesMismatch(missing:unexpected:firstMoved:)``.
  public func require(_ x: Features) throws { try requireSameColumns(x, count: count, names: names) }
}

extension FittedColumns {
  /// All columns of a table.
  init(_ table: Table) {
    count = table.columns.count
    names = table.names
  }
}
