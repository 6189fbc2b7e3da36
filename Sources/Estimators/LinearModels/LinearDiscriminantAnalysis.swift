internal import Platform

/// Takes the classes for normal clouds of one common covariance, which makes a linear rule. scikit-learn's
/// `LinearDiscriminantAnalysis` with its solver `svd`.
///
///     let model = try LinearDiscriminantAnalysis<String>().fitted(to: x, y)
///
/// The covariance is that of the rows within their classes, divided by n. Directions without variance are left out, so
/// constant and repeated columns do no harm. Priors are the shares of the classes by weight; a weight of 2 counts as
/// two equal rows.
///
/// - Complexity: O(n · p² + p³) time, memory for 5 · p² numbers.
public struct LinearDiscriminantAnalysis<Label: ClassLabel>: Classifier {
  /// Directions with less than this standard deviation, of features scaled to variance 1 within the classes, are left
  /// out; ≥ 0. scikit-learn's `tol`.
  public var tolerance: Double
  public var model: Model?

  /// A classifier with the given setting.
  public init(tolerance: Double = 1e-4, labels: Label.Type = Label.self) { self.tolerance = tolerance }

  public func validate() throws {
    guard tolerance >= 0, tolerance.isFinite else {
      throw EstimatorError.invalidSetting(name: "tolerance", value: "\(tolerance)", rule: "finite and at least 0")
    }
  }

  /// Learns means and common covariance.
  ///
  /// - Throws: ``EstimatorError`` for what is wrong with data or settings,
  ///   ``EstimatorError/unsupported(what:instead:)`` when there are no more rows than classes, or no direction has
  ///   variance.
  public func fitted(
    to data: TrainingData<Features, Label>, startingFrom: Model?, onIteration: OnIteration
  ) throws -> Model {
    try validate()
    let (x, rows) = (data.input, try TrainingRows(data))
    try requireMemory(
      squares: 10, of: x, for: "A covariance",
      instead: "Choose columns with SelectKBest first, or use LogisticRegression.")
    let count = max(rows.weightTotal, Double(rows.features.rows))
    guard count > Double(rows.classes.count) else {
      throw EstimatorError.unsupported(
        what: "A covariance within \(rows.classes.count) classes from \(rows.features.rows) rows",
        instead: "Pass more rows than classes.")
    }
    let within = try WithinClasses(rows)
    let (priors, logPriors) = (rows.weightPerClass.map { $0 / rows.weightTotal }, rows.logShares)
    let centre = (0..<x.columns).map { j in priors.indices.reduce(0) { $0 + priors[$1] * within.means[$1, j] } }
    // BLAS on one thread, so that the bits do not depend on how many it has.
    let (scores, coefficients) = try BLAS.singleThreaded {
      let directions = try whitening(within, rows.features.rows, total: rows.weightTotal)
      let moved = try Matrix(priors.indices.map { k in zip(within.means[row: k], centre).map { $0 - $1 } })
      let basis = try betweenDirections(moved.timesTransposed(directions), priors, count).times(directions)
      let scores = try moved.timesTransposed(basis)
      return (scores, try scores.times(basis))
    }
    let intercepts = priors.indices.map { k in
      let square = scores[row: k].reduce(0) { $0 + $1 * $1 }
      return logPriors[k] - 0.5 * square - zip(coefficients[row: k], centre).reduce(0) { $0 + $1.0 * $1.1 }
    }
    return Model(classes: rows.classes, rule: rule(coefficients, intercepts, FittedColumns(x)))
  }

  /// One direction per row, in which the variance within the classes is 1: r × p.
  private func whitening(_ within: WithinClasses, _ rows: Int, total: Double) throws -> Matrix<Double> {
    let p = within.gram.columns
    let deviations = (0..<p).map { j -> Double in
      let variance = within.gram[j, j] / total
      // What rounding leaves of a column that is constant in every class must not become a deviation of 1.
      return isRounding(variance: variance, mean: within.sizes[j], rows: rows) ? .infinity : variance.squareRoot()
    }
    guard within.gram.elements.allSatisfy(\.isFinite) else {
      throw EstimatorError.unsupported(
        what: "A covariance of numbers and weights whose squares are too large for a Double",
        instead: "Scale the columns with StandardScaler first, or divide the weights by the largest.")
    }
    var scaled = within.gram
    for i in 0..<p { for j in 0...i { scaled[i, j] = scaled[i, j] / total / (deviations[i] * deviations[j]) } }
    let eigen = try SymmetricEigen(scaled)
    let kept = eigen.values.indices.filter { max(0, eigen.values[$0]).squareRoot() > tolerance }
    guard !kept.isEmpty else {
      throw EstimatorError.unsupported(
        what: "Telling classes apart that have no variance within",
        instead: "Pass a column whose numbers differ between the rows of one class.")
    }
    return try Matrix(
      kept.map { place in
        let size = eigen.values[place].squareRoot()
        return eigen.vectors[row: place].enumerated().map { $1 / (deviations[$0] * size) }
      })
  }

