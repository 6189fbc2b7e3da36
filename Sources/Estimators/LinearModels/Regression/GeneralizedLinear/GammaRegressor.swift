/// Amounts above 0 whose mean is exp(X·w + b), and whose spread grows with it: gamma regression with an L2 penalty.
/// scikit-learn's `GammaRegressor`.
///
///     var regressor = GammaRegressor(alpha: 1e-3)
///     try regressor.fit(x, meanCosts, sampleWeight: claims)     // a mean of many claims weighs as they do
///
/// It minimises half the mean deviance, S the sum of the weights sᵢ; the intercept b is not penalised:
///
///     F(w, b) = 1/S·Σ sᵢ·(yᵢ/μᵢ − 1 − ln(yᵢ/μᵢ)) + α/2·‖w‖²,     μᵢ = exp(w·xᵢ + b)
///
/// statsmodels and R's `glm(family = Gamma("log"))` have no penalty, α = 0. An error names the first target that is not
/// above 0.
///
/// - Complexity: O(n · p) per iteration; `.auto` takes Newton's method for few columns, O(n · p²) per iteration and few
///   of these.
/// - SeeAlso: McCullagh & Nelder, *Generalized linear models*, 1989, section 8; ``PoissonRegressor`` for the settings.
public struct GammaRegressor: Regressor {
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
      estimator: "GammaRegressor", alpha: alpha, fitIntercept: fitIntercept, solver: solver, tolerance: tolerance,
      maxIterations: maxIterations, randomState: randomState, precision: precision, verbose: verbose)
  }

  public func validate() throws { try settings.validate() }

  /// Learns from amounts.
  ///
  /// - Throws: ``EstimatorError/invalidTarget(row:value:rule:)`` for a target that is not
  ///   above 0, and the other errors of data and settings;
  ///   ``FitInterrupted`` with the best model so far when the task is cancelled.
  public func fitted(
    to data: TrainingData<Features, Double>, startingFrom: Model?, onIteration: OnIteration
  ) throws -> Model {
    try validate()
    return try SmoothFit.generalized(data, power: 2, link: .log, settings: settings)
      .model(startingFrom: startingFrom, onIteration) { Model(linearPredictor: $0) }
  }
}

extension GammaRegressor {
  /// μ = exp(X·w + b).
  public struct Model: LinearRegressorModel {
    public let linearPredictor: LinearPredictor

    private var means: MeanModel { MeanModel(predictor: linearPredictor, link: .log, power: 2) }

    /// The expected amount of each row.
    public func predict(_ x: Features) throws -> [Double] { try means.means(x) }

    /// D², the share of the gamma deviance that the features explain.
    public func score(_ x: Features, _ y: [Double], weights: [Double]?) throws -> Double {
      try means.score(x, y, weights: weights)
    }
  }
}

/// The settings, without a model.
extension GammaRegressor: Codable {
  private enum CodingKeys: String, CodingKey {
    case alpha, fitIntercept, solver, tolerance, maxIterations, warmStart, randomState, precision, verbose
  }
}
