import Matrices
internal import Platform

/// What a generalised linear model says of rows: from η = X·w + b to means, and how good these are.
struct MeanModel {
  let predictor: LinearPredictor
  let link: MeanLink
  /// The power of the mean that the variance is in proportion to.
  let power: Double

  /// μ of each row.
  ///
  /// - Throws: ``EstimatorError/unsupported(what:instead:)`` for a mean beyond the range of a Double, and the errors of
  ///   features.
  func means(_ x: Features) throws -> [Double] {
    let scores = try predictor.values(x)
    guard link == .log else { return scores }
    return try scores.enumerated().map { row, score in
      let mean = exp(score)
      guard mean.isFinite else {
        throw EstimatorError.unsupported(
          what: "A prediction for row \(row), the exponential of \(score), which is more than a Double can hold",
          instead: "Scale the columns with StandardScaler before the fit, or leave the row out.")
      }
      return mean
    }
  }

  /// D², the share of the deviance that the features explain:
  ///
  ///     D² = 1 − Σ sᵢ·d(yᵢ, μᵢ) / Σ sᵢ·d(yᵢ, ȳ),     ȳ the mean of y
  func score(_ x: Features, _ y: [Double], weights: [Double]?) throws -> Double {
    let rows = try PredictedNumbers(means(x), y, weights)
    try requireTargets(y, targetRule(power)) { isTarget($0, power) }
    let loss = try TweedieLoss(power: power, link: .identity)
    let mean = rows.mean { _, truth in truth }
    let missed = rows.sum { loss.terms($0, $1).value }
    let spread = mean > 0 || power == 0 ? rows.sum { loss.terms(mean, $1).value } : 0
    guard spread > 0 else { return missed == 0 ? 1 : 0 }
    return 1 - missed / spread
  }
}

/// What the deviance of a power asks of a target, in words.
func targetRule(_ power: Double) -> String {
  switch power {
  case 0: "a finite number"
  case ..<2: "at least 0"
  default: "greater than 0"
  }
}

/// Whether there is a deviance of that power for a target.
func isTarget(_ y: Double, _ power: Double) -> Bool { power == 0 || (power < 2 ? y >= 0 : y > 0) }

extension SmoothFit {
  /// The fit of a generalised linear model. Its best constant is the mean, whatever the power.
  ///
  /// - Parameter needsMean: Whether the fit starts at the mean of these rows, so that it must be one that the link
  ///   allows.
  /// - Throws: ``EstimatorError`` for what is wrong with the data;
  ///   ``EstimatorError/unsupported(what:instead:)`` for targets of which none has a mean that the link allows.
  static func generalized(
    _ data: TrainingData<Features, Double>, power: Double, link: MeanLink, needsMean: Bool = true,
    settings: SmoothSettings
  ) throws -> SmoothFit {
    let rows = try TrainingNumbers(data, where: targetRule(power)) { isTarget($0, power) }
    let mean = rows.weightedMean
    guard mean.isFinite else { throw EstimatorError.weightsTooLarge(rows: rows.targets.count) }
    guard !needsMean || mean > 0 || link == .identity && power == 0 else {
      throw EstimatorError.unsupported(
        what: "\(settings.estimator) of targets whose mean is \(mean), which is not greater than 0",
        instead: power == 0 ? "Use link: .identity." : "Pass rows of which one has a target above 0.")
    }
    if link == .identity, power != 0, !settings.fitIntercept {
      throw EstimatorError.unsupported(
        what: "link: .identity without an intercept, so that a fit would start from means of 0",
        instead: "Use fitIntercept: true, or link: .log.")
    }
    let start = link == .log ? (mean > 0 ? log(mean) : 0) : mean
    switch (power, link) {
    case (1, .log):
      return try SmoothFit(
        rows, loss: PoissonLoss(), targets: rows.targets.map { ObservedCount($0) }, coldIntercept: start,
        settings: settings)
    case (2, .log):
      return try SmoothFit(rows, loss: GammaLoss(), targets: rows.targets, coldIntercept: start, settings: settings)
    default:
      let loss = try TweedieLoss(power: power, link: link)
      return try SmoothFit(
        rows, loss: loss, isConvex: loss.isConvex, targets: rows.targets, coldIntercept: start, settings: settings)
    }
  }
}

extension TrainingNumbers {
  /// Σ sᵢyᵢ/S.
  var weightedMean: Double {
    guard let weights else { return targets.reduce(0) { $0 + $1 / weightTotal } }
    return zip(weights, targets).reduce(0) { $0 + $1.0 / weightTotal * $1.1 }
  }
}
