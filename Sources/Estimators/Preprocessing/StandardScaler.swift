/// Moves every column to mean 0 and scales it to variance 1. scikit-learn's `StandardScaler`.
///
///     let scaled = try StandardScaler().fitted(to: x).transform(x)
///
/// Uses the population variance (divided by n, or by the sum of weights); a constant column keeps scale 1. Missing
/// values (NaN) are left out of the moments. Moments are Double for any input.
///
/// No scaled copy is made, of sparse data neither: the result is the same storage with a change of columns that a linear
/// model folds into its weights.
///
/// - Complexity: fitting O(n · p), transforming O(p).
public struct StandardScaler: Transformer {
  /// The moments of the fit.
  public struct Model: TransformerModel {
    /// The mean of each column, p numbers. scikit-learn's `mean_`.
    public let means: [Double]
    /// The population variance of each column, p numbers. scikit-learn's `var_`.
    public let variances: [Double]
    /// What each column is divided by, p numbers > 0. scikit-learn's `scale_`.
    public let scales: [Double]
    /// The names of the columns of the fit, if they had any.
    public let featureNames: [String]?
    let change: ColumnAffine

    init(means: [Double], variances: [Double], scales: [Double], featureNames: [String]?, change: ColumnAffine) {
      self.means = means
      self.variances = variances
      self.scales = scales
      self.featureNames = featureNames
      self.change = change
    }

    /// Reads a model and checks that its parts fit together.
    public init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      means = try container.decode([Double].self, forKey: .means)
      variances = try container.decode([Double].self, forKey: .variances)
      scales = try container.decode([Double].self, forKey: .scales)
      featureNames = try container.decodeIfPresent([String].self, forKey: .featureNames)
      change = try container.decode(ColumnAffine.self, forKey: .change)
      let count = means.count
      let fits =
        count > 0 && variances.count == count && scales.count == count && change.scale.count == count
        && featureNames?.count ?? count == count
      try requireDecoded(fits, "\(count) columns need as many variances and scales.", decoder)
    }

    public func transform(_ x: Features) throws -> Features {
      try requireSameColumns(x, count: means.count, names: featureNames)
      return try x.applying(change)
    }

    /// Back to the original scale.
    ///
    /// - Throws: ``EstimatorError/featureCountMismatch(expected:found:)``.
    public func inverseTransform(_ x: some FeatureMatrix) throws -> Features {
      try requireSameColumns(x.features, count: means.count, names: featureNames)
      return try x.features.applying(change.inverse())
    }
  }

  /// Whether to subtract the mean. scikit-learn's `with_mean`.
  public var withMean: Bool
  /// Whether to divide by the standard deviation. scikit-learn's `with_std`.
  public var withStandardDeviation: Bool
  public var model: Model?

  /// A scaler with the given settings.
  public init(withMean: Bool = true, withStandardDeviation: Bool = true) {
    self.withMean = withMean
    self.withStandardDeviation = withStandardDeviation
  }

  /// Every setting is allowed.
  public func validate() throws {}

  /// Learns mean and variance. Targets have no influence.
  ///
  /// - Throws: ``EstimatorError/emptyInput(rows:columns:)``, ``EstimatorError/notFinite(row:column:value:)`` for an
  ///   infinite number, ``EstimatorError/unsupported(what:instead:)`` for a variance above 1.8e308, and the errors of
  ///   weights.
  public func fitted(to x: Features, targets: ClassTargets?, weights: [Double]?) throws -> Model {
    try requireFittingCounts(x, targets: nil, weights: weights)
    try requireFinite(x, orMissing: true)
    let moments = ColumnMoments(x, sampleWeight: weights)
    let shift = x.affine?.shift ?? Array(repeating: 0, count: x.columns)
    let scale = x.affine?.scale ?? Array(repeating: 1, count: x.columns)
    let means = (0..<x.columns).map { (moments.means[$0] - shift[$0]) * scale[$0] }
    let variances = zip(moments.variances, scale).map { $0 * $1 * $1 }
    if let j = variances.firstIndex(where: { !$0.isFinite }) {
      throw EstimatorError.unsupported(
        what: "Scaling column \(x.columnName(j)), whose variance is too large for a Double,",
        instead: "Divide the column by a power of ten first.")
    }
    let scales = (0..<x.columns).map { j in
      let constant = isConstantColumn(variance: variances[j], mean: means[j], count: moments.weights[j])
      return constant || !withStandardDeviation ? 1 : variances[j].squareRoot()
    }
    let change = try ColumnAffine(
      scale: scales.map { 1 / $0 }, shift: withMean ? means : Array(repeating: 0, count: means.count))
    return Model(means: means, variances: variances, scales: scales, featureNames: x.names, change: change)
  }
}

/// Whether a variance is no more than rounding: an upper bound of the error of computing it from `count` numbers.
func isConstantColumn(variance: Double, mean: Double, count: Double) -> Bool {
  let epsilon = Double.ulpOfOne
  let meanError = count * mean * epsilon
  return variance <= count * epsilon * variance + meanError * meanError
}
