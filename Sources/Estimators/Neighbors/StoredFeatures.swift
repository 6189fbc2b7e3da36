/// Features that a model keeps: the rows that were chosen in their stored type, with the change of their columns.
///
/// Shares the caller's memory when all rows were fitted; a choice of rows is copied.
struct StoredFeatures: Sendable, Hashable, Codable {
  private enum Numbers: Sendable, Hashable, Codable {
    case bytes(Matrix<UInt8>)
    case float(Matrix<Float>)
    case double(Matrix<Double>)
    case sparse(SparseMatrix)
  }

  private let numbers: Numbers
  private let affine: ColumnAffine?

  /// - Complexity: O(1); O(n · p) for a choice of rows.
  init(_ x: Features) throws {
    let own = try x.isFile ? x.selectingColumns(Array(0..<x.columns)) : x.ownRows()
    affine = own.affine
    switch own.storage {
    case .bytes(let matrix): numbers = .bytes(matrix)
    case .float(let matrix): numbers = .float(matrix)
    case .double(let matrix): numbers = .double(matrix)
    case .sparse(let matrix): numbers = .sparse(matrix)
    case .source, .borrowed: preconditionFailure("Own rows are in memory of this process")
    }
  }

  /// The same rows as features, O(1).
  var features: Features {
    var features = Self.plain(numbers)
    features.setAffine(affine)
    return features
  }

  private static func plain(_ numbers: Numbers) -> Features {
    switch numbers {
    case .bytes(let matrix): matrix.features
    case .float(let matrix): matrix.features
    case .double(let matrix): matrix.features
    case .sparse(let matrix): matrix.features
    }
  }

  private enum CodingKeys: String, CodingKey { case numbers, affine }

  /// Reads the rows and checks that the change has as many columns, and that every number is finite.
  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    numbers = try container.decode(Numbers.self, forKey: .numbers)
    affine = try container.decodeIfPresent(ColumnAffine.self, forKey: .affine)
    let columns = Self.plain(numbers).columns
    try requireDecoded(
      affine?.scale.count ?? columns == columns, "A change of \(columns) columns needs as many numbers.", decoder)
    let isFinite = try FeatureBlocks(Self.plain(numbers)).firstNotFinite(acceptingMissing: false) == nil
    try requireDecoded(isFinite, "Stored features must be finite.", decoder)
  }
}
