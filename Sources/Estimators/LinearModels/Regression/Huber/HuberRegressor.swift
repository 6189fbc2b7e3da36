import Matrices

/// A weighted sum of the features that outliers pull at with a bounded force: Huber's regression with a scale of its
/// own. scikit-learn's `HuberRegressor`.
///
///     let model = try HuberRegressor(epsilon: 1.35).fitted(to: x, y)
///     model.outliers.filter(\.self).count             // rows beyond ε·σ
///
/// It minimises, S the sum of the weights sᵢ,
///
///     F(w, b, σ) = Σ sᵢ·(σ + σ·H((yᵢ − w·xᵢ − b)/σ)) + α·‖w‖²
///     H(z) = z² for |z| ≤ ε, else 2ε|z| − ε²
///
/// in the coefficients and the scale σ together, so that multiplying y by a number multiplies all three by it. The
/// intercept b is not penalised. Reports have F/S, and its gradient, σ's slope included.
///
/// - Complexity: Some five to ten fits of a ``HuberLoss``, each from the end of the last: together a few times the
///   passes over the data of one.
/// - SeeAlso: Huber & Ronchetti, *Robust statistics*, 2nd ed. 2009, section 7.7; Owen, *A robust hybrid of lasso and
///   ridge regression*, Contemp. Math. 443 (2007), for the objective.
public struct HuberRegressor: Regressor {
  /// How many scales σ a residual has before it counts as an outlier's, ≥ 1. 1.35, the default, keeps 95 % of the
  /// efficiency of least squares where errors are normal.
  public var epsilon: Double
  /// The factor of ‖w‖² beside the sum over the rows, ≥ 0. Default 1e-4.
  public var alpha: Double
  /// Whether there is an intercept. scikit-learn's `fit_intercept`. Default `true`.
  public var fitIntercept: Bool
  /// The method that minimises the objective for a given scale; `.coordinateDescent` does not serve here. Default
  /// `.auto`.
  public var solver: Solver
  /// The fit has converged when no component of the gradient of F/S is larger, > 0. scikit-learn's `tol`, which is that
  /// of F. Default 1e-5.
  public var tolerance: Double
  /// The most iterations, those of all scales together, ≥ 1. scikit-learn's `max_iter`. Default 1000.
  public var maxIterations: Int
  /// Whether `fit` starts from the model that is already there. scikit-learn's `warm_start`. Default `false`.
  public var warmStart: Bool
  /// The seed of the order in which stochastic solvers take the rows.
  public var randomState: UInt32
  /// The precision of products. Default `.automatic`.
  public var precision: Precision
  /// The model of the last `fit`.
  public var model: Model?

  /// A regressor with the given settings. See the properties for each setting.
  public init(
    epsilon: Double = 1.35, alpha: Double = 1e-4, fitIntercept: Bool = true, solver: Solver = .auto,
    tolerance: Double = 1e-5, maxIterations: Int = 1000, warmStart: Bool = false, randomState: UInt32 = 0,
    precision: Precision = .automatic
  ) {
    (self.epsilon, self.alpha, self.fitIntercept, self.solver) = (epsilon, alpha, fitIntercept, solver)
    (self.tolerance, self.maxIterations, self.warmStart) = (tolerance, maxIterations, warmStart)
    (self.randomState, self.precision) = (randomState, precision)
  }

  private var settings: SmoothSettings {
    SmoothSettings(
      estimator: "HuberRegressor", alpha: alpha, fitIntercept: fitIntercept, solver: solver, tolerance: tolerance,
      maxIterations: maxIterations, randomState: randomState, precision: precision, verbose: false)
  }

  public func validate() throws {
    try requireSetting(epsilon >= 1 && epsilon.isFinite, "epsilon", epsilon, "finite and at least 1")
    try settings.validate()
  }

  /// Learns from numbers.
  ///
  /// - Throws: ``EstimatorError`` for what is wrong with data or settings,
  ///   ``EstimatorError/unsupported(what:instead:)`` where σ would be 0: the rows with residuals weigh S/ε² or less;
  ///   ``FitInterrupted`` with the best model so far when the task is cancelled.
  public func fitted(
    to data: TrainingData<Features, Double>, startingFrom: Model?, onIteration: OnIteration
  ) throws -> Model {
    let began = ContinuousClock.now
    try validate()
    let rows = try TrainingNumbers(data)
    let start = try startingFrom.map { earlier in
      let point = try earlier.linearPredictor.parameters(for: rows.features, hasIntercept: fitIntercept)
      return (point: point, scale: earlier.scale)
    }
    var fit = try HuberFit(rows, epsilon: epsilon, settings: settings, start: start)
    try fit.run(onIteration)
    var report = fit.report
    if let found = report {
      report?.advice = try advisor(rows).advice(found)
      report?.seconds = began.duration(to: .now).seconds
    }
    let predictor = LinearPredictor(
      coefficients: Array(fit.point.prefix(rows.features.columns)),
      intercept: fitIntercept ? fit.point[rows.features.columns] : 0, columns: FittedColumns(rows.features),
      report: report)
    let limit = epsilon * fit.scale
    let outliers = zip(data.targets, try predictor.values(data.input)).map { ($0 - $1).magnitude > limit }
    let model = Model(linearPredictor: predictor, scale: fit.scale, outliers: outliers)
    guard report?.stopped != .cancelled else {
      throw FitInterrupted(model: model, iteration: report?.history.last?.number ?? 0)
    }
    return model
  }

  private func advisor(_ rows: TrainingNumbers) -> EndAdvisor {
    let parameters = rows.features.columns + (fitIntercept ? 1 : 0)
    return EndAdvisor(
      features: rows.features, weights: rows.weights, solver: solver, tolerance: tolerance,
      maxIterations: maxIterations, isSmooth: true,
      hessianFits: parameters * parameters * 8 <= LinearObjective.hessianBytes, estimator: "regressor")
  }
}

extension HuberRegressor {
  /// X·w + b, and how the rows of the fit lie around it.
  public struct Model: LinearRegressorModel {
    public let linearPredictor: LinearPredictor
    /// σ > 0. scikit-learn's `scale_`.
    public let scale: Double
    /// Whether each row of the fit is further than ε·σ from its prediction. scikit-learn's `outliers_`.
    public let outliers: [Bool]

    init(linearPredictor: LinearPredictor, scale: Double, outliers: [Bool]) {
      (self.linearPredictor, self.scale, self.outliers) = (linearPredictor, scale, outliers)
    }

    /// Reads a model and checks its scale.
    public init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      linearPredictor = try container.decode(LinearPredictor.self, forKey: .linearPredictor)
      scale = try container.decode(Double.self, forKey: .scale)
      outliers = try container.decode([Bool].self, forKey: .outliers)
      try requireDecoded(scale > 0 && scale.isFinite, "The scale must be finite and above 0.", decoder)
    }
  }
}

/// The settings, without a model.
extension HuberRegressor: Codable {
  private enum CodingKeys: String, CodingKey {
    case epsilon, alpha, fitIntercept, solver, tolerance, maxIterations, warmStart, randomState, precision
  }
}
