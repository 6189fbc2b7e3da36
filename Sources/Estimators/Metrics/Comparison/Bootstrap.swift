import Matrices

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
///   - rows: The number of rows, n, in 1..<2³¹.
///   - confidence: Above 0 and below 1. Default 0.95.
///   - draws: In 2...1,000,000; some hundreds to thousands. Default 1000.
///   - randomState: The seed.
///   - statistic: Takes n row numbers in 0..<n, some of them several times.
/// - Complexity: `draws` calls of `statistic`.
/// - Throws: ``EstimatorError/emptyInput(rows:columns:)``, ``EstimatorError/invalidSetting(name:value:rule:)``,
///   ``EstimatorError/unsupported(what:instead:)`` when every draw gave NaN, and what `statistic` throws.
/// - SeeAlso: B. Efron and R. J. Tibshirani, *An Introduction to the Bootstrap*, chapter 13.
public func bootstrapInterval(
  rows: Int, confidence: Double = 0.95, draws: Int = 1000, randomState: UInt32 = 0,
  _ statistic: (_ rows: [Int]) throws -> Double
) throws -> ClosedRange<Double> {
  try requireConfidence(confidence)
  try requireRowCount(rows)
  guard (2...1_000_000).contains(draws) else {
    throw EstimatorError.invalidSetting(name: "draws", value: "\(draws)", rule: "in 2...1,000,000")
  }
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
  let low = quantile(0.5 - confidence / 2, ofSorted: values)
  return low...max(low, quantile(0.5 + confidence / 2, ofSorted: values))
}

/// NumPy's `quantile`, linear between two values.
func quantile(_ p: Double, ofSorted values: [Double]) -> Double {
  let place = p * Double(values.count - 1)
  let below = max(0, min(values.count - 1, Int(place.rounded(.down))))
  let above = min(values.count - 1, below + 1)
  let value = values[below] + (values[above] - values[below]) * (place - Double(below))
  return value.isNaN ? values[below] : value  // between infinite values
}
