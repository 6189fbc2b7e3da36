/// The scores of one point of a learning or validation curve.
public struct CurvePoint: Sendable, Hashable, Codable {
  /// What was varied, as text: a number of training rows, or the value of a setting.
  public let value: String
  /// The scores on the training rows, one for each fold.
  public let trainScores: FoldScores
  /// The scores on the test rows, one for each fold.
  public let testScores: FoldScores
}

/// A learning or validation curve: training and test scores over one quantity.
public struct ScoreCurve: Sendable, Hashable, Codable, CustomStringConvertible {
  /// What is varied.
  public let name: String
  /// The points that were done, in order.
  public let points: [CurvePoint]
  /// Whether every point was done.
  public let isComplete: Bool

  /// One line for each point.
  public var description: String {
    let width = max(name.count, points.map(\.value.count).max() ?? 0)
    return points.map {
      "\(name) \($0.value.rightAligned(width))  train \($0.trainScores.shortDescription)  "
        + "test \($0.testScores.shortDescription)"
    }.joined(separator: "\n")
  }
}

/// One point: a classifier, and which of a fold's rows train it.
struct CurveJob<C: Classifier>: Sendable {
  let value: String
  let classifier: C
  let folds: [Fold]
}

/// Scores every point on every fold, side by side.
func curve<C: Classifier>(
  _ name: String, _ jobs: [CurveJob<C>], _ rows: LabelledRows<C.Label>, _ scorer: Scorer<C.Label>, _ onFold: OnFold
) throws -> ScoreCurve {
  let judges = jobs.map { FoldJudge(rows: rows, folds: $0.folds, scorers: [scorer], scoresTraining: true) }
  let folds = jobs.first?.folds.count ?? 0
  let total = jobs.count * folds
  var done = 0
  let run = try FitCrew.run(total) { job, onIteration in
    try judges[job / folds].judge(jobs[job / folds].classifier, fold: job % folds, keepsModel: false, onIteration)
  } keeping: {
    $0
  } onDone: { job, result in
    done += 1
    return try onFold(FoldProgress(done: done, total: total, fold: job % folds, score: try result.get().test[0]))
  }
  let fits = try run.results.map { try $0?.get() }
  let points = jobs.indices.compactMap { place -> CurvePoint? in
    let own = fits[place * folds..<(place + 1) * folds].compactMap { $0 }
    guard own.count == folds else { return nil }
    return CurvePoint(
      value: jobs[place].value,
      trainScores: judges[place].foldScores(own.compactMap(\.train), folds: Array(0..<folds))[0],
      testScores: judges[place].foldScores(own.map(\.test), folds: Array(0..<folds))[0])
  }
  let result = ScoreCurve(name: name, points: points, isComplete: points.count == jobs.count)
  if run.end == .cancelled { throw FoldsInterrupted(partial: result, done: done, total: total) }
  return result
}
