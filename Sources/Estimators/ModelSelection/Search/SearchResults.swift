/// What a search found out about its candidates. scikit-learn's `cv_results_`.
///
///     print(search.model?.results)          // the ranked table
///     results.ranked[0].testScores[0].mean
public struct SearchResults: Storable, Hashable {
  /// One combination of settings and how it did.
  public struct Candidate: Sendable, Codable, Hashable {
    /// The settings in the order of the axes, as text: `classifier.c` is `0.1`.
    public let settings: [Setting]
    /// The scores on the test rows of each fold that was done, one entry for each scorer; empty when no fold could be
    /// fitted.
    public let testScores: [FoldScores]
    /// The scores on the training rows of each fold that was done, when asked for.
    public let trainScores: [FoldScores]?
    /// The numbers of the folds that were done, ascending: all of them, unless the search was stopped.
    public let folds: [Int]
    /// How many folds there are.
    public let foldCount: Int
    /// 1 for the best, equals alike, those with a score on fewer folds behind the others; `nil` for a candidate that
    /// was not judged on all folds, or has no score on any. scikit-learn's `rank_test_score`.
    public internal(set) var rank: Int?
    /// Why folds have no score, NaN in `testScores`; empty when all have.
    public let failures: [FoldFailure]

    /// Why a fold of this candidate has no score, the first of them.
    public var failure: String? { failures.first?.reason }

    /// Whether every fold was done.
    public var isComplete: Bool { folds.count == foldCount }
  }

  /// A setting and its value, as text.
  public struct Setting: Sendable, Codable, Hashable, CustomStringConvertible {
    /// The name of the axis.
    public let name: String
    /// The value.
    public let value: String

    /// Name and value; a number with many digits has four.
    public var description: String { "\(name) = \(shortSetting(value))" }
  }

  /// The candidates in the order of the search.
  public let candidates: [Candidate]
  /// The place of the best one among them; of equals the first. `nil` when none has a rank. scikit-learn's
  /// `best_index_`.
  public let bestIndex: Int?

  /// The best candidate. scikit-learn's `best_params_` and `best_score_`.
  public var best: Candidate? { bestIndex.map { candidates[$0] } }

  /// The candidates that have a rank, the best in front.
  public var ranked: [Candidate] {
    candidates.filter { $0.rank != nil }.enumerated()
      .sorted { ($0.element.rank ?? 0, $0.offset) < ($1.element.rank ?? 0, $1.offset) }.map(\.element)
  }

  /// Whether every candidate was judged on all folds.
  public var isComplete: Bool { candidates.allSatisfy(\.isComplete) }

  init(_ unranked: [Candidate]) {
    let standings = unranked.map(Standing.init)
    var ranks: [Standing: Int] = [:]
    for (place, standing) in standings.compactMap({ $0 }).sorted(by: >).enumerated() where ranks[standing] == nil {
      ranks[standing] = place + 1
    }
    var ranked = unranked
    for place in ranked.indices { ranked[place].rank = standings[place].flatMap { ranks[$0] } }
    candidates = ranked
    bestIndex = ranked.firstIndex { $0.rank == 1 }
  }

  /// What ranks a candidate: on how many folds it has a score, then the mean of these.
  private struct Standing: Hashable, Comparable {
    let counted: Int
    /// More is better.
    let gain: Double

    init?(_ candidate: Candidate) {
      guard candidate.isComplete, let scores = candidate.testScores.first, !scores.mean.isNaN else { return nil }
      counted = scores.counted
      gain = scores.greaterIsBetter ? scores.mean : -scores.mean
    }

    static func < (a: Standing, b: Standing) -> Bool { (a.counted, a.gain) < (b.counted, b.gain) }
  }
}

extension SearchResults.Candidate {
  private enum CodingKeys: String, CodingKey {
    case settings, testScores, trainScores, folds, foldCount, rank, failures
  }

