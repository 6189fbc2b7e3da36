import Matrices

/// The share of rows whose class is among the k with the highest scores, by weight, in 0...1. scikit-learn's
/// `top_k_accuracy_score`.
///
/// Of equal scores the class that comes first is higher, as in `predict`, so that k = 1 is its accuracy. (scikit-learn
/// takes the last.)
///
/// - Parameters:
///   - k: At least 1; from K on every row counts.
///   - scores: n × K scores or probabilities, finite or −∞.
///   - truth: n labels.
///   - classes: K labels, in the order of the columns.
///   - sampleWeight: n weights ≥ 0; all equal when `nil`.
/// - Complexity: O(n · K).
/// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)`` for k below 1,
///   ``EstimatorError/notFinite(row:column:value:)`` for NaN, and as ``logLoss(of:against:classes:sampleWeight:)``.
public func topKAccuracy<Label: ClassLabel>(
  _ k: Int, of scores: Matrix<Double>, against truth: some Collection<Label>, classes: [Label],
  sampleWeight: [Double]? = nil
) throws -> Double {
  try requireAtLeast(1, k, name: "k")
  let columns = try trueColumns(scores, truth, classes, sampleWeight)
  try requireNumbers(scores, classes)
  return weightedMean(sampleWeight, rows: columns.count) { row in
    let own = columns[row]
    let ownScore = scores[row, own]
    let above = scores[row: row].enumerated().count { $0.1 > ownScore || $0.1 == ownScore && $0.0 < own }
    return above < k ? 1 : 0
  }
}

/// No score is NaN.
func requireNumbers(_ scores: Matrix<Double>, _ classes: [some ClassLabel]) throws {
  for row in 0..<scores.rows {
    for (column, score) in scores[row: row].enumerated() where score.isNaN {
      throw EstimatorError.notFinite(row: row, column: "\(classes[column])", value: score)
    }
  }
}

extension Scorer where Target: ClassLabel {
  /// The share of rows whose class is among the k most probable. scikit-learn's `"top_k_accuracy"`.
  public static func topK(_ k: Int) -> Scorer {
    Scorer(
      "top-\(k) accuracy", true, code: "top-\(k)",
      .logProbabilities { logs, truth, classes, weights in
        try topKAccuracy(k, of: logs, against: truth, classes: classes, sampleWeight: weights)
      })
  }
}