  /// The directions, among the whitened ones, in which the class means differ by more than rounding: r₂ × r.
  private func betweenDirections(_ means: Matrix<Double>, _ priors: [Double], _ count: Double) throws -> Matrix<Double>
  {
    var weighted = means
    let factor = count / Double(priors.count - 1)
    for k in 0..<weighted.rows {
      for j in 0..<weighted.columns { weighted[k, j] *= (priors[k] * factor).squareRoot() }
    }
    let (values, vectors) = try LAPACK.rightSingular(weighted)
    let kept = values.indices.filter { values[$0] > tolerance * (values.first ?? 0) }
    return try Matrix(rows: kept.count, columns: means.columns, kept.flatMap { vectors[row: $0] })
  }

  private func rule(_ coefficients: Matrix<Double>, _ intercepts: [Double], _ columns: FittedColumns) -> LinearRule {
    guard intercepts.count == 2 else {
      return LinearRule(coefficients: coefficients, intercepts: intercepts, columns: columns)
    }
    let difference = zip(coefficients[row: 1], coefficients[row: 0]).map { $0 - $1 }
    return LinearRule(
      coefficients: Matrix(row: difference), intercepts: [intercepts[1] - intercepts[0]], columns: columns)
  }
}

/// The means of the classes, and Σ s·(x − mean of its class)(…)ᵀ over all rows, lower triangle.
private struct WithinClasses {
  let means: Matrix<Double>
  let gram: Matrix<Double>
  /// How large the numbers of each column are whose rounding the means carry.
  let sizes: [Double]

  init<Label>(_ rows: TrainingRows<Label>) throws {
    let p = rows.features.columns
    var means: [Double] = []
    var sizes = [Double](repeating: 0, count: p)
    var gram = Matrix<Double>.zeros(rows: p, columns: p)
    for k in rows.classes.indices {
      let places = rows.targets.indices.indices.filter { Int(rows.targets.indices[$0]) == k }
      let chosen = try rows.features.selectingRows(places)
      let weights = rows.weights.map { weights in places.map { weights[$0] } }
      let moments = try ColumnMoments(chosen, sampleWeight: weights)
      try moments.requireSpread(of: chosen, sampleWeight: weights)
      let mean = chosen.columnMeans(moments)
      for j in 0..<p {
        sizes[j] = max(sizes[j], mean[j].magnitude, (moments.means[j] * (chosen.affine?.scale[j] ?? 1)).magnitude)
      }
      let part = try CentredFeatures(
        features: chosen, means: mean, factors: weights?.map { $0.squareRoot() }
      ).gram()
      gram = try Matrix(rows: p, columns: p, zip(gram.elements, part.elements).map { $0 + $1 })
      means += mean
    }
    self.means = try Matrix(rows: rows.classes.count, columns: p, means)
    self.gram = gram
    self.sizes = sizes
  }
}

extension LinearDiscriminantAnalysis {
  /// A linear rule whose scores are logarithms of probabilities, up to a number that the classes of a row share.
  public struct Model: LinearClassifierModel {
    private let known: ClassRule<Label>

    /// The distinct labels with weight, ascending. scikit-learn's `classes_`.
    public var classes: [Label] { known.classes }
    /// One row of weights per class, K × p; for two classes 1 × p, for `classes[1]`. scikit-learn's `coef_`.
    public var coefficients: Matrix<Double> { known.rule.coefficients }
    /// One intercept per row of `coefficients`. scikit-learn's `intercept_`.
    public var intercepts: [Double] { known.rule.intercepts }
    /// The names of the columns of the fit, if they had any.
    public var featureNames: [String]? { known.rule.columns.names }

    init(classes: [Label], rule: LinearRule) { known = ClassRule(classes: classes, rule: rule) }

    /// Scores X·Wᵀ + b: n × K, n × 1 for two classes.
    public func decisionFunction(_ x: Features) throws -> Matrix<Double> { try known.rule.scores(x) }
  }
}

extension LinearDiscriminantAnalysis.Model: Codable {
  /// Reads a model and checks that its parts fit together.
  public init(from decoder: any Decoder) throws { known = try ClassRule(from: decoder) }

  public func encode(to encoder: any Encoder) throws { try known.encode(to: encoder) }
}

extension LinearDiscriminantAnalysis where Label == Int {
  /// A classifier of `Int` labels with the given setting.
  public init(tolerance: Double = 1e-4) { self.init(tolerance: tolerance, labels: Int.self) }
}

/// The settings, without a model.
extension LinearDiscriminantAnalysis: Codable {
  private enum CodingKeys: String, CodingKey { case tolerance }
}
