/// What a search found out about its candidates. scikit-learn's `cv_results_`.
///
///     print(search.model?.results)          // the ranked table
///     results.ranked[0].testScores[0].mean
public struct SearchResults: Sendable, Codable, Hashable {
  /// One combination of settings and how it did.
  public struct Candidate: Sendable, Codable, Hashable {
    /// The settings in the order of the axes, as text: `classifier.c` is `0.1`.
    public let settings: [Setting]
    /// The scores on the test rows of each fold that was done, one entry for each scorer; empty when none was.
    public let testScores: [FoldScores]
    /// The scores on the training rows of each fold that was done, when asked for.
    public let trainScores: [FoldScores]?
    /// The numbers of the folds that were done, ascending: all of them, unless the search was stopped or one failed.
    public let folds: [Int]
    /// How many folds there are.
    public let foldCount: Int
    /// 1 for the best, equals alike; `nil` for a candidate that was not judged on all folds. scikit-learn's
    /// `rank_test_score`.
    public internal(set) var rank: Int?
    /// Why a fold of this candidate failed.
    public let failure: String?

    /// Whether every fold was done.
    public var isComplete: Bool { folds.count == foldCount }
  }

  /// A setting and its value, as text.
  public struct Setting: Sendable, Codable, Hashable, CustomStringConvertible {
    /// The name of the axis.
    public let name: String
    /// The value.
    public let value: String

    public var description: String { "\(name) = \(value)" }
  }

  /// The candidates in the order of the search.
  public let candidates: [Candidate]
  /// The place of the best one among them; of equals the first. `nil` when none has a rank. scikit-learn's `best_index_`.
  public let bestIndex: Int?

  /// The best candidate. scikit-learn's `best_params_` and `best_score_`.
  public var best: Candidate? { bestIndex.map { candidates[$0] } }

  /// The candidates that were judged on all folds, the best in front.
  public var ranked: [Candidate] {
    candidates.filter { $0.rank != nil }.enumerated()
      .sorted { ($0.element.rank ?? 0, $0.offset) < ($1.element.rank ?? 0, $1.offset) }.map(\.element)
  }

  /// Whether every candidate was judged on all folds, or failed on one.
  public var isComplete: Bool { candidates.allSatisfy { $0.isComplete || $0.failure != nil } }

  init(_ unranked: [Candidate]) {
    let means = unranked.map { candidate -> Double? in
      guard candidate.isComplete, let mean = candidate.testScores.first?.mean, !mean.isNaN else { return nil }
      return mean
    }
    let greaterIsBetter = unranked.lazy.compactMap { $0.testScores.first?.greaterIsBetter }.first ?? true
    var ranks: [Double: Int] = [:]
    for (place, mean) in means.compactMap({ $0 }).sorted(by: greaterIsBetter ? (>) : (<)).enumerated()
    where ranks[mean] == nil {
      ranks[mean] = place + 1
    }
    var ranked = unranked
    for place in ranked.indices { ranked[place].rank = means[place].flatMap { ranks[$0] } }
    candidates = ranked
    bestIndex = ranked.firstIndex { $0.rank == 1 }
  }
}

extension SearchResults {
  private enum CodingKeys: String, CodingKey { case candidates }

  /// Ranks follow from the scores, so a file cannot contradict itself.
  public init(from decoder: any Decoder) throws {
    self.init(try decoder.container(keyedBy: CodingKeys.self).decode([Candidate].self, forKey: .candidates))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(candidates, forKey: .candidates)
  }
}

extension SearchResults: CustomStringConvertible {
  /// The ranked table: rank, mean ± half of the 95 % interval by the first scorer, settings; below it the candidates that
  /// failed or were begun and not finished.
  public var description: String {
    let rows = ranked
    let title = rows.first?.testScores.first?.scorer ?? "score"
    let scores = rows.map { $0.testScores.first?.shortDescription ?? "" }
    let width = (scores + [title]).map(\.count).max() ?? 0
    var lines = ["rank  " + title + String(repeating: " ", count: width - title.count) + "  settings"]
    for (candidate, score) in zip(rows, scores) {
      lines.append(
        "\(candidate.rank ?? 0)".rightAligned(4) + "  " + score + String(repeating: " ", count: width - score.count)
          + "  " + candidate.settingsText)
    }
    lines += candidates.compactMap { candidate in
      candidate.failure.map { "   -  failed: \(candidate.settingsText): \($0)" }
    }
    let missing = candidates.filter { !$0.isComplete && $0.failure == nil }
    lines += missing.filter { !$0.folds.isEmpty }.map { candidate in
      let score = candidate.testScores.first.map { "\($0.scorer) \($0.shortDescription) on " } ?? ""
      return "   -  \(score)\(candidate.folds.count) of \(candidate.foldCount) folds: \(candidate.settingsText)"
    }
    if !missing.isEmpty { lines.append("\(missing.count) of \(candidates.count) candidates were not finished.") }
    return lines.joined(separator: "\n")
  }
}

extension SearchResults.Candidate {
  /// `classifier.c = 0.1, classifier.multiClass = ovr`.
  public var settingsText: String { settings.map(\.description).joined(separator: ", ") }
}

/// What fitting a ``GridSearch`` or a ``RandomizedSearch`` returns: the best candidate, fitted on all rows, and the table.
public struct SearchModel<Best: Sendable & Codable & Hashable>: Sendable, Codable, Hashable {
  /// The best candidate's model. scikit-learn's `best_estimator_`.
  ///
  /// Of all rows; only in the model of a ``FitInterrupted``, of the training rows of one fold.
  public let best: Best
  /// How every candidate did.
  public let results: SearchResults

}

extension SearchModel: LabelModel where Best: LabelModel {
  public var classes: [Best.Label] { best.classes }
}

extension SearchModel: ClassifierModel where Best: ClassifierModel {
  public func decisionFunction(_ x: Features) throws -> Matrix<Double> { try best.decisionFunction(x) }
  public func predictLogProbabilities(_ x: Features) throws -> Matrix<Double> { try best.predictLogProbabilities(x) }
  public func predictProbabilities(_ x: Features) throws -> Matrix<Double> { try best.predictProbabilities(x) }
  public func predict(_ x: Features) throws -> [Best.Label] { try best.predict(x) }
}

extension SearchModel: TableClassifierModel where Best: TableClassifierModel {
  public func decisionFunction(_ table: Table) throws -> Matrix<Double> { try best.decisionFunction(table) }
  public func predictLogProbabilities(_ table: Table) throws -> Matrix<Double> {
    try best.predictLogProbabilities(table)
  }
  public func predictProbabilities(_ table: Table) throws -> Matrix<Double> { try best.predictProbabilities(table) }
  public func predict(_ table: Table) throws -> [Best.Label] { try best.predict(table) }
}
