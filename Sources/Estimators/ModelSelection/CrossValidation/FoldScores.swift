/// One score on each of several folds.
///
/// Every number is of the folds that have a score; NaN stands where there is none, and a file has `"nan"` there.
public struct FoldScores: Sendable, Hashable {
  /// The name of the ``Scorer``.
  public let scorer: String
  /// Whether more is better.
  public let greaterIsBetter: Bool
  /// The score on each fold; NaN for a fold without one.
  public let values: [Double]
  /// The mean over the folds of (test rows) / (training rows), which the interval needs.
  let testToTrain: Double

  /// How many folds have a score.
  public var counted: Int { values.count { !$0.isNaN } }

  /// The plain mean over the folds that have a score; NaN when none has. scikit-learn's `mean_test_score`.
  public var mean: Double { numbers.reduce(0, +) / Double(numbers.count) }

  /// The population standard deviation over the folds that have a score. scikit-learn's `std_test_score`.
  public var standardDeviation: Double { (squares / Double(counted)).squareRoot() }

  /// An interval that covers the expected score with the given probability, or a little less; `nil` for fewer than 2
  /// folds with a score.
  ///
  /// Student's t with the variance of the folds times (1/k + n_test/n_train) instead of 1/k, since the folds share
  /// training rows. The wider of the usual choices, and still an approximation: the variance of a cross-validation has no
  /// unbiased estimate.
  ///
  /// - Parameter confidence: Above 0 and below 1. Default 0.95.
  /// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)``.
  /// - SeeAlso: C. Nadeau and Y. Bengio, "Inference for the generalization error", *Machine Learning* 52, 2003.
  public func interval(confidence: Double = 0.95) throws -> ClosedRange<Double>? {
    try requireConfidence(confidence)
    let (mean, count) = (mean, Double(counted))
    guard count >= 2, mean.isFinite else { return nil }
    let error = (squares / (count - 1) * (1 / count + testToTrain)).squareRoot()
    let width = StudentT(degreesOfFreedom: count - 1).quantile(0.5 + confidence / 2) * error
    guard width.isFinite else { return nil }
    return mean - width...mean + width
  }

  private var numbers: [Double] { values.filter { !$0.isNaN } }

  private var squares: Double {
    let mean = mean
    return numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  }

  /// NaN equals NaN here, so that results with a failed fold can be compared.
  public static func == (a: FoldScores, b: FoldScores) -> Bool {
    (a.scorer, a.greaterIsBetter, a.testToTrain) == (b.scorer, b.greaterIsBetter, b.testToTrain)
      && sameNumbers(a.values, b.values)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(scorer)
    hasher.combine(numbers)
  }
}

/// Whether two lists hold the same numbers, NaN at the same places.
func sameNumbers(_ a: [Double], _ b: [Double]) -> Bool {
  a.count == b.count && zip(a, b).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN }
}

func requireConfidence(_ confidence: Double) throws {
  // The quantile must stay below 1 after rounding, too.
  guard confidence > 0, 0.5 + confidence / 2 < 1 else {
    throw EstimatorError.invalidSetting(name: "confidence", value: "\(confidence)", rule: "above 0 and below 1")
  }
}

extension FoldScores: Codable {
  private enum CodingKeys: String, CodingKey { case scorer, greaterIsBetter, values, testToTrain }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    scorer = try container.decode(String.self, forKey: .scorer)
    greaterIsBetter = try container.decode(Bool.self, forKey: .greaterIsBetter)
    values = try container.decodeNumbers(forKey: .values)
    testToTrain = try container.decode(Double.self, forKey: .testToTrain)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(scorer, forKey: .scorer)
    try container.encode(greaterIsBetter, forKey: .greaterIsBetter)
    try container.encodeNumbers(values, forKey: .values)
    try container.encode(testToTrain, forKey: .testToTrain)
  }
}

extension FoldScores: CustomStringConvertible {
  /// `accuracy 0.9422 ± 0.0123 (5 folds)`: mean and half the width of the 95 % interval; `(4 of 5 folds)` when one has no
  /// score.
  public var description: String { "\(scorer) \(shortDescription) (\(countedOf)\(values.count) folds)" }

  /// `0.9422 ± 0.0123`.
  var shortDescription: String {
    let half = (try? interval()).flatMap { $0 }.map { ($0.upperBound - $0.lowerBound) / 2 }
    return DecimalFormat.fixed(mean, digits: 4) + (half.map { " ± " + DecimalFormat.fixed($0, digits: 4) } ?? "")
  }

  /// `0.9422 ± 0.0123`, and how many folds that is of when it is not all of them.
  var tableDescription: String {
    shortDescription + (counted == values.count ? "" : " (\(countedOf)\(values.count) folds)")
  }

  private var countedOf: String { counted == values.count ? "" : "\(counted) of " }
}
