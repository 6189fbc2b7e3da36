/// The mean score over folds at every threshold that was tried. scikit-learn's `cv_results_`.
public struct ThresholdCurve: Sendable, Hashable {
  /// The thresholds, ascending.
  public let thresholds: [Double]
  /// The mean score at each; NaN where a fold has none, `"nan"` in a file.
  public let scores: [Double]
  /// The place of the chosen one: of equals the first.
  public let bestIndex: Int
  /// Why folds have no curve; empty when all have.
  public let failures: [FoldFailure]

  /// The best mean score. scikit-learn's `best_score_`.
  public var bestScore: Double { scores[bestIndex] }
  /// Where it is reached. scikit-learn's `best_threshold_`.
  public var bestThreshold: Double { thresholds[bestIndex] }

  init(thresholds: [Double], scores: [Double], greaterIsBetter: Bool, failures: [FoldFailure]) {
    self.thresholds = thresholds
    self.scores = scores
    self.failures = failures
    bestIndex = scores.indices.reduce(0) { best, place in
      guard !scores[best].isNaN else { return scores[place].isNaN ? best : place }
      return (greaterIsBetter ? scores[place] > scores[best] : scores[place] < scores[best]) ? place : best
    }
  }

  /// NaN equals NaN here, so that curves with a gap can be compared.
  public static func == (a: ThresholdCurve, b: ThresholdCurve) -> Bool {
    (a.thresholds, a.bestIndex, a.failures) == (b.thresholds, b.bestIndex, b.failures)
      && sameNumbers(a.scores, b.scores)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(thresholds)
    hasher.combine(bestIndex)
  }
}

extension ThresholdCurve: Codable {
  private enum CodingKeys: String, CodingKey { case thresholds, scores, bestIndex, failures }

  /// Reads a curve and checks that its parts fit together.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    thresholds = try container.decodeFinite(forKey: .thresholds)
    scores = try container.decodeNumbers(forKey: .scores)
    bestIndex = try container.decode(Int.self, forKey: .bestIndex)
    failures = try container.decodeIfPresent([FoldFailure].self, forKey: .failures) ?? []
    try requireDecoded(
      thresholds.count == scores.count && scores.indices.contains(bestIndex),
      "A threshold curve needs as many scores as thresholds, and a best one among them.", decoder)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(thresholds, forKey: .thresholds)
    try container.encodeNumbers(scores, forKey: .scores)
    try container.encode(bestIndex, forKey: .bestIndex)
    try container.encode(failures, forKey: .failures)
  }
}
