/// What models say about the rows of folds that did not train them: what ``crossValidatedPredictions`` of labels and of
/// numbers share.
struct OutsidePredictions<Part: Sendable> {
  let folds: [Fold]
  /// One entry for each fold; `nil` for one that was not done.
  let parts: [Result<Part, any Error>?]
  private let end: FitCrew.End
  private let done: Int

  /// - Parameter predict: What is kept of a model and the rows that judge it.
  /// - Throws: As the public functions, but for what ``requireEnd(_:)`` throws.
  init<E: SupervisedEstimator>(
    _ estimator: E, _ rows: TrainingData<E.Input, E.Target>, _ splitter: any Splitter, _ onFold: OnFold,
    predict: @escaping @Sendable (E.Model, E.Input) throws -> Part
  ) throws {
    try rows.requireFittingCounts()
    try estimator.validate()
    let folds = try splitter.someFolds(of: rows.splitRows())
    try requirePartition(folds, rows: rows.count)
    let all = ChosenRows(all: rows)
    var done = 0
    let run = try FitCrew.run(folds.count) { fold, onIteration in
      let (training, test) = try (all.selectingRows(folds[fold].train), all.selectingRows(folds[fold].test))
      return try rows.ownResult(onIteration) {
        let model = try training.fitted(estimator, onIteration: onIteration)
        return try test.naming { try predict(model, $0.input) }
      }
    } keeping: {
      $0
    } onDone: { fold, result in
      _ = try result.get()
      done += 1
      return try onFold(FoldProgress(done: done, total: folds.count, fold: fold, score: nil))
    }
    (self.folds, end, self.done) = (folds, run.end, done)
    parts = try run.results.map { try $0?.get() }
  }

  /// Why folds have no predictions.
  var failures: [FoldFailure] {
    parts.enumerated().compactMap { fold, part in part?.failure.map { FoldFailure(fold: fold, $0) } }
  }

  /// - Throws: The error of all folds, where every one failed; ``FoldsInterrupted`` where the task was cancelled.
  func requireEnd(_ result: some Sendable) throws {
    if end == .completed, let error = errorOfAll(parts.compactMap { $0 }) { throw error }
    if end == .cancelled { throw FoldsInterrupted(partial: result, done: done, total: folds.count) }
  }
}

/// A list of predictions was asked for where some are missing.
func unfinishedPredictions(_ what: String, done: Int, of rows: Int, _ failures: [FoldFailure]) -> EstimatorError {
  let why = failures.isEmpty ? "a run that was stopped" : "a run in which fold \(failures[0].fold) failed"
  return .unsupported(
    what: "A \(what) for each of the \(rows) rows of \(why)",
    instead: "Use `predicted`, which holds \(done) of them."
      + (failures.first.map { " The fold says: \($0.reason)" } ?? ""))
}

func requirePartition(_ folds: [Fold], rows: Int) throws {
  var times = [Int](repeating: 0, count: rows)
  for row in folds.lazy.flatMap(\.test) {
    guard times.indices.contains(row) else { throw EstimatorError.rowOutOfRange(row: row, rows: rows) }
    times[row] += 1
  }
  guard let wrong = times.firstIndex(where: { $0 != 1 }) else { return }
  throw EstimatorError.unsupported(
    what: "One prediction for each row with folds in which row \(wrong) judges \(times[wrong]) times",
    instead: "Use a splitter that lets every row judge once: KFold, StratifiedKFold, GroupKFold or LeaveOneOut.")
}
