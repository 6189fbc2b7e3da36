/// Wilson's interval for a share, such as an accuracy: the shares that `successes` of `trials` do not refute.
///
///     try wilsonInterval(successes: 95, trials: 100)           // 0.888...0.978
///
/// Never leaves 0...1, and holds its confidence well for few trials and shares near 0 or 1. statsmodels'
/// `proportion_confint(method="wilson")`.
///
/// - Parameters:
///   - successes: In 0...trials.
///   - trials: Above 0. For weighted rows pass their effective number, (Σ s)² / Σ s².
///   - confidence: Above 0 and below 1. Default 0.95.
/// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)``.
/// - SeeAlso: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", *Journal of the
///   American Statistical Association* 22, 1927.
public func wilsonInterval(successes: Double, trials: Double, confidence: Double = 0.95) throws -> ClosedRange<Double> {
  try requireConfidence(confidence)
  guard trials > 0, trials.isFinite else {
    throw EstimatorError.invalidSetting(name: "trials", value: "\(trials)", rule: "finite and greater than 0")
  }
  guard successes >= 0, successes <= trials else {
    throw EstimatorError.invalidSetting(name: "successes", value: "\(successes)", rule: "in 0...\(trials)")
  }
  let z = Normal.quantile(0.5 + confidence / 2)
  let share = successes / trials
  let stretch = 1 + z * z / trials
  let centre = (share + z * z / (2 * trials)) / stretch
  let half = z * (share * (1 - share) / trials + z * z / (4 * trials * trials)).squareRoot() / stretch
  return max(0, centre - half)...min(1, centre + half)
}

/// Wilson's interval of the accuracy of predictions.
///
/// With weights, of the effective number of rows, (Σ s)² / Σ s².
///
/// - Throws: As ``accuracy(of:against:sampleWeight:)`` and ``wilsonInterval(successes:trials:confidence:)``.
public func accuracyInterval<Label: Equatable>(
  of predicted: some Collection<Label>, against truth: some Collection<Label>, confidence: Double = 0.95,
  sampleWeight: [Double]? = nil
) throws -> ClosedRange<Double> {
  let share = try accuracy(of: predicted, against: truth, sampleWeight: sampleWeight)
  let rows = effectiveRows(sampleWeight, rows: truth.count)
  return try wilsonInterval(successes: min(rows, share * rows), trials: rows, confidence: confidence)
}

/// (Σ s)² / Σ s²: how many equal rows tell as much.
func effectiveRows(_ weights: [Double]?, rows: Int) -> Double {
  guard let weights, let largest = weights.max() else { return Double(rows) }
  // Relative to the largest, so that squares stay in range.
  let sum = weights.reduce(0) { $0 + $1 / largest }
  return sum * sum / weights.reduce(0) { $0 + ($1 / largest) * ($1 / largest) }
}
