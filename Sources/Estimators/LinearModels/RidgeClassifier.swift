/// Least squares towards +1 for the rows of a class and −1 for the others, with an L2 penalty. scikit-learn's
/// `RidgeClassifier`.
///
///     let model = try RidgeClassifier<String>(alpha: 10).fitted(to: x, y)
///
/// One factorisation serves all classes: for many classes the cheapest linear classifier. The intercept is not
/// penalised.
///
/// - Complexity: O(n · p² + p³) time, memory for 5 · p² numbers.
public struct RidgeClassifier<Label: ClassLabel>: Classifier {
  /// The factor of ‖W‖² beside Σ sᵢ·(error)², ≥ 0.
  public var alpha: Double
  /// Whether there is an intercept.
  public var fitIntercept: Bool
  /// Weights of the classes, on top of those of the rows.
  public var classWeight: ClassWeight<Label>
  public var model: Model?

  /// A classifier with the given settings.
  public init(
    alpha: Double = 1, fitIntercept: Bool = true, classWeight: ClassWeight<Label> = .uniform,
    labels: Label.Type = Label.self
  ) {
    self.alpha = alpha
    self.fitIntercept = fitIntercept
    self.classWeight = classWeight
  }

  public func lacking(_ classes: Set<Label>) -> Self {
    var copy = self
    copy.classWeight = classWeight.lacking(classes)
    return copy
  }

  public func validate() throws {
    guard alpha >= 0, alpha.isFinite else {
      throw EstimatorError.invalidSetting(name: "alpha", value: "\(alpha)", rule: "finite and at least 0")
    }
    try classWeight.validate()
  }

  /// Solves the normal equations.
  ///
  /// - Throws: ``EstimatorError`` for what is wrong with data or settings,
  ///   ``EstimatorError/tooLarge(what:bytes:limit:instead:)`` for more columns than memory holds p² numbers of,
  ///   ``EstimatorError/unsupported(what:instead:)`` when the equations have no single solution, or leave the range of
  ///   a Double.
  public func fitted(
    to data: TrainingData<Features, Label>, startingFrom: Model?, onIteration: OnIteration
  ) throws -> Model {
    let x = data.input
    try requireFit(to: data)
    try requireMemory(
      squares: 7, of: x, for: "The normal equations",
      instead: "Choose columns with SelectKBest first, or use LogisticRegression.")
    let rows = try TrainingRows(data, classWeight: classWeight, balancing: true)
    let moments = try ColumnMoments(rows.features, sampleWeight: rows.weights)
    let means = fitIntercept ? rows.features.columnMeans(moments) : Array(repeating: 0, count: x.columns)
    let roots = rows.weights?.map { $0.squareRoot() }
    let centred = CentredFeatures(features: rows.features, means: means, factors: roots)
    let (targets, targetMeans) = centredTargets(rows, roots)
    var gram = try centred.gram()
    for j in 0..<x.columns { gram[j, j] += alpha }
    let products = try centred.leftTimes(targets)
    guard gram.elements.allSatisfy(\.isFinite), products.elements.allSatisfy(\.isFinite) else {
      throw EstimatorError.unsupported(
        what: "Normal equations of numbers and weights whose squares are too large for a Double",
        instead: "Scale the columns with StandardScaler first, or divide the weights by the largest.")
    }
    if alpha == 0 { try requireSpread(rows, moments) }
    let factor = try factored(gram)
    let coefficients = try BLAS.singleThreaded {
      try (0..<products.rows).map { try factor.solve(Array(products[row: $0])) }
    }
    guard coefficients.allSatisfy({ $0.allSatisfy(\.isFinite) }) else { throw noSolution }
    let intercepts = zip(coefficients, targetMeans).map { row, mean in
      fitIntercept ? mean - zip(row, means).reduce(0) { $0 + $1.0 * $1.1 } : 0
    }
    let rule = LinearRule(
      coefficients: try Matrix(coefficients), intercepts: intercepts, columns: FittedColumns(x))
    return Model(classes: rows.classes, rule: rule)
  }

  /// √s·(±1 − mean) for each class, n × K (n × 1 for two), and the means.
  private func centredTargets(_ rows: TrainingRows<Label>, _ roots: [Double]?) -> (Matrix<Double>, [Double]) {
    let positives = rows.classes.count == 2 ? [1] : Array(rows.classes.indices)
    let means = positives.map { fitIntercept ? 2 * rows.weightPerClass[$0] / rows.weightTotal - 1 : 0 }
    var result = Matrix<Double>.zeros(rows: rows.features.rows, columns: positives.count)
    for (row, index) in rows.targets.indices.enumerated() {
      for (column, positive) in positives.enumerated() {
        result[row, column] = (roots?[row] ?? 1) * ((Int(index) == positive ? 1 : -1) - means[column])
      }
    }
    return (result, means)
  }

  /// Without a penalty, a column that is constant but for rounding has no weight.
  private func requireSpread(_ rows: TrainingRows<Label>, _ moments: ColumnMoments) throws {
    guard fitIntercept else { return }
    if try moments.constantColumns(of: rows.features, sampleWeight: rows.weights).contains(true) { throw noSolution }
  }

  private func factored(_ gram: Matrix<Double>) throws -> Cholesky {
    do { return try BLAS.singleThreaded { try Cholesky(gram) } } catch is MatrixError { throw noSolution }
  }

  private var noSolution: EstimatorError {
    .unsupported(
      what: "Solving the normal equations of these features with alpha = \(alpha)",
      instead: "Raise alpha, scale the columns, or drop constant and repeated ones.")
  }
}

extension RidgeClassifier {
  /// A linear rule.
  ///
  /// Probabilities are the softmax (for two classes the sigmoid) of the scores: they order the classes rightly, and are
  /// not calibrated. scikit-learn has none here.
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

    /// What least squares predicts, about −1 to 1: n × K, n × 1 for two classes.
    public func decisionFunction(_ x: Features) throws -> Matrix<Double> { try known.rule.scores(x) }
  }
}

extension RidgeClassifier.Model: Codable {
  /// Reads a model and checks that its parts fit together.
  public init(from decoder: any Decoder) throws { known = try ClassRule(from: decoder) }

  public func encode(to encoder: any Encoder) throws { try known.encode(to: encoder) }
}

extension RidgeClassifier where Label == Int {
  /// A classifier of `Int` labels with the given settings.
  public init(alpha: Double = 1, fitIntercept: Bool = true, classWeight: ClassWeight<Int> = .uniform) {
    self.init(alpha: alpha, fitIntercept: fitIntercept, classWeight: classWeight, labels: Int.self)
  }
}

/// The settings, without a model.
extension RidgeClassifier: Codable {
  private enum CodingKeys: String, CodingKey { case alpha, fitIntercept, classWeight }
}
