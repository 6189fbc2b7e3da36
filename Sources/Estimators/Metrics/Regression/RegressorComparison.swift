import Matrices

/// Two regressors on the same rows: how far off each is, the difference, and whether it could be chance.
public struct RegressorComparison: Sendable, Hashable, Codable {
  /// The mean squared error of the first.
  public let firstError: Double
  /// The mean squared error of the second.
  public let secondError: Double
  /// First minus second: below 0 when the first is better.
  public let difference: Double
  /// A bootstrap interval of the difference, from rows drawn for both at once.
  public let interval: ClosedRange<Double>
  /// The confidence of the interval.
  public let confidence: Double
  /// The paired t-test of the squared errors, by the number of rows; weights have no part in it.
  public let test: PairedErrorTest
}

/// Compares two regressors by their predictions of the same rows.
///
///     print(try compareRegressors(ridge.predict(x), lasso.predict(x), against: y))
///
/// The predictions must be of rows that trained neither: a test set, or cross-validated predictions. The scores of the
/// folds of one cross-validation share most of their training rows and are no sample for a test of this kind, so rows
/// are compared, not folds.
///
/// - Parameters:
///   - first: n numbers that one regressor predicted.
///   - second: n numbers that the other predicted.
///   - truth: n numbers.
///   - sampleWeight: n weights ≥ 0 for errors and interval; all equal when `nil`.
///   - confidence: Of the interval, above 0 and below 1. Default 0.95.
///   - draws: Of the bootstrap, at least 2. Default 2000.
///   - randomState: The seed of the bootstrap.
/// - Complexity: O(n · draws).
/// - Throws: ``EstimatorError`` when counts differ, a weight is wrong, or a setting is out of range.
public func compareRegressors(
  _ first: some Collection<Double>, _ second: some Collection<Double>, against truth: some Collection<Double>,
  sampleWeight: [Double]? = nil, confidence: Double = 0.95, draws: Int = 2000, randomState: UInt32 = 0
) throws -> RegressorComparison {
  let test = try PairedErrorTest(of: first, and: second, against: truth)
  let (a, b) = try (
    meanSquaredError(of: first, against: truth, sampleWeight: sampleWeight),
    meanSquaredError(of: second, against: truth, sampleWeight: sampleWeight)
  )
  let gaps = zip(zip(first, second), truth).map { ($1 - $0.0) * ($1 - $0.0) - ($1 - $0.1) * ($1 - $0.1) }
  let weights = inUnits(sampleWeight) ?? gaps.map { _ in 1 }
  let interval = try bootstrapInterval(
    rows: gaps.count, confidence: confidence, draws: draws, randomState: randomState
  ) { rows in
    var (gap, weight) = (0.0, 0.0)
    for row in rows {
      gap += weights[row] * gaps[row]
      weight += weights[row]
    }
    return gap / weight
  }
  return RegressorComparison(
    firstError: a, secondError: b, difference: a - b, interval: interval, confidence: confidence, test: test)
}

extension RegressorComparison: CustomStringConvertible {
  /// Two sentences.
  public var description: String {
    let ends = "\(Readable.number(interval.lowerBound)) to \(Readable.number(interval.upperBound))"
    return "Mean squared error \(Readable.number(firstError)) and \(Readable.number(secondError)), difference "
      + "\(Readable.number(difference)) (\(ends) with confidence \(confidence)). \(test)."
  }
}
