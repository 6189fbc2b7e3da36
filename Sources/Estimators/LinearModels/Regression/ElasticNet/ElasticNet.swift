/// Least squares with an L1 and an L2 penalty. scikit-learn's `ElasticNet`.
///
///     var regressor = ElasticNet(alpha: 0.1, l1Ratio: 0.5)
///     try regressor.fit(x, y)
///
/// It minimises, with S the sum of the weights sᵢ and the intercept b not penalised,
///
///     F(w, b) = 1/(2S)·Σ sᵢ·(yᵢ − w·xᵢ − b)² + α·( ρ·‖w‖₁ + (1 − ρ)/2·‖w‖² )
///
/// α is scikit-learn's `alpha` and glmnet's λ (with `standardize = FALSE`); α·S is the factor beside the **sum** of
/// squares halved, and 1/(α·S) is the C of classifiers.
///
/// A fit goes by working sets of columns, each solved to rounding on its Gram matrix, and ends when the duality gap is
/// at most `tolerance` times the loss of a model without weights. The report's certificate is that gap. It reads the
/// rows in their stored type: bytes, floats, sparse rows, files.
///
/// - Complexity: some passes of O(n · p), and O(n · d²) for d columns that have weight, or may.
/// - SeeAlso: Zou & Hastie, *Regularization and variable selection via the elastic net*, JRSS B 67 (2005).
public struct ElasticNet: Regressor {
  /// α, the factor of the penalty beside the mean loss, ≥ 0. Default 1.
  public var alpha: Double
  /// ρ, the share of the L1 norm, in 0...1. scikit-learn's `l1_ratio`. Default 0.5.
  public var l1Ratio: Double
  /// Whether there is an intercept. scikit-learn's `fit_intercept`. Default `true`.
  public var fitIntercept: Bool
  /// What multiplies α for each feature, p numbers ≥ 0; 0 leaves a feature unpenalised, which also leaves the fit
  /// without a certificate. `nil` for all 1. glmnet's `penalty.factor`, not scaled to sum to p.
  public var penaltyFactors: [Double]?
  /// Limits of the coefficients. `.nonNegative` is scikit-learn's `positive=True`.
  public var bounds: CoefficientBounds?
  /// The duality gap at which the fit has converged, as a share of the loss without any weight, > 0. scikit-learn's
  /// `tol` is half of it. Default 1e-6.
  public var tolerance: Double
  /// The most rounds, ≥ 1. Default 1000.
  public var maxIterations: Int
  /// Whether `fit` starts from the model that is already there. scikit-learn's `warm_start`. Default `false`.
  public var warmStart: Bool
  public var model: Model?

  /// A regressor with the given settings. See the properties for each setting.
  public init(
    alpha: Double = 1, l1Ratio: Double = 0.5, fitIntercept: Bool = true, penaltyFactors: [Double]? = nil,
    bounds: CoefficientBounds? = nil, tolerance: Double = 1e-6, maxIterations: Int = 1000, warmStart: Bool = false
  ) {
    (self.alpha, self.l1Ratio, self.fitIntercept) = (alpha, l1Ratio, fitIntercept)
    (self.penaltyFactors, self.bounds) = (penaltyFactors, bounds)
    (self.tolerance, self.maxIterations, self.warmStart) = (tolerance, maxIterations, warmStart)
  }

  public func validate() throws {
    try requireSetting(alpha >= 0 && alpha.isFinite, "alpha", alpha, "finite and at least 0")
    try requireSetting((0...1).contains(l1Ratio), "l1Ratio", l1Ratio, "in 0...1, the share of the L1 norm")
    for (feature, factor) in (penaltyFactors ?? []).enumerated() {
      try requireSetting(
        factor >= 0 && factor.isFinite, "penaltyFactors[\(feature)]", factor,
        "finite and not negative (0 leaves the feature unpenalised)")
    }
    try requireSetting(tolerance > 0 && tolerance.isFinite, "tolerance", tolerance, "finite and greater than 0")
    try requireSetting(maxIterations >= 1, "maxIterations", maxIterations, "at least 1")
  }

  /// Learns from rows and their numbers.
  ///
  /// - Throws: ``EstimatorError`` for what is wrong with data or settings, ``FitInterrupted`` with the best model so
  ///   far when the task is cancelled.
  public func fitted(
    to data: TrainingData<Features, Double>, startingFrom: Model?, onIteration: OnIteration
  ) throws -> Model {
    try validate()
    let rows = try TrainingNumbers(data)
    let start = try startingFrom?.linearPredictor.parameters(for: rows.features, hasIntercept: false)
    return try wrappingModel {
      try predictor(rows, from: start, onIteration)
    } in: {
      Model(linearPredictor: $0)
    }
  }

  /// What ``Lasso`` shares.
  func predictor(
    _ rows: TrainingNumbers, from start: [Double]?, _ onIteration: OnIteration
  ) throws -> LinearPredictor {
    try BLAS.singleThreaded {
      var run = try NetRun(rows, settings: self)
      return try run.predictor(alpha: alpha, from: start, onIteration)
    }
  }
}

extension ElasticNet {
  /// X·w + b, with weights of exactly 0 where the penalty holds them there.
  public struct Model: LinearRegressorModel {
    public let linearPredictor: LinearPredictor
  }
}

/// The settings, without a model.
extension ElasticNet: Codable {
  private enum CodingKeys: String, CodingKey {
    case alpha, l1Ratio, fitIntercept, penaltyFactors, bounds, tolerance, maxIterations, warmStart
  }
}

extension LinearRegressorModel {
  /// How many coefficients are not 0.
  public var nonZeroCount: Int { coefficients.count { $0 != 0 } }
}
