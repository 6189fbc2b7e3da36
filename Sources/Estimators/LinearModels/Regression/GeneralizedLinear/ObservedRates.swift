/// Counts and their exposures as rates and weights, which every regressor, pipeline and search takes.
///
///     let seen = try ObservedRates(counts: claims, exposure: years)
///     try pipeline.fit(x, seen.rates, sampleWeight: seen.weights)
///
/// A Poisson loss is the same for a count y of the mean e·μ, as R's `glm` has it with the offset ln e, and for the rate
/// y/e of the mean μ with the weight e:
///
///     e·μ − y·ln(e·μ) = e·(μ − (y/e)·ln μ) − y·ln e
///
/// so the coefficients are the same where there is no penalty. Beside a penalty the mean loss is taken over the sum of
/// the weights, Σ e, not over the number of rows: α here is α·n/Σe with an offset. Predictions are rates; a count to be
/// expected is the rate times the exposure.
public struct ObservedRates: Sendable, Hashable {
  /// y/e of each row.
  public let rates: [Double]
  /// e of each row, times its weight.
  public let weights: [Double]

  /// Rates of counts.
  ///
  /// - Parameters:
  ///   - counts: n counts ≥ 0.
  ///   - exposure: n numbers > 0.
  ///   - sampleWeight: n weights ≥ 0; all equal when `nil`.
  /// - Throws: ``EstimatorError/rowCountMismatch(features:targets:)`` and
  ///   ``EstimatorError/weightCountMismatch(rows:weights:)`` for other counts than n,
  ///   ``EstimatorError/invalidWeight(row:value:)`` for an exposure that is not finite and above 0,
  ///   ``EstimatorError/invalidTarget(row:value:rule:)`` for a rate beyond the range of a Double.
  public init(counts: some Collection<Double>, exposure: [Double], sampleWeight: [Double]? = nil) throws {
    guard exposure.count == counts.count else {
      throw EstimatorError.rowCountMismatch(features: exposure.count, targets: counts.count)
    }
    if let row = exposure.firstIndex(where: { !($0 > 0 && $0.isFinite) }) {
      throw EstimatorError.invalidWeight(row: row, value: exposure[row])
    }
    if let sampleWeight, sampleWeight.count != counts.count {
      throw EstimatorError.weightCountMismatch(rows: counts.count, weights: sampleWeight.count)
    }
    rates = zip(counts, exposure).map { $0 / $1 }
    try requireTargets(rates, "at least 0") { $0 >= 0 }
    weights = exposure.enumerated().map { $1 * (sampleWeight?[$0] ?? 1) }
  }
}
