/// Logistic regression: softmax or one-vs-rest, with the penalties and solvers of ``Penalty`` and ``Solver``.
/// scikit-learn's `LogisticRegression`, with `multi_class` kept.
///
///     var clf = LogisticRegression(multiClass: .multinomial, solver: .lbfgs, tolerance: 1e-5, maxIterations: 2000)
///     try clf.fit(x, y)
///     try clf.score(xTest, yTest)
///
/// Every solver minimises the same objective, the mean over the weights sᵢ of the rows, S their sum:
///
///     F(W, b) = 1/S · Σᵢ sᵢ·ℓ(yᵢ, W·xᵢ + b) + 1/(S·C) · [ (1 − ρ)/2·‖W‖² + ρ·‖W‖₁ ]
///
/// with ℓ the softmax cross-entropy (`.multinomial`), or a logistic loss per class (`.ovr`, K objectives), and
/// ρ the L1 share of the ``Penalty``. The intercepts b are not penalised. Multiplying all weights by a number equals
/// multiplying C by it. Elsewhere C is: glmnet's λ = 1/(S·C), Spark's regParam = 1/(S·C).
///
/// Labels are integers, strings, booleans, characters or your own enum: `LogisticRegression<String>()`; without a type
/// they are `Int`. Features are read in their own type, bytes included; nothing is copied, but by
/// `.coordinateDescent`.
///
/// - Complexity: one pass over the data, O(n · p · K), per iteration, and memory for 2·n·K Doubles, up to 2 GB (see
///   <doc:ChoosingASolver>). `.lbfgs` first makes the Gram matrix of at most 5,000 rows and takes it apart, O(5,000 ·
///   p² + p³), where that saves more than it costs.
/// - SeeAlso: <doc:ChoosingASolver>, ``SoftmaxLecture`` for the formulas one by one, and
///   ``partialFit(_:_:classes:unseenLabels:totalWeight:sampleWeight:)`` for data that come in pieces.
public struct LogisticRegression<Label: ClassLabel>: Classifier {
  /// How more than two classes are treated. Default `.multinomial`.
  public var multiClass: MultiClass
  /// The method that minimises the objective. Default `.lbfgs`.
  public var solver: Solver
  /// What is added to the mean loss. Default `.l2`.
  public var penalty: Penalty
  /// The inverse strength of the penalty, > 0; `.infinity` is no penalty. scikit-learn's `C`. Default 1.
  public var c: Double
  /// What the penalty of each feature is multiplied by, p numbers ≥ 0; 0 leaves a feature unpenalised. `nil`, the
  /// default, is 1 for all. glmnet's `penalty.factor`, without rescaling them to a mean of 1. With L2, a factor φ
  /// equals dividing the column by √φ.
  public var penaltyFactors: [Double]?
  /// Limits of the coefficients, such as `.nonNegative`. `nil`, the default, is none. glmnet's `lower.limits` and
  /// `upper.limits`.
  public var bounds: CoefficientBounds?
  /// The fit has converged when no component of the gradient of the mean objective is larger, > 0. With an L1 norm or
  /// bounds that is the smallest subgradient, projected on the bounds. scikit-learn's `tol`, without its hidden second
  /// test. Default 1e-4.
  public var tolerance: Double
  /// The most iterations, ≥ 1, of each problem. scikit-learn's `max_iter`. Default 1000: data of unlike scale need more
  /// than scikit-learn's 100.
  public var maxIterations: Int
  /// Whether there is an intercept per class. scikit-learn's `fit_intercept`. Default `true`.
  public var fitIntercept: Bool
  /// What the weights of the rows of each class are multiplied by. scikit-learn's `class_weight`. Default `.uniform`.
  public var classWeight: ClassWeight<Label>
  /// Whether `fit` starts from the model that is already there. scikit-learn's `warm_start`. Default `false`.
  ///
  /// Where the objective of that model is above the one of no model at all, or the solver finds no step downhill from
  /// it, the fit begins again from zero and says so in ``FitReport/notes``: so ends a start from columns of another
  /// scale, whose probabilities are all 0 or 1. What differs from a fit without interruption is told at ``Solver``.
  public var warmStart: Bool
  /// The seed of the order in which `.sag`, `.saga` and `.sgd` take the rows, and of the random initial weights of
  /// `.gd(initial: .uniform)`; without effect elsewhere. scikit-learn's `random_state`.
  public var randomState: UInt32
  /// The precision of products and exponentials. Default `.automatic`.
  public var precision: Precision
  /// Whether a progress bar is drawn on standard error (plain lines when that is no terminal). Default `false`.
  public var verbose: Bool
  /// The model of the last `fit`.
  public var model: Model?

