/// Numbers whose variance is in proportion to a power of their mean: Tweedie regression with an L2 penalty.
/// scikit-learn's `TweedieRegressor`.
///
///     var regressor = TweedieRegressor(power: 1.5, alpha: 1e-3)    // costs, of which most are 0
///     try regressor.fit(x, costs, sampleWeight: years)             // costs a year
///
/// It minimises half the mean deviance of ``TweedieLoss``, S the sum of the weights sᵢ; the intercept b is not
/// penalised:
///
///     F(w, b) = 1/S·Σ sᵢ·½d(yᵢ, μᵢ) + α/2·‖w‖²,     μᵢ = exp(w·xᵢ + b), or w·xᵢ + b
///
/// Power 0 is the normal distribution, 1 Poisson's, 2 the gamma distribution, 3 the inverse Gaussian; between 1 and 2
/// targets may be 0, from 2 on they are above 0. With a log link and a power of 1 to 2, and with the identity and a
/// power of 0 or 1, there is one optimum. Elsewhere F need not be convex, and a fit ends at a minimum near its start,
/// the mean of all targets. Powers below 0, which scikit-learn takes, are refused: their means must be above 0, their
/// targets need not.
///
/// - Complexity: O(n · p) per iteration; `.auto` takes Newton's method for few columns, O(n · p²) per iteration and few
///   of these.
/// - SeeAlso: Dunn & Smyth, *Generalized linear models with examples in R*, 2018, section 12.
public struct TweedieRegressor: Regressor {
  /// p of the variance μᵖ, 0 or ≥ 1. Default 0.
  public var power: Double
  /// From scores to means; `nil`, the default, is the identity for power 0, else the logarithm. scikit-learn's `link`,
  /// with `"auto"`.
  public var link: MeanLink?
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
    power: Double = 0, link: MeanLink? = nil, alpha: Double = 1, fitIntercept: Bool = true, solver: Solver = .auto,
    tolerance: Double = 1e-4, maxIterations: Int = 1000, warmStart: Bool = false, randomState: UInt32 = 0,
    precision: Precision = .automatic, verbose: Bool = false
  ) {
    (self.power, self.link) = (power, link)
    (self.alpha, self.fitIntercept, self.solver) = (alpha, fitIntercept, solver)
    (self.tolerance, self.maxIterations, self.warmStart) = (tolerance, maxIterations, warmStart)
    (self.randomState, self.precision, self.verbose) = (randomState, precision, verbose)
  }

  /// The link in use.
  private var usedLink: MeanLink { link ?? (power == 0 ? .identity : .log) }

  private var settings: SmoothSettings {
    SmoothSettings(
      estimator: "TweedieRegressor", alpha: alpha, fitIntercept: fitIntercept, solver: solver, tolerance: tolerance,
      maxIterations: maxIterations, randomState: randomState, precision: precision, verbose: verbose)
  }

  public func validate() throws {
    _ = try TweedieLoss(power: power, link: usedLink)
    try settings.validate()
  }

  /// Learns from numbers.
  ///
  /// - Throws: ``EstimatorError/invalidTarget(row:value:rule:)`` for a target that the power
  ///   has no place for, and the other errors of data and settings;
  ///   ``FitInterrupted`` with the best model so far when the task is cancelled.
  public func fitted(
    to data: TrainingData<Features, Double>, startingFrom: Model?, onIteration: OnIteration
  ) throws -> Model {
    try validate()
    return try SmoothFit.generalized(data, power: power, link: usedLink, settings: settings)
      .model(startingFrom: startingFrom, onIteration) { Model(linearPredictor: $0, power: power, link: usedLink) }
  }
}

extension TweedieRegressor {
  /// μ = exp(X·w + b), or X·w + b.
  public struct Model: LinearRegressorModel {
    public let linearPredictor: LinearPredictor
    /// p of the fit.
    public let power: Double
    /// From scores to means.
    public let link: MeanLink

    private var means: MeanModel { MeanModel(predictor: linearPredictor, link: link, power: power) }

    /// The mean of each row.
    public func predict(_ x: Features) throws -> [Double] { try means.means(x) }

    /// D², the share of the deviance that the features explain.
    public func score(_ x: Features, _ y: [Double], weights: [Double]?) throws -> Double {
      try means.score(x, y, weights: weights)
    }
  }
}

/// The settings, without a model.
extension TweedieRegressor: Codable {
  private enum CodingKeys: String, CodingKey {
    case power, link, alpha, fitIntercept, solver, tolerance, maxIterations, warmStart, randomState, precision
    case verbose
  }
}
