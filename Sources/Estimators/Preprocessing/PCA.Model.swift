extension PCA {
  /// The components of a fit.
  public struct Model: TransformerModel {
    /// The mean of each column, p numbers. scikit-learn's `mean_`.
    public let means: [Double]
    /// One direction of length 1 per row, by falling variance: k × p. scikit-learn's `components_`.
    public let components: Matrix<Double>
    /// The variance along each component, k numbers, divided by n − 1; 0 where it is no more than rounding.
    /// scikit-learn's `explained_variance_`.
    public let explainedVariance: [Double]
    /// The share of the whole variance along each component, k numbers. scikit-learn's `explained_variance_ratio_`.
    public let explainedShare: [Double]
    let whiten: Bool
    package let source: FittedColumns

    init(
      means: [Double], components: Matrix<Double>, explainedVariance: [Double], explainedShare: [Double], whiten: Bool,
      source: FittedColumns
    ) {
      self.means = means
      self.components = components
      self.explainedVariance = explainedVariance
      self.explainedShare = explainedShare
      self.whiten = whiten
      self.source = source
    }

    /// Reads a model and checks that its parts fit together.
    public init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      means = try container.decodeFinite(forKey: .means)
      components = try container.decodeFinite(forKey: .components)
      explainedVariance = try container.decodeFinite(forKey: .explainedVariance)
      explainedShare = try container.decodeFinite(forKey: .explainedShare)
      whiten = try container.decode(Bool.self, forKey: .whiten)
      source = try container.decode(FittedColumns.self, forKey: .source)
      let (k, p) = (components.rows, source.count)
      let fits =
        k > 0 && components.columns == p && means.count == p && explainedVariance.count == k
        && explainedShare.count == k && explainedVariance.allSatisfy { $0 >= 0 }
      try requireDecoded(fits, "\(k) components of \(p) columns need as many means and variances.", decoder)
    }

    /// The features along the components: n × k, called `pca0`, `pca1` and so on where the columns have names.
    ///
    /// - Throws: ``EstimatorError/unsupported(what:instead:)`` for rows so large that their products leave the range of
    ///   a Double, ``EstimatorError/tooLarge(what:bytes:limit:instead:)``.
    public func transform(_ x: Features) throws -> Features {
      try source.require(x)
      try requireFinite(x)
      let (directions, bias) = projection
      try requireMemory(rows: x.rows, classes: directions.rows)
      let scores = try linearScores(x, weights: directions, bias: bias)
      try requireFiniteResult(scores.features, of: "Projecting", "Divide the columns by a power of ten before the fit.")
      let result = x.makesFloats ? scores.map { Float($0) }.features : scores.features
      guard x.names != nil else { return result }
      return try result.named((0..<directions.rows).map { "pca\($0)" })
    }

    /// The features that lie along the components, back among the columns: n × p. What the dropped components held is
    /// lost.
    ///
    /// - Throws: ``EstimatorError/featureCountMismatch(expected:found:)``.
    public func inverseTransform(_ x: some FeatureMatrix) throws -> Features {
      let x = x.features
      try requireSameColumns(x, count: components.rows, names: nil)
      try requireFinite(x)
      var directions = components
      for row in 0..<directions.rows where whiten {
        let deviation = explainedVariance[row].squareRoot()
        for column in 0..<directions.columns { directions[row, column] *= deviation }
      }
      try requireMemory(rows: x.rows, classes: directions.columns)
      let result = try linearScores(x, weights: directions.transposed, bias: means)
      let features = x.makesFloats ? result.map { Float($0) }.features : result.features
      return try source.names.map(features.named) ?? features
    }

    /// What a row is multiplied by, k × p, and what is then added, k numbers.
    package var projection: (directions: Matrix<Double>, bias: [Double]) {
      let directions = scaledComponents
      return (
        directions,
        (0..<directions.rows).map { row in -zip(directions[row: row], means).reduce(0) { $0 + $1.0 * $1.1 } }
      )
    }

    private var scaledComponents: Matrix<Double> {
      guard whiten else { return components }
      var result = components
      for row in 0..<result.rows {
        // Without variance there is only rounding, which must not be made to look like one.
        let deviation = explainedVariance[row].squareRoot()
        for column in 0..<result.columns { result[row, column] = deviation > 0 ? result[row, column] / deviation : 0 }
      }
      return result
    }
  }
}
