/// The scores of one point of a learning or validation curve.
public struct CurvePoint: Sendable, Hashable, Codable {
  /// What was varied, as text: a number of training rows, or the value of a setting.
  public let value: String
  /// The scores on the training rows, one for each fold.
  public let trainScores: FoldScores
  /// The scores on the test rows, one for each fold.
  public let testScores: FoldScores
  /// Why folds have no score, NaN in the scores; empty when all have.
  public let failures: [FoldFailure]
}

extension CurvePoint {
  private enum CodingKeys: String, CodingKey { case value, trainScores, testScores, failures }

  /// Reads a point; one without failures, too.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    value = try container.decode(String.self, forKey: .value)
    trainScores = try container.decode(FoldScores.self, forKey: .trainScores)
    testScores = try container.decode(FoldScores.self, forKey: .testScores)
    failures = try container.decodeIfPresent([FoldFailure].self, forKey: .failures) ?? []
  }
}

/// A learning or validation curve: training and test scores over one quantity.
public struct ScoreCurve: Storable, Hashable, CustomStringConvertible {
  /// What is varied.
  public let name: String
  /// The points that were done, in order.
  public let points: [CurvePoint]
  /// Whether every point was done.
  public let isComplete: Bool
  /// What is worth knowing: why folds have no score, and what to do about it.
  public let notes: [String]

  /// One line for each point, what ± means there, then the notes.
  public var description: String {
    let values = points.map { shortSetting($0.value) }
    let width = max(name.count, values.map(\.count).max() ?? 0)
    let lines = zip(points, values).map {
      "\(name) \($1.rightAligned(width))  train \($0.trainScores.tableDescription)  "
        + "test \($0.testScores.tableDescription)"
    }
    let legend = FoldScores.legend(of: points.flatMap { [$0.trainScores, $0.testScores] })
    return (lines + legend + notes).joined(separator: "\n")
  }
}

extension ScoreCurve {
  private enum CodingKeys: String, CodingKey { case name, points, isComplete, notes }

  /// Reads a curve; one without notes, too.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    name = try container.decode(String.self, forKey: .name)
    points = try container.decode([CurvePoint].self, forKey: .points)
    isComplete = try container.decode(Bool.self, forKey: .isComplete)
    notes = try container.decodeIfPresent([String].self, forKey: .notes) ?? []
  }
}

/// One point: a classifier, and how many of a fold's rows train it, from the first; all when `nil`.
struct CurveJob<E: SupervisedEstimator>: Sendable {
  let value: String
  let estimator: E
  var trainLimit: Int?
}

/// Scores every point on every fold, side by side.
///
/// - Parameter advice: A note to add when a fold could not be fitted.
func curve<E: SupervisedEstimator>(
  _ name: String, _ jobs: [CurveJob<E>], on allFolds: [Fold], _ rows: ChosenRows<E.Input, E.Target>,
  _ scorer: Scorer<E.Target>, advice: String? = nil, _ onFold: OnFold
) throws -> ScoreCurve {
  let judges = jobs.map {
    FoldJudge(rows: rows, folds: allFolds, scorers: [scorer], scoresTraining: true, trainLimit: $0.trainLimit)
  }
  let folds = allFolds.count
  guard jobs.count <= 10_000_000 / folds else {
    throw EstimatorError.invalidSetting(
      name: "splitter", value: "\(folds) folds for \(jobs.count) points", rule: "at most 10,000,000 fits")
  }
  let total = jobs.count * folds
  var done = 0
  let run = try FitCrew.run(total) { job, onIteration in
    try judges[job / folds].judge(jobs[job / folds].estimator, fold: job % folds, keepsModel: false, onIteration)
  } keeping: {
    $0
  } onDone: { job, result in
    done += 1
    let score = try result.get().test[0].value
    return try onFold(FoldProgress(done: done, total: total, fold: job % folds, score: score))
  }
  let fits = try run.results.map { try $0?.get() }
  if run.end == .completed, let error = errorOfAll(fits.compactMap { $0 }) { throw error }
  let points = jobs.indices.compactMap { place -> CurvePoint? in
    let own = fits[place * folds..<(place + 1) * folds].compactMap { $0 }
    guard own.count == folds else { return nil }
    return CurvePoint(
      value: jobs[place].value,
      trainScores: judges[place].foldScores(own.compactMap(\.train), folds: Array(0..<folds))[0],
      testScores: judges[place].foldScores(own.map(\.test), folds: Array(0..<folds))[0],
      failures: judges[place].failures(own, folds: Array(0..<folds)))
  }
  let isFitted = fits.allSatisfy { $0?.failure == nil }
  let notes =
    points.flatMap { point in point.failures.map { "\(name) \(point.value): \($0)" } }
    + (isFitted ? [] : [advice].compactMap { $0 })
  let result = ScoreCurve(name: name, points: points, isComplete: points.count == jobs.count, notes: notes)
  if run.end == .cancelled { throw FoldsInterrupted(partial: result, done: done, total: total) }
  return result
}
