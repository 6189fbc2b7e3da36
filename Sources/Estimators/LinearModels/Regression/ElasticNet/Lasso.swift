/// Least squares with an L1 penalty: most weights are exactly 0. scikit-learn's `Lasso`.
///
///     let model = try Lasso(alpha: 0.1).fitted(to: x, y)
///     print(model.nonZeroCount, model.report?.certificate)
///
/// An ``ElasticNet`` whose share of the L1 norm is 1:
///
///     F(w, b) = 1/(2S)·Σ sᵢ·(yᵢ − w·xᵢ − b)² + α·‖w‖₁
///
/// - Complexity: As ``ElasticNet``.
/// - SeeAlso: Tibshirani, *Regression shrinkage and selection via the lasso*, JRSS B 58 (1996).
public struct Lasso: Regressor {
  /// α, the factor of ‖w‖₁ beside the mean loss, ≥ 0. Default 1.
  public var alpha: Double
  /// Whether there is an intercept. scikit-learn's `fit_intercept`. Default `true`.
  public var fitIntercept: Bool
  /// What multiplies α for each feature, p numbers ≥ 0; see ``ElasticNet/penaltyFactors``.
  public var penaltyFactors: [Double]?
  /// Limits of the coefficients. `.nonNegative` is scikit-learn's `positive=True`.
  public var bounds: CoefficientBounds?
  /// The duality gap at which the fit has converged, as a share of the loss without any weight, > 0. Default 1e-6.
  public var tolerance: Double
  /// The most rounds, ≥ 1. Default 1000.
  public var maxIterations: Int
  /// Whether `fit` starts from the model that is already there. scikit-learn's `warm_start`. Default `false`.
  public var warmStart: Bool
  public var model: Model?

  /// A regressor with the given settings. See the properties for each setting.
  public init(
    alpha: Double = 1, fitIntercept: Bool = true, penaltyFactors: [Double]? = nil, bounds: CoefficientBounds? = nil,
    tolerance: Double = 1e-6, maxIterations: Int = 1000, warmStart: Bool = false
  ) {
    (self.alpha, self.fitIntercept) = (alpha, fitIntercept)
    (self.penaltyFactors, self.bounds) = (penaltyFactors, bounds)
    (self.tolerance, self.maxIterations, self.warmStart) = (tolerance, maxIterations, warmStart)
  }

  private var net: ElasticNet {
    ElasticNet(
      alpha: alpha, l1Ratio: 1, fitIntercept: fitIntercept, penaltyFactors: penaltyFactors, bounds: bounds,
      tolerance: tolerance, maxIterations: maxIterations)
  }

  public func validate() throws { try net.validate() }

  /// Learns from rows and their numbers.
  ///
  /// - Throws: As ``ElasticNet``.
  public func fitted(
    to data: TrainingData<Features, Double>, startingFrom: Model?, onIteration: OnIteration
  ) throws -> Model {
    try validate()
    let rows = try TrainingNumbers(data)
    let start = try startingFrom?.linearPredictor.parameters(for: rows.features, hasIntercept: false)
    return try wrappingModel {
      try net.predictor(rows, from: start, onIteration)
    } in: {
      Model(linearPredictor: $0)
    }
  }
}

extension Lasso {
  /// X·w + b, with most weights exactly 0.
  public struct Model: LinearRegressorModel {
    public let linearPredictor: LinearPredictor
  }
}

/// The settings, without a model.
extension Lasso: Codable {
  private enum CodingKeys: String, CodingKey {
    case alpha, fitIntercept, penaltyFactors, bounds, tolerance, maxIterations, warmStart
  }
}
