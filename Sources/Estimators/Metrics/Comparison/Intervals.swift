import Matrices

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
/// - SeeAlso: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", *Journal of the American
///   Statistical Association* 22, 1927.
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

/// An interval for any number that is computed from rows, by drawing the rows again and again with replacement.
///
///     try bootstrapInterval(rows: y.count) { rows in
///       try f1Score(of: rows.map { predicted[$0] }, against: rows.map { y[$0] })
///     }
///
/// The percentile interval of B. Efron: the quantiles of the redrawn numbers, linear between two. Draws for which
/// `statistic` is NaN are left out.
///
/// - Parameters:
///   - rows: The number of rows, n ≥ 1.
///   - confidence: Above 0 and below 1. Default 0.95.
///   - draws: At least 2; some hundreds to thousands. Default 1000.
///   - randomState: The seed.
///   - statistic: Takes n row numbers in 0..<n, some of them several times.
/// - Complexity: `draws` calls of `statistic`.
/// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)``, ``EstimatorError/unsupported(what:instead:)`` when every draw
///   gave NaN, and what `statistic` throws.
/// - SeeAlso: B. Efron and R. J. Tibshirani, *An Introduction to the Bootstrap*, chapter 13.
public func bootstrapInterval(
  rows: Int, confidence: Double = 0.95, draws: Int = 1000, randomState: UInt32 = 0,
  _ statistic: (_ rows: [Int]) throws -> Double
) throws -> ClosedRange<Double> {
  try requireConfidence(confidence)
  try requireAtLeast(1, rows, name: "rows")
  try requireAtLeast(2, draws, name: "draws")
  var random = RandomState(randomState)
  var values: [Double] = []
  for _ in 0..<draws {
    let value = try statistic(random.choice(rows, count: rows))
    if !value.isNaN { values.append(value) }
  }
  guard !values.isEmpty else {
    throw EstimatorError.unsupported(
      what: "An interval of a statistic that is not a number in any of \(draws) draws",
      instead: "Pass more rows, or a statistic that exists when a class is missing.")
  }
  values.sort()
  return quantile(0.5 - confidence / 2, ofSorted: values)...quantile(0.5 + confidence / 2, ofSorted: values)
}

/// NumPy's `quantile`, linear between two values.
func quantile(_ p: Double, ofSorted values: [Double]) -> Double {
  let place = p * Double(values.count - 1)
  let below = max(0, min(values.count - 1, Int(place.rounded(.down))))
  let above = min(values.count - 1, below + 1)
  return values[below] + (values[above] - values[below]) * (place - Double(below))
}
