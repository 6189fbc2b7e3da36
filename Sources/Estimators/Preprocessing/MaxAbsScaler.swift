/// Divides every column by its largest magnitude, so that it lies in −1...1. scikit-learn's `MaxAbsScaler`.
///
/// Nothing is moved: 0 stays 0, and sparse data stay sparse in every respect. A column of zeros keeps scale 1. Missing
/// values (NaN) and rows of weight 0 are left out of the fit; a column without any number becomes missing, as in
/// scikit-learn.
///
/// No scaled copy is made: the result is the same storage with a change of columns.
///
/// - Complexity: fitting O(n · p), or O(stored numbers + p); transforming O(p).
public struct MaxAbsScaler: Transformer {
  /// The largest magnitudes.
  public struct Model: TransformerModel {
    /// The largest magnitude of each column, p numbers ≥ 0; NaN for a column without any number.
    /// scikit-learn's `max_abs_`.
    public let maximumMagnitudes: [Double]
    package let scaling: ColumnScaling

    /// The names of the columns of the fit, if they had any.
    public var featureNames: [String]? { scaling.fitted.names }

    init(maximumMagnitudes: [Double], scaling: ColumnScaling) {
      self.maximumMagnitudes = maximumMagnitudes
      self.scaling = scaling
    }

    /// Reads a model and checks that its parts fit together.
    public init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      maximumMagnitudes = try container.decodeFiniteOrMissing(forKey: .maximumMagnitudes)
      scaling = try container.decode(ColumnScaling.self, forKey: .scaling)
      try requireDecoded(
        maximumMagnitudes.count == scaling.columns, "\(scaling.columns) columns need as many magnitudes.", decoder)
    }

    private enum CodingKeys: String, CodingKey { case maximumMagnitudes, scaling }

    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encodeWithMissing(maximumMagnitudes, forKey: .maximumMagnitudes)
      try container.encode(scaling, forKey: .scaling)
    }

    public func transform(_ x: Features) throws -> Features { try scaling.transform(x) }

    /// Back to the original scale.
    ///
    /// - Throws: ``EstimatorError/featureCountMismatch(expected:found:)``.
    public func inverseTransform(_ x: some FeatureMatrix) throws -> Features {
      try scaling.inverseTransform(x.features)
    }
  }

  public var model: Model?

  /// A scaler; it has no settings.
  public init() {}

  /// There is nothing to check.
  public func validate() throws {}

  /// Learns the largest magnitudes. Targets have no influence.
  ///
  /// - Throws: ``EstimatorError/emptyInput(rows:columns:)``, ``EstimatorError/notFinite(row:column:value:)`` for an
  ///   infinite number, and the errors of weights.
  public func fitted(to x: Features, targets: ClassTargets?, weights: [Double]?) throws -> Model {
    try requireFit(to: x, weights: weights, orMissing: true)
    try requireMemory(8, perColumnOf: x, for: "MaxAbsScaler")
    let ends = try ColumnExtremes(x, sampleWeight: weights)
    let largest = ends.largestMagnitudes
    let scaling = try ColumnScaling(
      shift: Array(repeating: 0, count: largest.count), scales: scales(fromWidths: largest, sizes: largest, of: x),
      fittedOn: x)
    return Model(maximumMagnitudes: largest, scaling: scaling)
  }
}

/// The settings, without a model.
extension MaxAbsScaler: Codable {
  private enum CodingKeys: CodingKey {}
}
