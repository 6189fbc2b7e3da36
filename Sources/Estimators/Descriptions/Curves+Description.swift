import Matrices

extension ROCCurve: CustomStringConvertible {
  /// `ROC curve of 57 points, area 0.9974`.
  public var description: String { "ROC curve of \(thresholds.count) points, area \(Readable.number(area))" }
}

extension PrecisionRecallCurve: CustomStringConvertible {
  /// `precision-recall curve of 57 points, average precision 0.9974`.
  public var description: String {
    "precision-recall curve of \(recalls.count) points, average precision \(Readable.number(averagePrecision))"
  }
}

extension CalibrationCurve: CustomStringConvertible {
  /// The errors, and a line for each bin, of many the first and the last.
  public var description: String {
    let lines = zip(predicted, observed).map { "  predicted \(Readable.number($0)), observed \(Readable.number($1))" }
    let head =
      "calibration curve of \(Readable.count(predicted.count, "bin")), expected error "
      + "\(Readable.number(expectedError)), largest \(Readable.number(maximumError))"
    return ([head] + Readable.excerpt(lines)).joined(separator: "\n")
  }
}

extension ThresholdCurve: CustomStringConvertible {
  /// `threshold curve of 100 points, best mean score 0.95 at 0.31`.
  public var description: String {
    let head =
      "threshold curve of \(Readable.count(thresholds.count, "point")), "
      + "best mean score \(Readable.number(bestScore)) at \(Readable.number(bestThreshold))"
    return ([head] + failures.map(\.description)).joined(separator: "\n")
  }
}

extension CurvePoint: CustomStringConvertible {
  /// The value and both scores.
  public var description: String { "\(shortSetting(value)): train \(trainScores), test \(testScores)" }
}

extension CrossValidatedPredictions: CustomStringConvertible {
  /// How many rows have a prediction, and the probabilities, of many the edges.
  public var description: String {
    let done = predicted.count { $0 != nil }
    let head =
      "predictions of \(done) of \(Readable.count(predicted.count, "row")), "
      + "\(Readable.count(classes.count, "class", "classes")) (\(Readable.list(classes.map { "\($0)" }, most: 6)))"
    return ([head, probabilities.description] + failures.map(\.description)).joined(separator: "\n")
  }
}

extension SearchResults.Candidate: CustomStringConvertible {
  /// The settings and how they did.
  public var description: String {
    settingsText + (testScores.first.map { ": \($0)" } ?? failure.map { ": failed: \($0)" } ?? ": not done")
  }
}

extension FoldProgress: CustomStringConvertible {
  /// `3 of 5 fits, score 0.9333`.
  public var description: String {
    "\(done) of \(total) fits" + (score.map { ", score \(Readable.number($0))" } ?? "")
  }
}

extension Iteration: CustomStringConvertible {
  /// `iteration 12: objective 0.1967, gradient 5.7e-05`.
  public var description: String {
    "iteration \(number): objective \(Readable.number(objective)), gradient \(Readable.number(gradientNorm))"
  }
}

extension CostMatrix: CustomStringConvertible {
  /// The classes, and what each mistake costs: row for the truth, column for the prediction.
  public var description: String {
    "costs of \(Readable.count(classes.count, "class", "classes")) (\(Readable.list(classes.map { "\($0)" }, most: 6)))\n"
      + "\(costs)"
  }
}
