/// One score on each of several folds.
public struct FoldScores: Sendable, Hashable, Codable {
  /// The name of the ``Scorer``.
  public let scorer: String
  /// Whether more is better.
  public let greaterIsBetter: Bool
  /// The score on each fold.
  public let values: [Double]
  /// The mean over the folds of (test rows) / (training rows), which the interval needs.
  let testToTrain: Double

  /// The plain mean over the folds. scikit-learn's `mean_test_score`.
  public var mean: Double { values.reduce(0, +) / Double(values.count) }

  /// The population standard deviation over the folds. scikit-learn's `std_test_score`.
  public var standardDeviation: Double { (squares / Double(values.count)).squareRoot() }

  /// An interval that covers the expected score with the given probability, or a little less; `nil` for fewer than 2
  /// folds.
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
    let count = Double(values.count)
    guard values.count >= 2, mean.isFinite else { return nil }
    let error = (squares / (count - 1) * (1 / count + testToTrain)).squareRoot()
    let width = StudentT(degreesOfFreedom: count - 1).quantile(0.5 + confidence / 2) * error
    guard width.isFinite else { return nil }
    return mean - width...mean + width
  }

  private var squares: Double {
    let mean = mean
    return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  }
}

func requireConfidence(_ confidence: Double) throws {
  // The quantile must stay below 1 after rounding, too.
  guard confidence > 0, 0.5 + confidence / 2 < 1 else {
    throw EstimatorError.invalidSetting(name: "confidence", value: "\(confidence)", rule: "above 0 and below 1")
  }
}

extension FoldScores: CustomStringConvertible {
  /// `accuracy 0.9422 ± 0.0123 (5 folds)`: mean and half the width of the 95 % interval.
  public var description: String { "\(scorer) \(shortDescription) (\(values.count) folds)" }

  /// `0.9422 ± 0.0123`.
  var shortDescription: String {
    let half = (try? interval()).flatMap { $0 }.map { ($0.upperBound - $0.lowerBound) / 2 }
    return DecimalFormat.fixed(mean, digits: 4) + (half.map { " ± " + DecimalFormat.fixed($0, digits: 4) } ?? "")
  }
}
