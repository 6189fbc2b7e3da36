import Matrices
internal import Platform

/// The mean surprise at the truth: −(1/S) Σ sᵢ ln pᵢ[yᵢ] with S = Σ sᵢ. scikit-learn's `log_loss`.
///
///     try logLoss(of: model.predictProbabilities(x), against: y, classes: model.classes)
///
/// A probability below 2.2e-16 counts as 2.2e-16, as in scikit-learn; so one row costs at most 36.04. To tell such rows
/// apart, pass the log-probabilities to ``logLoss(ofLogProbabilities:against:classes:sampleWeight:)`` instead.
///
/// - Parameters:
///   - probabilities: n × K, each row in 0...1 and with sum 1. Numbers that went through Float, or a file with six
///     decimals or more, are fine: a sum within K · 10⁻⁶ (at most 0.01) of 1 is taken for rounding, and the numbers are
///     taken as they are, as scikit-learn takes them.
///   - truth: n labels.
///   - classes: K labels, in the order of the columns.
///   - sampleWeight: n weights ≥ 0; all equal when `nil`.
/// - Returns: A number ≥ 0, in nats.
/// - Complexity: O(n · K).
/// - Throws: ``EstimatorError/notADistribution(row:sum:)`` for the first row that is none,
///   ``EstimatorError/labelNotAmongClasses(row:label:classes:)``,
///   ``EstimatorError/rowCountMismatch(features:targets:)``, ``EstimatorError/invalidSetting(name:value:rule:)`` when
///   there is not one class per column, and the errors of weights.
public func logLoss<Label: ClassLabel>(
  of probabilities: Matrix<Double>, against truth: some Collection<Label>, classes: [Label],
  sampleWeight: [Double]? = nil
) throws -> Double {
  let columns = try trueColumns(probabilities, truth, classes, sampleWeight)
  try requireDistributions(probabilities)
  return weightedMean(sampleWeight, rows: columns.count) { row in
    -log(min(max(probabilities[row, columns[row]], .ulpOfOne), 1))
  }
}

/// The same from logarithms of probabilities: never clipped, so it stays exact where a probability is too small for a
/// Double.
///
/// - Parameters:
///   - logProbabilities: n × K, ln of probabilities that sum to 1 in each row; −∞ stands for 0.
///   - truth: n labels.
///   - classes: K labels, in the order of the columns.
///   - sampleWeight: n weights ≥ 0; all equal when `nil`.
/// - Returns: A number ≥ 0, in nats; ∞ when a true class has probability 0.
/// - Throws: As ``logLoss(of:against:classes:sampleWeight:)``.
public func logLoss<Label: ClassLabel>(
  ofLogProbabilities logProbabilities: Matrix<Double>, against truth: some Collection<Label>, classes: [Label],
  sampleWeight: [Double]? = nil
) throws -> Double {
  let columns = try trueColumns(logProbabilities, truth, classes, sampleWeight)
  for row in 0..<logProbabilities.rows {
    try requireSumOfOne(exp(logSumExp(logProbabilities[row: row])), row: row, classes: logProbabilities.columns)
  }
  return weightedMean(sampleWeight, rows: columns.count) { row in max(0, -logProbabilities[row, columns[row]]) }
}

/// The column of each row's true class, after checking that everything fits together.
func trueColumns<Label: ClassLabel>(
  _ probabilities: Matrix<Double>, _ truth: some Collection<Label>, _ classes: [Label], _ sampleWeight: [Double]?
) throws -> [Int] {
  guard probabilities.rows == truth.count else {
    throw EstimatorError.rowCountMismatch(features: probabilities.rows, targets: truth.count)
  }
  guard !truth.isEmpty else { throw EstimatorError.emptyInput(rows: 0, columns: probabilities.columns) }
  guard probabilities.columns == classes.count else {
    throw EstimatorError.invalidSetting(
      name: "classes", value: "\(classes.count) labels",
      rule: "one label for each of the \(probabilities.columns) columns of probabilities")
  }
  if let sampleWeight { try requireWeights(sampleWeight, rows: truth.count) }
  return try ClassOrder(classes).places(of: truth)
}

/// Every row holds probabilities that sum to 1, up to the rounding of a Float or of six decimals.
///
/// - Throws: ``EstimatorError/notADistribution(row:sum:)`` for the first row that does not.
func requireDistributions(_ probabilities: Matrix<Double>) throws {
  for row in 0..<probabilities.rows {
    let p = probabilities[row: row]
    let sum = p.reduce(0, +)
    guard p.allSatisfy({ $0 >= 0 }) else { throw EstimatorError.notADistribution(row: row, sum: sum) }
    try requireSumOfOne(sum, row: row, classes: probabilities.columns)
  }
}

/// A millionth for each class is what six decimals can be off, rounded or cut off; more than a hundredth is no
/// rounding.
private func requireSumOfOne(_ sum: Double, row: Int, classes: Int) throws {
  guard abs(sum - 1) <= min(0.01, 1e-6 * Double(classes)) else {
    throw EstimatorError.notADistribution(row: row, sum: sum)
  }
}

/// (1/S) Σ sᵢ·valueᵢ. A row of weight 0 counts as absent, even where its value is infinite.
func weightedMean(_ weights: [Double]?, rows: Int, _ value: (Int) -> Double) -> Double {
  guard let weights = inUnits(weights) else { return (0..<rows).reduce(0) { $0 + value($1) } / Double(rows) }
  let total = (0..<rows).reduce(0) { weights[$1] > 0 ? $0 + weights[$1] * value($1) : $0 }
  return total / weights.reduce(0, +)
}
