import Matrices

/// How many positive and how many negative rows lie above each threshold. scikit-learn's `roc_curve`.
///
///     let curve = try ROCCurve(of: probabilities.column(1), positive: y.map { $0 == "yes" })
///     curve.area
public struct ROCCurve: Sendable, Hashable {
  /// The share of negative rows that score at least the threshold, ascending from 0 to 1. scikit-learn's `fpr`.
  public let falsePositiveRates: [Double]
  /// The share of positive rows that score at least the threshold, ascending from 0 to 1. scikit-learn's `tpr`.
  public let truePositiveRates: [Double]
  /// The thresholds, descending; the first is ∞, above every score.
  public let thresholds: [Double]
  /// The area under the curve, in 0...1: the chance that a positive row scores higher than a negative one.
  public let area: Double

  /// The curve of one score.
  ///
  /// - Parameters:
  ///   - scores: n scores, higher for rows that look positive; any order-preserving scale.
  ///   - isPositive: n truths.
  ///   - sampleWeight: n weights ≥ 0; all equal when `nil`.
  ///   - droppingIntermediate: Whether points on a straight line between their neighbours are left out.
  /// - Complexity: O(n log n).
  /// - Throws: ``EstimatorError/unsupported(what:instead:)`` unless there are positive and negative rows with weight,
  ///   ``EstimatorError/notFinite(row:column:value:)`` for NaN, and the errors of counts and weights.
  public init(
    of scores: [Double], positive isPositive: [Bool], sampleWeight: [Double]? = nil, droppingIntermediate: Bool = true
  ) throws {
    let ranking = try Ranking(scores, isPositive, inUnits(sampleWeight))
    try ranking.requireBothClasses("the positive rows")
    let steps = droppingIntermediate ? ranking.corners : ranking.steps
    falsePositiveRates = [0] + steps.map { $0.negatives / ranking.negatives }
    truePositiveRates = [0] + steps.map { $0.positives / ranking.positives }
    thresholds = [.infinity] + steps.map(\.score)
    area = ranking.area
  }
}

extension Ranking {
  /// The steps at which the curve turns, and the last one.
  fileprivate var corners: [Step] {
    steps.indices.filter { place in
      guard place > 0, place + 1 < steps.count else { return true }
      let (before, here, after) = (steps[place - 1], steps[place], steps[place + 1])
      return here.positives - before.positives != after.positives - here.positives
        || here.negatives - before.negatives != after.negatives - here.negatives
    }.map { steps[$0] }
  }
}
