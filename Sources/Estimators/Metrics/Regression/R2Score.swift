/// R², the share of the targets' spread that predictions explain, by weight. scikit-learn's `r2_score`.
///
///     R² = 1 − Σ sᵢ(yᵢ − predᵢ)² / Σ sᵢ(yᵢ − ȳ)²
///
///     try r2Score(of: regressor.predict(xTest), against: yTest)
///
/// - Parameters:
///   - predicted: n numbers.
///   - truth: n numbers, in the same order.
///   - sampleWeight: n weights ≥ 0; all equal when `nil`.
/// - Returns: At most 1; 0 for the mean of the truth, below 0 for what is worse. Where all of the truth is equal, 1 for
///   predictions that are too, else 0. NaN for fewer than 2 rows, as in scikit-learn.
/// - Throws: ``EstimatorError/rowCountMismatch(features:targets:)``, ``EstimatorError/emptyInput(rows:columns:)``,
///   ``EstimatorError/invalidTarget(row:value:rule:)`` and ``EstimatorError/notFinite(row:column:value:)`` for numbers
///   that are not finite, and the errors of weights.
public func r2Score(
  of predicted: some Collection<Double>, against truth: some Collection<Double>, sampleWeight: [Double]? = nil
) throws -> Double {
  let rows = try PredictedNumbers(predicted, truth, sampleWeight)
  guard rows.count >= 2 else { return .nan }
  let mean = rows.mean { _, truth in truth }
  let spread = rows.sum { _, truth in (truth - mean) * (truth - mean) }
  let missed = rows.sum { predicted, truth in (truth - predicted) * (truth - predicted) }
  guard spread > 0 else { return missed == 0 ? 1 : 0 }
  return 1 - missed / spread
}
