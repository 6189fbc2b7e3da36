/// An interval for a metric of predicted and true numbers, by drawing the rows again and again with replacement.
///
///     try bootstrapInterval(of: predicted, against: y) { try r2Score(of: $0, against: $1, sampleWeight: $2) }
///
/// The percentile interval of ``bootstrapInterval(rows:confidence:draws:randomState:_:)``; the same draws for the same
/// seed.
///
/// - Parameters:
///   - predicted: n numbers.
///   - truth: n numbers, in the same order.
///   - sampleWeight: n weights ≥ 0, drawn with their rows; all equal when `nil`.
///   - confidence: Above 0 and below 1. Default 0.95.
///   - draws: In 2...1,000,000. Default 1000.
///   - randomState: The seed.
///   - metric: Takes n predictions, n true numbers and their weights; NaN leaves the draw out.
/// - Complexity: `draws` calls of `metric`.
/// - Throws: As ``bootstrapInterval(rows:confidence:draws:randomState:_:)`` and
///   ``r2Score(of:against:sampleWeight:)``, and what `metric` throws.
public func bootstrapInterval(
  of predicted: some Collection<Double>, against truth: some Collection<Double>, sampleWeight: [Double]? = nil,
  confidence: Double = 0.95, draws: Int = 1000, randomState: UInt32 = 0,
  _ metric: (_ predicted: [Double], _ truth: [Double], _ weights: [Double]?) throws -> Double
) throws -> ClosedRange<Double> {
  let rows = try PredictedNumbers(predicted, truth, sampleWeight)
  return try bootstrapInterval(
    rows: rows.count, confidence: confidence, draws: draws, randomState: randomState
  ) { drawn in
    let weights = rows.weights.map { all in drawn.map { all[$0] } }
    if let weights, !weights.contains(where: { $0 > 0 }) { return .nan }
    return try metric(drawn.map { rows.predicted[$0] }, drawn.map { rows.truth[$0] }, weights)
  }
}
