/// The mean score over folds at every threshold that was tried. scikit-learn's `cv_results_`.
public struct ThresholdCurve: Sendable, Hashable, Codable {
  /// The thresholds, ascending.
  public let thresholds: [Double]
  /// The mean score at each.
  public let scores: [Double]
  /// The place of the chosen one: of equals the first.
  public let bestIndex: Int

  /// The best mean score. scikit-learn's `best_score_`.
  public var bestScore: Double { scores[bestIndex] }
  /// Where it is reached. scikit-learn's `best_threshold_`.
  public var bestThreshold: Double { thresholds[bestIndex] }

  init(thresholds: [Double], scores: [Double], greaterIsBetter: Bool) {
    self.thresholds = thresholds
    self.scores = scores
    bestIndex = scores.indices.reduce(0) { best, place in
      (greaterIsBetter ? scores[place] > scores[best] : scores[place] < scores[best]) ? place : best
    }
  }

  /// Reads a curve and checks that its parts fit together.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    thresholds = try container.decodeFinite(forKey: .thresholds)
    scores = try container.decode([Double].self, forKey: .scores)
    bestIndex = try container.decode(Int.self, forKey: .bestIndex)
    try requireDecoded(
      thresholds.count == scores.count && scores.indices.contains(bestIndex),
      "A threshold curve needs as many scores as thresholds, and a best one among them.", decoder)
  }
}