  /// Reads a candidate; one without failures, too.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    settings = try container.decode([SearchResults.Setting].self, forKey: .settings)
    testScores = try container.decode([FoldScores].self, forKey: .testScores)
    trainScores = try container.decodeIfPresent([FoldScores].self, forKey: .trainScores)
    folds = try container.decode([Int].self, forKey: .folds)
    foldCount = try container.decode(Int.self, forKey: .foldCount)
    rank = try container.decodeIfPresent(Int.self, forKey: .rank)
    failures = try container.decodeIfPresent([FoldFailure].self, forKey: .failures) ?? []
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
  /// The ranked table: rank, mean ± half of the 95 % interval by the first scorer (and of how many folds that is, when
  /// some have no score), settings; below it what ± means, the candidates that failed or were begun and not finished,
  /// and why folds have no score.
  public var description: String {
    let rows = ranked
    let title = rows.first?.testScores.first?.scorer ?? "score"
    let scores = rows.map { $0.testScores.first?.tableDescription ?? "" }
    let width = (scores + [title]).map(\.count).max() ?? 0
    var lines = ["rank  " + title + String(repeating: " ", count: width - title.count) + "  settings"]
    for (candidate, score) in zip(rows, scores) {
      lines.append(
        "\(candidate.rank ?? 0)".rightAligned(4) + "  " + score + String(repeating: " ", count: width - score.count)
          + "  " + candidate.settingsText)
    }
    lines += FoldScores.legend(of: rows.compactMap(\.testScores.first))
    lines += candidates.filter { $0.isComplete && $0.rank == nil }.map { candidate in
      "   -  failed: \(candidate.settingsText): \(candidate.failure ?? "no score is a number.")"
    }
    lines += failedFolds
    let missing = candidates.filter { !$0.isComplete }
    lines += missing.filter { !$0.folds.isEmpty }.map { candidate in
      let score = candidate.testScores.first.map { "\($0.scorer) \($0.shortDescription) on " } ?? ""
      return "   -  \(score)\(candidate.folds.count) of \(candidate.foldCount) folds: \(candidate.settingsText)"
    }
    if !missing.isEmpty { lines.append("\(missing.count) of \(candidates.count) candidates were not finished.") }
    return lines.joined(separator: "\n")
  }
}

extension SearchResults {
  /// The failed folds of ranked candidates, each reason once.
  private var failedFolds: [String] {
    var reasons: [FoldFailure] = []
    var owners: [FoldFailure: Int] = [:]
    for failure in ranked.flatMap(\.failures) {
      if owners[failure] == nil { reasons.append(failure) }
      owners[failure, default: 0] += 1
    }
    return reasons.map { failure in
      let count = owners[failure] ?? 0
      return "\(failure)" + (count == candidates.count ? "" : " (\(count) of \(candidates.count) candidates)")
    }
  }
}

extension SearchResults.Candidate {
  /// `classifier.c = 0.1, classifier.multiClass = ovr`.
  public var settingsText: String { settings.map(\.description).joined(separator: ", ") }
}

/// What fitting a ``GridSearch`` or a ``RandomizedSearch`` returns: the best candidate, fitted on all rows, and the
/// table.
public struct SearchModel<Best: SupervisedModel>: SupervisedModel {
  public typealias Target = Best.Target
  public typealias Input = Best.Input

  /// The best candidate's model. scikit-learn's `best_estimator_`.
  ///
  /// Of all rows; only in the model of a ``FitInterrupted``, of the training rows of one fold.
  public let best: Best
  /// How every candidate did.
  public let results: SearchResults
  /// What chose; `nil` in a model from a file of an earlier version.
  let scorer: ChosenScorer<Best.Target>?
}

extension SearchModel {
  public func predict(_ x: Best.Input) throws -> [Best.Target] { try best.predict(x) }

  /// The score by the scorer that chose, the first of `scoring`.
  public func score(_ x: Best.Input, _ y: [Best.Target], weights: [Double]?) throws -> Double {
    try ChosenScorer.required(scorer).score(ModelAnswers(best, x), y, weights: weights)
  }
}

extension SearchModel: LabelModel where Best: LabelModel {
  public typealias Label = Best.Label

  /// The distinct labels of the fit, ascending. scikit-learn's `classes_`.
  public var classes: [Best.Label] { best.classes }

  public func decisionFunction(_ x: Best.Input) throws -> Matrix<Double> { try best.decisionFunction(x) }
  public func predictLogProbabilities(_ x: Best.Input) throws -> Matrix<Double> { try best.predictLogProbabilities(x) }
  public func predictProbabilities(_ x: Best.Input) throws -> Matrix<Double> { try best.predictProbabilities(x) }
}

extension SearchModel: NumberModel where Best: NumberModel {}
extension SearchModel: RegressorModel where Best: RegressorModel {}
extension SearchModel: TableRegressorModel where Best: TableRegressorModel {}
extension SearchModel: ClassifierModel where Best: ClassifierModel {}
extension SearchModel: TableClassifierModel where Best: TableClassifierModel {}
