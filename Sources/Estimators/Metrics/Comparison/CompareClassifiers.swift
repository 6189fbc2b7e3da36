import Matrices

/// Two classifiers on the same rows: how right each is, the difference, and whether it could be chance.
public struct ClassifierComparison: Sendable, Hashable, Codable {
  /// The accuracy of the first, in 0...1.
  public let firstAccuracy: Double
  /// The accuracy of the second, in 0...1.
  public let secondAccuracy: Double
  /// First minus second, in −1...1.
  public let difference: Double
  /// A bootstrap interval of the difference, from rows drawn for both at once.
  public let interval: ClosedRange<Double>
  /// The confidence of the interval.
  public let confidence: Double
  /// McNemar's test, by the number of rows; weights have no part in it.
  public let test: McNemarTest
}

/// Compares two classifiers by their predictions of the same rows.
///
///     print(try compareClassifiers(multinomial.predict(x), ovr.predict(x), against: y))
///
/// The predictions must be of rows that trained neither: a test set, or
/// `crossValidatedPredictions`.
///
/// - Parameters:
///   - first: n labels that one classifier predicted.
///   - second: n labels that the other predicted.
///   - truth: n labels.
///   - sampleWeight: n weights ≥ 0 for accuracies and interval; all equal when `nil`.
///   - confidence: Of the interval, above 0 and below 1. Default 0.95.
///   - draws: Of the bootstrap, at least 2. Default 2000.
///   - randomState: The seed of the bootstrap.
/// - Complexity: O(n · draws).
/// - Throws: ``EstimatorError`` when counts differ, a weight is wrong, or a setting is out of range.
public func compareClassifiers<Label: Equatable>(
  _ first: some Collection<Label>, _ second: some Collection<Label>, against truth: some Collection<Label>,
  sampleWeight: [Double]? = nil, confidence: Double = 0.95, draws: Int = 2000, randomState: UInt32 = 0
) throws -> ClassifierComparison {
  let test = try McNemarTest(of: first, and: second, against: truth)
  let (a, b) = try (
    accuracy(of: first, against: truth, sampleWeight: sampleWeight),
    accuracy(of: second, against: truth, sampleWeight: sampleWeight)
  )
  let gains = zip(zip(first, second), truth).map { ($0.0 == $1 ? 1.0 : 0) - ($0.1 == $1 ? 1 : 0) }
  let weights = inUnits(sampleWeight) ?? gains.map { _ in 1 }
  let interval = try bootstrapInterval(
    rows: gains.count, confidence: confidence, draws: draws, randomState: randomState
  ) { rows in
    var (gain, weight) = (0.0, 0.0)
    for row in rows {
      gain += weights[row] * gains[row]
      weight += weights[row]
    }
    return gain / weight
  }
  return ClassifierComparison(
    firstAccuracy: a, secondAccuracy: b, difference: a - b, interval: interval, confidence: confidence, test: test)
}

extension ClassifierComparison: CustomStringConvertible {
  /// Three sentences.
  public var description: String {
    func fixed(_ value: Double) -> String { DecimalFormat.fixed(value, digits: 4) }
    return "Accuracy \(fixed(firstAccuracy)) and \(fixed(secondAccuracy)), difference \(fixed(difference)) "
      + "(\(fixed(interval.lowerBound)) to \(fixed(interval.upperBound)) with confidence \(confidence)). \(test)."
  }
}
