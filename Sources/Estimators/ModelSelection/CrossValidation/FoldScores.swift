/// One score on each of several folds.
///
/// Every number is of the folds that have a score; NaN stands where there is none, and a file has `"nan"` there.
public struct FoldScores: Sendable, Hashable {
  /// The name of the ``Scorer``.
  public let scorer: String
  /// Whether more is better.
  public let greaterIsBetter: Bool
  /// The numbers that the score can be, which bound the interval; `nil` for all.
  public let range: ClosedRange<Double>?
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
  /// training rows. The wider of the usual choices, and still an approximation: the variance of a cross-validation has
  /// no unbiased estimate. What lies beyond ``range`` is cut off: an accuracy is never above 1.
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
    return cut(mean - width...mean + width)
  }

  /// The part of an interval that the score can be in.
  private func cut(_ interval: ClosedRange<Double>) -> ClosedRange<Double> {
    range.map { interval.clamped(to: $0) } ?? interval
  }

  private var numbers: [Double] { values.filter { !$0.isNaN } }

  private var squares: Double {
    let mean = mean
    return numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  }

  /// NaN equals NaN here, so that results with a failed fold can be compared.
  public static func == (a: FoldScores, b: FoldScores) -> Bool {
    (a.scorer, a.greaterIsBetter, a.range, a.testToTrain) == (b.scorer, b.greaterIsBetter, b.range, b.testToTrain)
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
  private enum CodingKeys: String, CodingKey { case scorer, greaterIsBetter, lower, upper, values, testToTrain }

  /// Reads scores; those of an earlier version, without a range, too.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    scorer = try container.decode(String.self, forKey: .scorer)
    greaterIsBetter = try container.decode(Bool.self, forKey: .greaterIsBetter)
    let lower = try container.decodeIfPresent(Double.self, forKey: .lower)
    let upper = try container.decodeIfPresent(Double.self, forKey: .upper)
    let (low, high) = (lower ?? -.infinity, upper ?? .infinity)
    try requireDecoded(low <= high, "The range of a score must not be empty.", decoder)
    range = lower == nil && upper == nil ? nil : low...high
    values = try container.decodeNumbers(forKey: .values)
    testToTrain = try container.decode(Double.self, forKey: .testToTrain)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(scorer, forKey: .scorer)
    try container.encode(greaterIsBetter, forKey: .greaterIsBetter)
    // A file has no ∞.
    if let lower = range?.lowerBound, lower.isFinite { try container.encode(lower, forKey: .lower) }
    if let upper = range?.upperBound, upper.isFinite { try container.encode(upper, forKey: .upper) }
    try container.encodeNumbers(values, forKey: .values)
    try container.encode(testToTrain, forKey: .testToTrain)
  }
}

extension FoldScores: CustomStringConvertible {
  /// `accuracy 0.9422 ± 0.0123 (5 folds)`: mean and half the width of the 95 % interval;
  /// `accuracy 0.98, 0.95…1 (5 folds)` when the interval was cut; `(4 of 5 folds)` when one has no score.
  public var description: String { "\(scorer) \(shortDescription) (\(countedOf)\(values.count) folds)" }

  /// `0.9422 ± 0.0123`, or `0.9789, 0.9417…1` where the interval was cut.
  var shortDescription: String {
    let text = DecimalFormat.fixed(mean, digits: 4)
    guard let interval = shownInterval else { return text }
    func short(_ bound: Double) -> String {
      bound == range?.lowerBound || bound == range?.upperBound
        ? DecimalFormat.significant(bound, digits: 4) : DecimalFormat.fixed(bound, digits: 4)
    }
    guard !isCut(interval) else { return text + ", " + short(interval.lowerBound) + "…" + short(interval.upperBound) }
    return text + " ± " + DecimalFormat.fixed((interval.upperBound - interval.lowerBound) / 2, digits: 4)
  }

  private var shownInterval: ClosedRange<Double>? { (try? interval()).flatMap { $0 } }

  /// Whether one end is that of the range and the mean is not in the middle.
  private func isCut(_ interval: ClosedRange<Double>) -> Bool {
    guard let range, interval.lowerBound < interval.upperBound else { return false }
    return interval.lowerBound == range.lowerBound || interval.upperBound == range.upperBound
  }

  /// What the numbers behind the means are, for the end of a text that shows these; empty when there are none.
  static func legend(of shown: [FoldScores]) -> [String] {
    let cuts = Set(shown.compactMap { scores in scores.shownInterval.map { scores.isCut($0) } })
    return (cuts.contains(false) ? ["± is half of the 95 % interval of the expected score, not a deviation."] : [])
      + (cuts.contains(true) ? ["a…b is the 95 % interval of the expected score, cut to what that can be."] : [])
  }

  /// `0.9422 ± 0.0123`, and how many folds that is of when it is not all of them.
  var tableDescription: String {
    shortDescription + (counted == values.count ? "" : " (\(countedOf)\(values.count) folds)")
  }

  private var countedOf: String { counted == values.count ? "" : "\(counted) of " }
}
