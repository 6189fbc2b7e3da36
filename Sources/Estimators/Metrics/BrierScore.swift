import Matrices

/// The mean squared distance of probabilities from the truth: (1/S) Σ sᵢ Σ_k (pᵢ_k − [yᵢ = k])², in 0...2.
///
/// For two classes this is twice scikit-learn's `brier_score_loss`, which halves it (`scale_by_half`).
///
/// - Parameters:
///   - probabilities: n × K, each row in 0...1 and with sum 1, up to rounding as for
///     ``logLoss(of:against:classes:sampleWeight:)``.
///   - truth: n labels.
///   - classes: K labels, in the order of the columns.
///   - sampleWeight: n weights ≥ 0; all equal when `nil`.
/// - Complexity: O(n · K).
/// - Throws: As ``logLoss(of:against:classes:sampleWeight:)``.
public func brierScore<Label: ClassLabel>(
  of probabilities: Matrix<Double>, against truth: some Collection<Label>, classes: [Label],
  sampleWeight: [Double]? = nil
) throws -> Double {
  let columns = try trueColumns(probabilities, truth, classes, sampleWeight)
  try requireDistributions(probabilities)
  return weightedMean(sampleWeight, rows: columns.count) { row in
    var sum = 0.0
    for (column, p) in probabilities[row: row].enumerated() {
      let difference = p - (column == columns[row] ? 1 : 0)
      sum += difference * difference
    }
    return sum
  }
}

extension Scorer where Target: ClassLabel {
  /// The mean squared distance of probabilities from the truth; less is better. For two classes twice scikit-learn's
  /// `"neg_brier_score"`, without its sign.
  public static var brier: Scorer {
    Scorer(
      "Brier score", false, in: 0...2, code: "Brier score",
      .probabilities { probabilities, truth, classes, weights in
        try brierScore(of: probabilities, against: truth, classes: classes, sampleWeight: weights)
      })
  }
}
