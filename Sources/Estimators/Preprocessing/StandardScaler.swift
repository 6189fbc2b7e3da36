/// Moves every column to mean 0 and scales it to variance 1. scikit-learn's `StandardScaler`.
///
///     let scaled = try StandardScaler().fitted(to: x).transform(x)
///
/// Uses the population variance (divided by n, or by the sum of weights); a constant column keeps scale 1. Missing
/// values (NaN) are left out of the moments; a column without any number has mean, variance and scale NaN and becomes
/// missing, as in scikit-learn. Moments are Double for any input, and neither its unit nor that of the weights matters.
///
/// No scaled copy is made, of sparse data neither: the result is the same storage with a change of columns that a
/// linear model folds into its weights.
///
/// - Complexity: fitting O(n · p), transforming O(p).
public struct StandardScaler: Transformer {
  /// The moments of the fit.
  public struct Model: TransformerModel {
    /// The mean of each column, p numbers; NaN for a column without any. scikit-learn's `mean_`.
    public let means: [Double]
    /// The population variance of each column, p numbers; NaN for a column without any. scikit-learn's `var_`.
    public let variances: [Double]
    /// What each column is divided by, p numbers > 0; NaN for a column without any. scikit-learn's `scale_`.
    public let scales: [Double]
    /// The names of the columns of the fit, if they had any.
    public let featureNames: [String]?
    package let change: ColumnAffine

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
      means = try container.decodeFiniteOrMissing(forKey: .means)
      variances = try container.decodeFiniteOrMissing(forKey: .variances)
      scales = try container.decodeFiniteOrMissing(forKey: .scales)
      featureNames = try container.decodeIfPresent([String].self, forKey: .featureNames)
      change = try container.decode(ColumnAffine.self, forKey: .change)
      let count = means.count
      let fits =
        count > 0 && variances.count == count && scales.count == count && change.scale.count == count
        && featureNames?.count ?? count == count
      try requireDecoded(fits, "\(count) columns need as many variances and scales.", decoder)
    }

    private enum CodingKeys: String, CodingKey { case means, variances, scales, featureNames, change }

    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encodeWithMissing(means, forKey: .means)
      try container.encodeWithMissing(variances, forKey: .variances)
      try container.encodeWithMissing(scales, forKey: .scales)
      try container.encodeIfPresent(featureNames, forKey: .featureNames)
      try container.encode(change, forKey: .change)
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
  ///   infinite number, ``EstimatorError/unsupported(what:instead:)`` for a variance that is too large for a Double or
  ///   a deviation too small, ``EstimatorError/tooLarge(what:bytes:limit:instead:)``, and the errors of weights.
  public func fitted(to x: Features, targets: ClassTargets?, weights: [Double]?) throws -> Model {
    try requireFit(to: x, weights: weights, orMissing: true)
    try requireMemory(14, perColumnOf: x, for: "StandardScaler")
    let moments = try ColumnMoments(x, sampleWeight: weights)
    let present = moments.weights.map { $0 > 0 }
    let scale = x.affine?.scale ?? Array(repeating: 1, count: x.columns)
    let means = zip(x.columnMeans(moments), present).map { $1 ? $0 : .nan }
    let variances = zip(zip(moments.variances, scale), present).map { $1 ? $0.0 * $0.1 * $0.1 : .nan }
    if let j = variances.indices.first(where: { present[$0] && !variances[$0].isFinite && !means[$0].isNaN }) {
      throw EstimatorError.unsupported(
        what: "Scaling column \(x.columnName(j)), whose variance is too large for a Double,",
        instead: "Divide the column by a power of ten first.")
    }
    let scales = try withStandardDeviation ? deviations(moments, variances, x, weights) : variances.map { _ in 1 }
    let change = try ColumnAffine(
      withMissing: scales.map { 1 / $0 }, shift: withMean ? means : Array(repeating: 0, count: means.count))
    return Model(means: means, variances: variances, scales: scales, featureNames: x.names, change: change)
  }

  /// The standard deviation of each column, 1 for a constant one, NaN for one without any number.
  private func deviations(
    _ moments: ColumnMoments, _ variances: [Double], _ x: Features, _ weights: [Double]?
  ) throws -> [Double] {
    let constant = try moments.constantColumns(of: x, sampleWeight: weights)
    var result = variances.indices.map { j in
      variances[j].isNaN ? .nan : constant[j] ? 1 : variances[j].squareRoot()
    }
    for j in try moments.vanishedColumns(of: x, sampleWeight: weights) {
      result[j] = try deviation(ofTiny: j, x, weights)
    }
    if let j = result.firstIndex(where: { (1 / $0).isInfinite }) {
      throw EstimatorError.unsupported(
        what: "Scaling column \(x.columnName(j)), whose deviation is too small for a Double,",
        instead: "Multiply the column by a power of ten first.")
    }
    return result
  }

  /// The standard deviation of a column whose squares are too small: of a larger copy.
  private func deviation(ofTiny j: Int, _ x: Features, _ weights: [Double]?) throws -> Double {
    let unit = 0x1p400
    let column = try x.selectingColumns([j]).matrix().map { $0 * unit }
    return try ColumnMoments(column.features, sampleWeight: weights).variances[0].squareRoot() / unit
  }
}

/// The settings, without a model.
extension StandardScaler: Codable {
  private enum CodingKeys: String, CodingKey { case withMean, withStandardDeviation }
}
