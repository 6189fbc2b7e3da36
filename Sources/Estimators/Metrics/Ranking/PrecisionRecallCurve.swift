/// Precision and recall at each threshold. scikit-learn's `precision_recall_curve`.
public struct PrecisionRecallCurve: Sendable, Hashable {
  /// The share of the rows above each threshold that are positive, and a last 1, in 0...1.
  public let precisions: [Double]
  /// The share of the positive rows that lie above each threshold, and a last 0, in 0...1, descending.
  public let recalls: [Double]
  /// The thresholds, ascending, one fewer than points.
  public let thresholds: [Double]
  /// Σ (Rₙ − Rₙ₋₁)·Pₙ over the thresholds, in 0...1: the area without interpolation. scikit-learn's
  /// `average_precision_score`.
  public let averagePrecision: Double

  /// The curve of one score.
  ///
  /// - Parameters:
  ///   - scores: n scores, higher for rows that look positive; any order-preserving scale.
  ///   - isPositive: n truths.
  ///   - sampleWeight: n weights ≥ 0; all equal when `nil`.
  /// - Complexity: O(n log n).
  /// - Throws: ``EstimatorError/unsupported(what:instead:)`` without positive rows, and as
  ///   ``ROCCurve/init(of:positive:sampleWeight:droppingIntermediate:)``.
  public init(of scores: [Double], positive isPositive: [Bool], sampleWeight: [Double]? = nil) throws {
    let ranking = try Ranking(scores, isPositive, inUnits(sampleWeight))
    try ranking.requirePositives("the positive rows")
    precisions = ranking.steps.reversed().map { $0.positives / ($0.positives + $0.negatives) } + [1]
    recalls = ranking.steps.reversed().map { $0.positives / ranking.positives } + [0]
    thresholds = ranking.steps.reversed().map(\.score)
    averagePrecision = ranking.averagePrecision
  }
}