  /// A classifier with the given settings and labels of any type. See the properties for each setting.
  public init(
    labels: Label.Type = Label.self, multiClass: MultiClass = .multinomial, solver: Solver = .lbfgs,
    penalty: Penalty = .l2, c: Double = 1, penaltyFactors: [Double]? = nil, bounds: CoefficientBounds? = nil,
    tolerance: Double = 1e-4, maxIterations: Int = 1000, fitIntercept: Bool = true,
    classWeight: ClassWeight<Label> = .uniform, warmStart: Bool = false, randomState: UInt32 = 0,
    precision: Precision = .automatic, verbose: Bool = false
  ) {
    self.multiClass = multiClass
    self.solver = solver
    self.penalty = penalty
    self.c = c
    self.penaltyFactors = penaltyFactors
    self.bounds = bounds
    self.tolerance = tolerance
    self.maxIterations = maxIterations
    self.fitIntercept = fitIntercept
    self.classWeight = classWeight
    self.warmStart = warmStart
    self.randomState = randomState
    self.precision = precision
    self.verbose = verbose
  }

  public func lacking(_ classes: Set<Label>) -> Self {
    var copy = self
    copy.classWeight = classWeight.lacking(classes)
    return copy
  }

  public func validate() throws {
    func require(_ holds: Bool, _ name: String, _ value: some CustomStringConvertible, _ rule: String) throws {
      guard holds else { throw EstimatorError.invalidSetting(name: name, value: value.description, rule: rule) }
    }
    try require(c > 0, "c", c, "greater than 0 (use .infinity, or penalty: .none, for no penalty)")
    try require(
      (0...1).contains(penalty.l1Ratio), "l1Ratio", penalty.l1Ratio,
      "in 0...1, the share of the L1 norm (0 is .l2, 1 is .l1)")
    for (feature, factor) in (penaltyFactors ?? []).enumerated() {
      try require(
        factor >= 0 && factor.isFinite, "penaltyFactors[\(feature)]", factor,
        "finite and not negative (0 leaves the feature unpenalised)")
    }
    try validateSolver()
    try require(tolerance > 0 && tolerance.isFinite, "tolerance", tolerance, "finite and greater than 0")
    try require(maxIterations >= 1, "maxIterations", maxIterations, "at least 1")
    if let settings = solver.stochasticGradient { try validate(settings) }
    if let step = solver.learningRate?.fixed {
      try require(step > 0 && step.isFinite, "learningRate", step, "finite and greater than 0")
    }
    if let first = solver.learningRate?.initial {
      try require(first > 0 && first.isFinite, "learningRate.initial", first, "finite and greater than 0")
    }
    if let scale = solver.initial?.scale {
      try require(scale >= 0 && scale.isFinite, "initial", scale, "uniform with a finite scale, at least 0")
    }
    try classWeight.validate()
  }
}

extension LogisticRegression where Label == Int {
  /// A classifier of `Int` labels with the given settings. See the properties for each setting.
  public init(
    multiClass: MultiClass = .multinomial, solver: Solver = .lbfgs, penalty: Penalty = .l2, c: Double = 1,
    penaltyFactors: [Double]? = nil, bounds: CoefficientBounds? = nil, tolerance: Double = 1e-4,
    maxIterations: Int = 1000, fitIntercept: Bool = true,
    classWeight: ClassWeight<Int> = .uniform, warmStart: Bool = false, randomState: UInt32 = 0,
    precision: Precision = .automatic, verbose: Bool = false
  ) {
    self.init(
      labels: Int.self, multiClass: multiClass, solver: solver, penalty: penalty, c: c,
      penaltyFactors: penaltyFactors, bounds: bounds, tolerance: tolerance, maxIterations: maxIterations,
      fitIntercept: fitIntercept, classWeight: classWeight, warmStart: warmStart,
      randomState: randomState, precision: precision, verbose: verbose)
  }
}

extension LogisticRegression {
  /// The weights of the fit, K × p; 1 × p for two classes. scikit-learn's `coef_`.
  ///
  /// - Throws: ``EstimatorError/notFitted(_:)`` before `fit`.
  public var coefficients: Matrix<Double> { get throws { try requireModel().coefficients } }

  /// The intercepts of the fit, K numbers; 1 for two classes. scikit-learn's `intercept_`.
  ///
  /// - Throws: ``EstimatorError/notFitted(_:)`` before `fit`.
  public var intercepts: [Double] { get throws { try requireModel().intercepts } }

  /// The iterations of the fit: one number for multinomial, K for one-vs-rest. scikit-learn's `n_iter_`.
  ///
  /// - Throws: ``EstimatorError/notFitted(_:)`` before `fit`.
  public var iterations: [Int] { get throws { try requireModel().report.iterations } }

  /// How the fit went.
  ///
  /// - Throws: ``EstimatorError/notFitted(_:)`` before `fit`.
  public var report: FitReport { get throws { try requireModel().report } }
}

/// The settings, without a model.
extension LogisticRegression: Codable {
  private enum CodingKeys: String, CodingKey {
    case multiClass, solver, penalty, c, penaltyFactors, bounds, tolerance, maxIterations, fitIntercept, classWeight
    case warmStart, randomState, precision, verbose
  }
}
