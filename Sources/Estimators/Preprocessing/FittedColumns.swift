/// The columns that a transformer was fitted on.
struct FittedColumns: Sendable, Hashable, Codable {
  /// The number of columns, p.
  let count: Int
  /// Their names, if they had any.
  let names: [String]?

  init(_ x: Features) {
    count = x.columns
    names = x.names
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    count = try container.decode(Int.self, forKey: .count)
    names = try container.decodeIfPresent([String].self, forKey: .names)
    try requireDecoded(
      count > 0 && names?.count ?? count == count, "\(count) columns need a name each, or none.", decoder)
  }

  /// The columns are those of the fit.
  ///
  /// - Throws: ``EstimatorError/featureCountMismatch(expected:found:)``,
  ///   ``EstimatorError/featureNamesMismatch(missing:unexpected:firstMoved:)``.
  func require(_ x: Features) throws { try requireSameColumns(x, count: count, names: names) }
}

/// Something that a model read from a file must satisfy.
func requireDecoded(_ holds: Bool, _ reason: @autoclosure () -> String, _ decoder: any Decoder) throws {
  guard holds else {
    throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: reason()))
  }
}

extension FittedColumns {
  /// All columns of a table.
  init(_ table: Table) {
    count = table.columns.count
    names = table.names
  }
}
