/// R² less what each feature explains by chance: 1 − (1 − R²)·(n − 1) / (n − p − 1). statsmodels' `rsquared_adj`.
///
/// - Parameters:
///   - predicted: n numbers.
///   - truth: n numbers, in the same order.
///   - features: p, the number of coefficients without the intercept, in 0...n − 2.
///   - sampleWeight: n weights ≥ 0; all equal when `nil`. n is the number of rows with weight.
/// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)`` for too many features, else as
///   ``r2Score(of:against:sampleWeight:)``.
public func adjustedR2Score(
  of predicted: some Collection<Double>, against truth: some Collection<Double>, features: Int,
  sampleWeight: [Double]? = nil
) throws -> Double {
  let score = try r2Score(of: predicted, against: truth, sampleWeight: sampleWeight)
  let rows = sampleWeight?.count { $0 > 0 } ?? truth.count
  guard features >= 0, features <= rows - 2 else {
    throw EstimatorError.invalidSetting(
      name: "features", value: "\(features)", rule: "at least 0 and at most \(rows - 2), rows with weight less 2")
  }
  return 1 - (1 - score) * Double(rows - 1) / Double(rows - features - 1)
}

/// The share of the targets' variance that predictions explain, whatever the mean error: 1 − Var(y − pred) / Var(y).
/// scikit-learn's `explained_variance_score`.
///
/// It differs from ``r2Score(of:against:sampleWeight:)`` when the predictions are off by a constant.
///
/// - Parameters:
///   - predicted: n numbers.
///   - truth: n numbers, in the same order.
///   - sampleWeight: n weights ≥ 0; all equal when `nil`.
/// - Returns: At most 1. Where all of the truth is equal, 1 for predictions off by a constant, else 0.
/// - Throws: As ``r2Score(of:against:sampleWeight:)``.
public func explainedVarianceScore(
  of predicted: some Collection<Double>, against truth: some Collection<Double>, sampleWeight: [Double]? = nil
) throws -> Double {
  let rows = try PredictedNumbers(predicted, truth, sampleWeight)
  let (mean, offset) = (rows.mean { $1 }, rows.mean { $1 - $0 })
  let spread = rows.mean { ($1 - mean) * ($1 - mean) }
  let missed = rows.mean { ($1 - $0 - offset) * ($1 - $0 - offset) }
  guard spread > 0 else { return missed == 0 ? 1 : 0 }
  return 1 - missed / spread
}
