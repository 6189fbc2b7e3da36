/// Moves and stretches every column so that its smallest and largest number become the ends of a range. scikit-learn's
/// `MinMaxScaler`.
///
///     let scaled = try MinMaxScaler().fitted(to: x).transform(x)                  // every column fills 0...1
///
/// A constant column moves to the lower end. Missing values (NaN) and rows of weight 0 are left out of the fit; a
/// column without any number becomes missing, as in scikit-learn. Numbers outside of what the fit has seen leave the
/// range.
///
/// No scaled copy is made, of sparse data neither: the result is the same storage with a change of columns.
///
/// - Complexity: fitting O(n · p), transforming O(p).
public struct MinMaxScaler: Transformer {
  /// The ends of the columns.
  public struct Model: TransformerModel {
    /// The smallest number of each column, p numbers; NaN for a column without any. scikit-learn's `data_min_`.
    public let minima: [Double]
    /// The largest number of each column, p numbers; NaN for a column without any. scikit-learn's `data_max_`.
    public let maxima: [Double]
    package let scaling: ColumnScaling

    /// The names of the columns of the fit, if they had any.
    public var featureNames: [String]? { scaling.fitted.names }

    init(minima: [Double], maxima: [Double], scaling: ColumnScaling) {
      self.minima = minima
      self.maxima = maxima
      self.scaling = scaling
    }

    /// Reads a model and checks that its parts fit together.
    public init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      minima = try container.decodeFiniteOrMissing(forKey: .minima)
      maxima = try container.decodeFiniteOrMissing(forKey: .maxima)
      scaling = try container.decode(ColumnScaling.self, forKey: .scaling)
      let fits = minima.count == scaling.columns && maxima.count == scaling.columns
      try requireDecoded(fits, "\(scaling.columns) columns need as many minima and maxima.", decoder)
    }

    private enum CodingKeys: String, CodingKey { case minima, maxima, scaling }

    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encodeWithMissing(minima, forKey: .minima)
      try container.encodeWithMissing(maxima, forKey: .maxima)
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

  /// What the columns are stretched to, two different finite numbers. scikit-learn's `feature_range`.
  public var range: ClosedRange<Double>
  public var model: Model?

  /// A scaler to the given range.
  public init(range: ClosedRange<Double> = 0...1) { self.range = range }

  public func validate() throws {
    let width = range.upperBound - range.lowerBound
    guard width > 0, width.isFinite else {
      throw EstimatorError.invalidSetting(
        name: "range", value: "\(range)", rule: "a finite range whose ends differ, such as 0...1")
    }
  }

  /// Learns the ends of the columns. Targets have no influence.
  ///
  /// - Throws: ``EstimatorError/emptyInput(rows:columns:)``, ``EstimatorError/notFinite(row:column:value:)`` for an
  ///   infinite number, ``EstimatorError/unsupported(what:instead:)`` for a range that cannot be divided by,
  ///   ``EstimatorError/tooLarge(what:bytes:limit:instead:)``, and the errors of weights.
  public func fitted(to x: Features, targets: ClassTargets?, weights: [Double]?) throws -> Model {
    try requireFit(to: x, weights: weights, orMissing: true)
    try requireMemory(12, perColumnOf: x, for: "MinMaxScaler")
    let ends = try ColumnExtremes(x, sampleWeight: weights)
    let minima = ends.minima.map { $0.isFinite ? $0 : .nan }
    let maxima = ends.maxima.map { $0.isFinite ? $0 : .nan }
    let widths = try scales(
      fromWidths: zip(maxima, minima).map { $0 - $1 }, sizes: ends.largestMagnitudes, of: x)
    let factor = range.upperBound - range.lowerBound
    let change = try ColumnAffine(
      withMissing: widths.map { factor / $0 },
      shift: zip(minima, widths).map { $0 - range.lowerBound * $1 / factor })
    return Model(
      minima: minima, maxima: maxima, scaling: ColumnScaling(change: change, fittedOn: x))
  }
}

/// The settings, without a model.
extension MinMaxScaler: Codable {
  private enum CodingKeys: String, CodingKey { case range }
}
