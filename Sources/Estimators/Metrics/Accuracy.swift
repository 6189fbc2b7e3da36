/// The share of predictions that are right, by weight: Σ sᵢ[predᵢ = yᵢ] / Σ sᵢ. scikit-learn's `accuracy_score`.
///
///     try accuracy(of: predicted, against: truth)
///
/// - Parameters:
///   - predicted: n labels.
///   - truth: n labels, in the same order.
///   - sampleWeight: n weights ≥ 0; all equal when `nil`.
/// - Returns: A number in 0...1.
/// - Throws: ``EstimatorError/rowCountMismatch(features:targets:)`` when the counts differ,
///   ``EstimatorError/emptyInput(rows:columns:)`` when there are none, and the errors of weights.
public func accuracy<Label: Equatable>(
  of predicted: some Collection<Label>, against truth: some Collection<Label>, sampleWeight: [Double]? = nil
) throws -> Double {
  guard predicted.count == truth.count else {
    throw EstimatorError.rowCountMismatch(features: predicted.count, targets: truth.count)
  }
  guard !truth.isEmpty else { throw EstimatorError.emptyInput(rows: 0, columns: 1) }
  guard let sampleWeight else {
    return Double(zip(predicted, truth).count { $0 == $1 }) / Double(truth.count)
  }
  try requireWeights(sampleWeight, rows: truth.count)
  var right = 0.0
  for ((a, b), weight) in zip(zip(predicted, truth), sampleWeight) where a == b { right += weight }
  return right / sampleWeight.reduce(0, +)
}
