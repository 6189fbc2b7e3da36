/// The mean pinball loss, least for predictions of the quantile `alpha`: an error costs `alpha` times its size where
/// the prediction is too low, 1 − `alpha` times where it is too high. scikit-learn's `mean_pinball_loss`.
///
/// - Parameters:
///   - predicted: n numbers.
///   - truth: n numbers, in the same order.
///   - alpha: The quantile, in 0...1; 0.5 gives half of the mean absolute error.
///   - sampleWeight: n weights ≥ 0; all equal when `nil`.
/// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)``, else as ``r2Score(of:against:sampleWeight:)``.
public func pinballLoss(
  of predicted: some Collection<Double>, against truth: some Collection<Double>, alpha: Double = 0.5,
  sampleWeight: [Double]? = nil
) throws -> Double {
  try requireQuantile(alpha)
  return try PredictedNumbers(predicted, truth, sampleWeight).mean { pinball($1 - $0, alpha) }
}

/// The share of the pinball loss that is gone, compared with predicting the same quantile for every row: 1 − loss /
/// loss of the quantile. scikit-learn's `d2_pinball_score`.
///
/// - Parameters:
///   - predicted: n numbers.
///   - truth: n numbers, in the same order.
///   - alpha: The quantile, in 0...1.
///   - sampleWeight: n weights ≥ 0; all equal when `nil`.
/// - Returns: At most 1. Where all of the truth is equal, 1 for predictions that are too, else 0. NaN for fewer than 2
///   rows, as in scikit-learn.
/// - Complexity: O(n log n).
/// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)``, else as ``r2Score(of:against:sampleWeight:)``.
public func d2PinballScore(
  of predicted: some Collection<Double>, against truth: some Collection<Double>, alpha: Double = 0.5,
  sampleWeight: [Double]? = nil
) throws -> Double {
  try requireQuantile(alpha)
  let rows = try PredictedNumbers(predicted, truth, sampleWeight)
  guard rows.count >= 2 else { return .nan }
  let quantile = shareQuantile(alpha, of: rows.truth, weights: rows.weights)
  let reference = rows.mean { pinball($1 - quantile, alpha) }
  let missed = rows.mean { pinball($1 - $0, alpha) }
  guard reference > 0 else { return missed == 0 ? 1 : 0 }
  return 1 - missed / reference
}

/// The share of the absolute error that is gone, compared with predicting the median for every row. scikit-learn's
/// `d2_absolute_error_score`.
///
/// - Parameters:
///   - predicted: n numbers.
///   - truth: n numbers, in the same order.
///   - sampleWeight: n weights ≥ 0; all equal when `nil`.
/// - Returns: As ``d2PinballScore(of:against:alpha:sampleWeight:)`` of the median.
/// - Throws: As ``r2Score(of:against:sampleWeight:)``.
public func d2AbsoluteErrorScore(
  of predicted: some Collection<Double>, against truth: some Collection<Double>, sampleWeight: [Double]? = nil
) throws -> Double {
  try d2PinballScore(of: predicted, against: truth, alpha: 0.5, sampleWeight: sampleWeight)
}

private func pinball(_ error: Double, _ alpha: Double) -> Double { error > 0 ? alpha * error : (alpha - 1) * error }

private func requireQuantile(_ alpha: Double) throws {
  guard (0...1).contains(alpha) else {
    throw EstimatorError.invalidSetting(name: "alpha", value: "\(alpha)", rule: "a quantile in 0...1")
  }
}
