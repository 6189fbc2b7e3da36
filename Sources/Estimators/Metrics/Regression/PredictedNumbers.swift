/// Predicted and true numbers with their weights, checked: what every metric of regression starts from.
struct PredictedNumbers {
  let predicted: [Double]
  let truth: [Double]
  /// n numbers, or `nil` for all 1.
  let weights: [Double]?
  /// S, the sum of the weights.
  let weightTotal: Double

  var count: Int { truth.count }

  /// - Throws: ``EstimatorError/rowCountMismatch(features:targets:)`` when the counts differ,
  ///   ``EstimatorError/emptyInput(rows:columns:)`` when there are none,
  ///   ``EstimatorError/invalidTarget(row:value:rule:)`` and ``EstimatorError/notFinite(row:column:value:)`` for a
  ///   number that is not finite, and the errors of weights.
  init(_ predicted: some Collection<Double>, _ truth: some Collection<Double>, _ weights: [Double]?) throws {
    (self.predicted, self.truth, self.weights) = (Array(predicted), Array(truth), weights)
    guard predicted.count == truth.count else {
      throw EstimatorError.rowCountMismatch(features: predicted.count, targets: truth.count)
    }
    guard !truth.isEmpty else { throw EstimatorError.emptyInput(rows: 0, columns: 1) }
    if let weights { try requireWeights(weights, rows: truth.count) }
    try requireTargets(self.truth)
    if let row = self.predicted.firstIndex(where: { !$0.isFinite }) {
      throw EstimatorError.notFinite(row: row, column: "predicted", value: self.predicted[row])
    }
    weightTotal = weights?.reduce(0, +) ?? Double(truth.count)
  }

  /// Σ sᵢ·f(predᵢ, yᵢ).
  func sum(_ term: (_ predicted: Double, _ truth: Double) -> Double) -> Double {
    var sum = 0.0
    for row in truth.indices { sum += (weights?[row] ?? 1) * term(predicted[row], truth[row]) }
    return sum
  }

  /// Σ sᵢ·f(predᵢ, yᵢ) / S.
  func mean(_ term: (_ predicted: Double, _ truth: Double) -> Double) -> Double { sum(term) / weightTotal }
}

/// Every number is one that may be predicted.
///
/// - Parameters:
///   - rule: What must hold, in words.
///   - isRight: Whether it holds; asked of finite numbers alone.
/// - Throws: ``EstimatorError/invalidTarget(row:value:rule:)``.
func requireTargets(
  _ targets: [Double], _ rule: String = "a finite number", _ isRight: (Double) -> Bool = { _ in true }
) throws {
  for (row, value) in targets.enumerated() where !(value.isFinite && isRight(value)) {
    throw EstimatorError.invalidTarget(row: row, value: value, rule: value.isFinite ? rule : "a finite number")
  }
}
