internal import Platform

/// The mean squared error, Σ sᵢ(yᵢ − predᵢ)² / S. scikit-learn's `mean_squared_error`.
///
/// - Parameters:
///   - predicted: n numbers.
///   - truth: n numbers, in the same order.
///   - sampleWeight: n weights ≥ 0; all equal when `nil`.
/// - Returns: At least 0, in the square of the targets' unit.
/// - Throws: As ``r2Score(of:against:sampleWeight:)``.
public func meanSquaredError(
  of predicted: some Collection<Double>, against truth: some Collection<Double>, sampleWeight: [Double]? = nil
) throws -> Double {
  try PredictedNumbers(predicted, truth, sampleWeight).mean { ($1 - $0) * ($1 - $0) }
}

/// The root of the mean squared error, in the unit of the targets. scikit-learn's `root_mean_squared_error`.
///
/// - Parameters:
///   - predicted: n numbers.
///   - truth: n numbers, in the same order.
///   - sampleWeight: n weights ≥ 0; all equal when `nil`.
/// - Throws: As ``r2Score(of:against:sampleWeight:)``.
public func rootMeanSquaredError(
  of predicted: some Collection<Double>, against truth: some Collection<Double>, sampleWeight: [Double]? = nil
) throws -> Double {
  try meanSquaredError(of: predicted, against: truth, sampleWeight: sampleWeight).squareRoot()
}

/// The mean squared error of ln(1 + y), for targets that grow by factors. scikit-learn's `mean_squared_log_error`.
///
/// - Parameters:
///   - predicted: n numbers above −1.
///   - truth: n numbers above −1, in the same order.
///   - sampleWeight: n weights ≥ 0; all equal when `nil`.
/// - Throws: ``EstimatorError/invalidTarget(row:value:rule:)`` for a target of −1 or less,
///   ``EstimatorError/unsupported(what:instead:)`` for such a prediction, else as
///   ``r2Score(of:against:sampleWeight:)``.
public func meanSquaredLogError(
  of predicted: some Collection<Double>, against truth: some Collection<Double>, sampleWeight: [Double]? = nil
) throws -> Double {
  let rows = try PredictedNumbers(predicted, truth, sampleWeight)
  try requireTargets(rows.truth, "above −1, for its logarithm after adding 1") { $0 > -1 }
  try requirePredictions(rows.predicted, "above −1, for its logarithm after adding 1") { $0 > -1 }
  return rows.mean { predicted, truth in
    let gap = log1p(truth) - log1p(predicted)
    return gap * gap
  }
}

/// Every prediction is one that the metric is defined for.
///
/// - Throws: ``EstimatorError/unsupported(what:instead:)``.
func requirePredictions(_ predicted: [Double], _ rule: String, _ isRight: (Double) -> Bool) throws {
  guard let row = predicted.firstIndex(where: { !isRight($0) }) else { return }
  throw EstimatorError.unsupported(
    what: "A metric whose predictions must be \(rule): the prediction \(predicted[row]) of row \(row)",
    instead: "Use a regressor whose predictions stay in that range, or another metric, meanSquaredError for example.")
}
