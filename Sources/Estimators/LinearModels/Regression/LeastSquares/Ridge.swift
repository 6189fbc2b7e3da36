import Matrices

/// Least squares with a penalty on the squares of the weights. scikit-learn's `Ridge`.
///
///     var ridge = Ridge(alpha: 0.1)
///     try ridge.fit(x, y)
///
/// It minimises Σ sᵢ·(yᵢ − w·xᵢ − b)² + α·‖w‖². Divided by twice the sum of the weights S it is the mean of half the
/// squares with a penalty of α/S on half of ‖w‖²: C = 1/α in this package's other names. The intercept is not
/// penalised. α = 0 gives what ``LinearRegression`` does. Multiplying all weights of rows by a number is dividing α by
/// it.
///
/// - Complexity: O(n · p²) time and memory for 7 · p² numbers; for more columns than rows O(n² · p), with memory for
///   4 · n · p numbers.
public struct Ridge: Regressor {
  /// α, the factor of ‖w‖² beside the sum of squared errors, ≥ 0. Default 1.
  public var alpha: Double
  /// Whether there is an intercept. scikit-learn's `fit_intercept`. Default `true`.
  public var fitIntercept: Bool
  /// The model of the last `fit`.
  public var model: Model?

  /// A regressor with the given settings.
  public init(alpha: Double = 1, fitIntercept: Bool = true) {
    (self.alpha, self.fitIntercept) = (alpha, fitIntercept)
  }

  public func validate() throws {
    try requireSetting(alpha >= 0 && alpha.isFinite, "alpha", alpha, "finite and at least 0")
  }

  /// Learns from numbers.
  ///
  /// - Throws: As ``LinearRegression/fitted(to:startingFrom:onIteration:)``, and
  ///   ``EstimatorError/invalidSetting(name:value:rule:)``.
  public func fitted(
    to data: TrainingData<Features, Double>, startingFrom: Model?, onIteration: OnIteration
  ) throws -> Model {
    try validate()
    let problem = try LeastSquares(TrainingNumbers(data), fitIntercept: fitIntercept)
    return Model(linearPredictor: problem.predictor(try problem.solution(alpha: alpha).coefficients))
  }
}

extension Ridge {
  /// X·w + b.
  public struct Model: LinearRegressorModel {
    public let linearPredictor: LinearPredictor
  }
}

/// The settings, without a model.
extension Ridge: Codable {
  private enum CodingKeys: String, CodingKey { case alpha, fitIntercept }
}
