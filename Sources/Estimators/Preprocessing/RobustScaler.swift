/// Subtracts the median of every column and divides by the distance of two quantiles: a few wild numbers do not matter.
/// scikit-learn's `RobustScaler`.
///
///     let scaled = try RobustScaler().fitted(to: x).transform(x)
///
/// Missing values (NaN) are left out of the fit; a column without spread keeps scale 1, one without any number becomes
/// missing, as in scikit-learn. A weight of 2 counts as two equal rows.
///
/// No scaled copy is made, of sparse data neither: the result is the same storage with a change of columns.
///
/// - Complexity: fitting O(n · p · log n) time and memory for 64 columns, transforming O(p).
public struct RobustScaler: Transformer {
  /// The medians and distances of the columns.
  public struct Model: TransformerModel {
    /// The median of each column, p numbers; NaN for a column without any number. scikit-learn's `center_`.
    public let medians: [Double]
    /// What each column is divided by, p numbers > 0; NaN for a column without any number. scikit-learn's `scale_`.
    public let scales: [Double]
    package let scaling: ColumnScaling

    /// The names of the columns of the fit, if they had any.
    public var featureNames: [String]? { scaling.fitted.names }

    init(medians: [Double], scales: [Double], scaling: ColumnScaling) {
      self.medians = medians
      self.scales = scales
      self.scaling = scaling
    }

    /// Reads a model and checks that its parts fit together.
    public init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      medians = try container.decodeFiniteOrMissing(forKey: .medians)
      scales = try container.decodeFiniteOrMissing(forKey: .scales)
      scaling = try container.decode(ColumnScaling.self, forKey: .scaling)
      let fits = medians.count == scaling.columns && scales.count == scaling.columns
      try requireDecoded(fits, "\(scaling.columns) columns need as many medians and scales.", decoder)
    }

    private enum CodingKeys: String, CodingKey { case medians, scales, scaling }

    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encodeWithMissing(medians, forKey: .medians)
      try container.encodeWithMissing(scales, forKey: .scales)
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

  /// Whether to subtract the median. scikit-learn's `with_centering`.
  public var withCentering: Bool
  /// Whether to divide by the distance of the quantiles. scikit-learn's `with_scaling`.
  public var withScaling: Bool
  /// The two quantiles, in 0...1. scikit-learn's `quantile_range`, which is in percent.
  public var quantileRange: ClosedRange<Double>
  public var model: Model?

  /// A scaler with the given settings.
  public init(withCentering: Bool = true, withScaling: Bool = true, quantileRange: ClosedRange<Double> = 0.25...0.75) {
    self.withCentering = withCentering
    self.withScaling = withScaling
    self.quantileRange = quantileRange
  }

  public func validate() throws {
    guard quantileRange.lowerBound >= 0, quantileRange.upperBound <= 1 else {
      throw EstimatorError.invalidSetting(
        name: "quantileRange", value: "\(quantileRange)", rule: "within 0...1, such as 0.25...0.75")
    }
  }

  /// Learns medians and quantiles. Targets have no influence.
  ///
  /// - Throws: ``EstimatorError/emptyInput(rows:columns:)``, ``EstimatorError/notFinite(row:column:value:)`` for an
  ///   infinite number, ``EstimatorError/unsupported(what:instead:)`` for a distance that cannot be divided by,
  ///   ``EstimatorError/tooLarge(what:bytes:limit:instead:)``, and the errors of weights.
  public func fitted(to x: Features, targets: ClassTargets?, weights: [Double]?) throws -> Model {
    try requireFit(to: x, weights: weights, orMissing: true)
    try requireMemory(12, perColumnOf: x, for: "RobustScaler")
    var medians = [Double](repeating: .nan, count: x.columns)
    var (widths, sizes) = (medians, medians)
    try x.forEachColumn { j, values in
      let quantiles = WeightedQuantiles(values, weights: weights)
      guard !quantiles.isEmpty else { return }
      let (low, high) = (quantiles.quantile(quantileRange.lowerBound), quantiles.quantile(quantileRange.upperBound))
      (medians[j], widths[j], sizes[j]) = (quantiles.quantile(0.5), high - low, max(low.magnitude, high.magnitude))
    }
    let none = [Double](repeating: 0, count: x.columns)
    let scales = withScaling ? try scales(fromWidths: widths, sizes: sizes, of: x) : none.map { _ in 1 }
    let scaling = try ColumnScaling(
      shift: withCentering ? medians : none, scales: scales, fittedOn: x)
    return Model(medians: medians, scales: scales, scaling: scaling)
  }
}

/// The settings, without a model.
extension RobustScaler: Codable {
  private enum CodingKeys: String, CodingKey { case withCentering, withScaling, quantileRange }
}
