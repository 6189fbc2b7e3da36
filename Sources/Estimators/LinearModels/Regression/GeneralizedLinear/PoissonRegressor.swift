/// Counts whose mean is exp(X·w + b): Poisson regression with an L2 penalty. scikit-learn's `PoissonRegressor`.
///
///     var regressor = PoissonRegressor(alpha: 1e-3)
///     try regressor.fit(x, claims, exposure: years)      // or fit(x, y) where all rows were looked at alike
///     let rates = try regressor.predict(xTest)           // a year
///
/// It minimises half the mean deviance, S the sum of the weights sᵢ; the intercept b is not penalised:
///
///     F(w, b) = 1/S·Σ sᵢ·(μᵢ − yᵢ + yᵢ·ln(yᵢ/μᵢ)) + α/2·‖w‖²,     μᵢ = exp(w·xᵢ + b)
///
/// glmnet's λ is α; statsmodels and R's `glm` have no penalty, α = 0. Targets are numbers ≥ 0, whole or not; an error
/// names the first that is not.
///
/// A fit starts at no weight and the logarithm of the mean, so that no mean overflows on the way.
///
/// - Complexity: O(n · p) per iteration; `.auto` takes Newton's method for few columns, O(n · p²) per iteration and few
///   of these.
/// - SeeAlso: McCullagh & Nelder, *Generalized linear models*, 1989, section 6; ``ObservedRates`` for exposures in
///   pipelines.
public struct PoissonRegressor: Regressor {
  /// The factor of ‖w‖²/2 beside the mean loss, ≥ 0. Default 1.
  public var alpha: Double
  /// Whether there is an intercept. scikit-learn's `fit_intercept`. Default `true`.
  public var fitIntercept: Bool
  /// The method that minimises the objective; `.coordinateDescent`, `.sag`, `.saga` and `.gd()` of no fixed step do not
  /// serve here. Default `.auto`.
  public var solver: Solver
  /// The fit has converged when no component of the gradient is larger, > 0. scikit-learn's `tol`. Default 1e-4.
  public var tolerance: Double
  /// The most iterations, ≥ 1. scikit-learn's `max_iter`. Default 1000.
  public var maxIterations: Int
  /// Whether `fit` starts from the model that is already there, where that is better than none. scikit-learn's
  /// `warm_start`. Default `false`.
  public var warmStart: Bool
  /// The seed of the order in which `.sgd` takes the rows.
  public var randomState: UInt32
  /// The precision of products. Default `.automatic`.
  public var precision: Precision
  /// Whether a progress bar is drawn on standard error. Default `false`.
  public var verbose: Bool
  /// The model of the last `fit`.
  public var model: Model?

  /// A regressor with the given settings. See the properties for each setting.
  public init(
    alpha: Double = 1, fitIntercept: Bool = true, solver: Solver = .auto, tolerance: Double = 1e-4,
    maxIterations: Int = 1000, warmStart: Bool = false, randomState: UInt32 = 0, precision: Precision = .automatic,
    verbose: Bool = false
  ) {
    (self.alpha, self.fitIntercept, self.solver) = (alpha, fitIntercept, solver)
    (self.tolerance, self.maxIterations, self.warmStart) = (tolerance, maxIterations, warmStart)
    (self.randomState, self.precision, self.verbose) = (randomState, precision, verbose)
  }

  private var settings: SmoothSettings {
    SmoothSettings(
      estimator: "PoissonRegressor", alpha: alpha, fitIntercept: fitIntercept, solver: solver, tolerance: tolerance,
      maxIterations: maxIterations, randomState: randomState, precision: precision, verbose: verbose)
  }

  public func validate() throws { try settings.validate() }

  /// Learns from counts or rates.
  ///
  /// - Throws: ``EstimatorError/invalidTarget(row:value:rule:)`` for a target below 0,
  ///   ``EstimatorError/unsupported(what:instead:)`` where all are 0, and the other errors of data and settings;
  ///   ``FitInterrupted`` with the best model so far when the task is cancelled.
  public func fitted(
    to data: TrainingData<Features, Double>, startingFrom: Model?, onIteration: OnIteration
  ) throws -> Model {
    try validate()
    return try SmoothFit.generalized(data, power: 1, link: .log, settings: settings)
      .model(startingFrom: startingFrom, onIteration) { Model(linearPredictor: $0) }
  }
}

extension PoissonRegressor {
  /// μ = exp(X·w + b).
  public struct Model: LinearRegressorModel {
    public let linearPredictor: LinearPredictor

    private var means: MeanModel { MeanModel(predictor: linearPredictor, link: .log, power: 1) }

    /// The expected count of each row, for an exposure of 1.
    public func predict(_ x: Features) throws -> [Double] { try means.means(x) }

    /// D², the share of the Poisson deviance that the features explain.
    public func score(_ x: Features, _ y: [Double], weights: [Double]?) throws -> Double {
      try means.score(x, y, weights: weights)
    }
  }
}

extension PoissonRegressor {
  /// Learns from counts that took unlike exposures, and returns the model of the rates.
  ///
  /// - Parameters:
  ///   - x: n × p features.
  ///   - counts: n counts ≥ 0.
  ///   - exposure: n numbers > 0: how long, or in how many, each row was looked at.
  ///   - sampleWeight: n weights ≥ 0; all equal when `nil`.
  ///   - onIteration: Called after every iteration.
  /// - Throws: As `fitted(to:_:)`, and ``EstimatorError/invalidWeight(row:value:)`` for an exposure that is not above
  ///   0.
  public func fitted(
    to x: some InputSource<Features>, _ counts: some Collection<Double>, exposure: [Double],
    sampleWeight: [Double]? = nil, onIteration: OnIteration = { _ in .proceed }
  ) throws -> Model {
    let seen = try ObservedRates(counts: counts, exposure: exposure, sampleWeight: sampleWeight)
    return try fitted(to: x, seen.rates, sampleWeight: seen.weights, onIteration: onIteration)
  }

  /// Learns from counts that took unlike exposures, and keeps the model of the rates.
  ///
  /// - Throws: As `fitted(to:_:exposure:)`; the old model then stays.
  @discardableResult
  public mutating func fit(
    _ x: some InputSource<Features>, _ counts: some Collection<Double>, exposure: [Double],
    sampleWeight: [Double]? = nil, onIteration: OnIteration = { _ in .proceed }
  ) throws -> Model {
    let seen = try ObservedRates(counts: counts, exposure: exposure, sampleWeight: sampleWeight)
    return try fit(x, seen.rates, sampleWeight: seen.weights, onIteration: onIteration)
  }
}

/// The settings, without a model.
extension PoissonRegressor: Codable {
  private enum CodingKeys: String, CodingKey {
    case alpha, fitIntercept, solver, tolerance, maxIterations, warmStart, randomState, precision, verbose
  }
}
