/// Divides every row by its length. scikit-learn's `Normalizer`.
///
///     let directions = try Normalizer().fitted(to: x).transform(x)                 // every row of length 1
///
/// A row of zeros stays. Nothing is learned but the number of columns.
///
/// Rows need a copy: floats from bytes and floats, doubles from doubles; sparse rows stay sparse unless a change of
/// columns has moved their zeros.
///
/// - Complexity: transforming O(n · p), or O(stored numbers).
public struct Normalizer: Transformer {
  /// How the length of a row is measured.
  public struct Norm: NamedChoice, RawRepresentable, Sendable, Hashable, Codable, CaseIterable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
      case l1, l2, max
    }

    package let kind: Kind

    package init(_ kind: Kind) { self.kind = kind }

    /// The sum of the magnitudes.
    public static let l1 = Self(.l1)
    /// The square root of the sum of the squares.
    public static let l2 = Self(.l2)
    /// The largest magnitude.
    public static let max = Self(.max)
  }

  /// The norm and the columns of the fit.
  public struct Model: TransformerModel {
    /// How the length of a row is measured.
    public let norm: Norm
    package let columns: FittedColumns

    /// The names of the columns of the fit, if they had any.
    public var featureNames: [String]? { columns.names }

    public func transform(_ x: Features) throws -> Features {
      try columns.require(x)
      try requireFinite(x)
      let result = try normalized(x)
      return try x.names.map(result.named) ?? result
    }

    private func normalized(_ x: Features) throws -> Features {
      if let sparse = try x.sparseRows() { return normalized(sparse).features }
      return try x.mappingRows(to: columns.count) { row, to in
        let length = norm.length(row)
        for j in 0..<row.count { to[j] = row[j] / length }
      }
    }

    private func normalized(_ x: SparseMatrix) -> SparseMatrix {
      var values = x.values
      for row in 0..<x.rows {
        let places = x.rowStarts[row]..<x.rowStarts[row + 1]
        let length = norm.length(x.values[places])
        for k in places { values[k] /= length }
      }
      return x.replacing(values: values)
    }
  }

  /// How the length of a row is measured.
  public var norm: Norm
  public var model: Model?

  /// A normalizer with the given norm.
  public init(norm: Norm = .l2) { self.norm = norm }

  /// Every setting is allowed.
  public func validate() throws {}

  /// Notes the columns.
  ///
  /// - Throws: ``EstimatorError/emptyInput(rows:columns:)``, ``EstimatorError/notFinite(row:column:value:)``, and the
  ///   errors of weights.
  public func fitted(to x: Features, targets: ClassTargets?, weights: [Double]?) throws -> Model {
    try requireFit(to: x, weights: weights)
    return Model(norm: norm, columns: FittedColumns(x))
  }
}

extension Normalizer.Norm {
  /// What a row is divided by: its length, or 1 when that is 0.
  @inline(__always)
  fileprivate func length(_ row: some Collection<Double>) -> Double {
    let largest = row.reduce(0) { Swift.max($0, $1.magnitude) }
    guard largest > 0 else { return 1 }
    switch kind {
    case .max: return largest
    case .l1: return row.reduce(0) { $0 + $1.magnitude }
    case .l2:
      let sum = row.reduce(0) { $0 + $1 * $1 }
      // Squares that overflow or vanish are taken of the row divided by its largest number.
      if sum.isFinite, sum > 1e-290 { return sum.squareRoot() }
      return largest * row.reduce(0) { $0 + ($1 / largest) * ($1 / largest) }.squareRoot()
    }
  }
}

/// The settings, without a model.
extension Normalizer: Codable {
  private enum CodingKeys: String, CodingKey { case norm }
}
