/// What
/// ``crossValidate(_:_:_:groups:sampleWeight:splitter:scoring:trainScores:keepsModels:verbose:onFold:)-(_,_,_,_,_,_,[Scorer<C.Label>],_,_,_,_)``
/// found: scores fold by fold.
public struct CrossValidation<Model: SupervisedModel>: Storable, Hashable {
  /// The scores on the test rows of each fold, one entry for each scorer. scikit-learn's `test_score`.
  public let testScores: [FoldScores]
  /// The scores on the training rows of each fold; `nil` unless asked for. scikit-learn's `train_score`.
  public let trainScores: [FoldScores]?
  /// The model of each fold whose fit was possible; `nil` unless asked for. scikit-learn's `return_estimator`.
  public let models: [Model]?
  /// The numbers of the folds that were done, ascending: all of them, unless the run was stopped.
  public let folds: [Int]
  /// How many folds there are.
  public let foldCount: Int
  /// Why folds have no score, NaN in `testScores`; empty when all have.
  public let failures: [FoldFailure]
  /// What else is worth knowing: classes that no training row of a fold has.
  public let notes: [String]

  /// Whether every fold was done.
  public var isComplete: Bool { folds.count == foldCount }

  /// The scores by the scorer of that name, `nil` when there is none.
  public subscript(scorer: String) -> FoldScores? { testScores.first { $0.scorer == scorer } }
}

extension CrossValidation: CustomStringConvertible {
  /// One line for each scorer, what ± means there, then what is worth knowing about folds.
  public var description: String {
    (testScores.map(\.description) + FoldScores.legend(of: testScores) + failures.map(\.description) + notes)
      .joined(separator: "\n")
  }
}

/// Fits a classifier on the training rows of each fold and scores it on the test rows. scikit-learn's `cross_validate`.
///
///     let result = try crossValidate(clf, x, y, scoring: [.accuracy, .logLoss])
///     print(result)                         // accuracy 0.9599 ± 0.0316 (5 folds)
///     result["accuracy"]?.values
///     try crossValidate(tablePipeline, table, table.stringLabels("survived"))
///
/// Every fold starts from `classifier.unfitted`, and pipelines fit all their stages on its training rows alone: a
/// category that only test rows have is unknown to their encoders. No fold copies features; of a table the cells are
/// copied. As many folds are fitted at a time as there are threads (``Parallelism/threads``); the result does not
/// depend on how many. A class that no training row of a fold has gets probability 0 there, and a class weight for it
/// is no error. A fold that cannot be fitted or scored has the score NaN, is named in `failures`, and ends nothing;
/// ``FoldFailure`` tells which errors end the run instead.
///
/// - Parameters:
///   - classifier: The settings; its model is not looked at.
///   - x: n rows: a feature matrix, or a table for what reads tables.
///   - y: n labels.
///   - groups: The group of each row, for ``GroupKFold`` and for searches inside.
///   - sampleWeight: n weights ≥ 0 for fits and scores; a row of weight 0 counts as absent. All equal when `nil`.
///   - splitter: Which rows train and judge. Default: 5 stratified folds in the given order.
///   - scoring: What to measure, at least one. Default: accuracy.
///   - trainScores: Whether to score the training rows too.
///   - keepsModels: Whether the result holds the model of each fold.
///   - verbose: Whether progress is told on standard error.
///   - onFold: Called after each fit; ``FitControl/stop`` ends with the folds that are done.
/// - Throws: ``EstimatorError`` for data and settings; the first error of a fold when no fold has a score;
///   ``FoldsInterrupted`` with the folds that are done when the task is cancelled or `onFold` throws
///   `CancellationError`.
public func crossValidate<C: LabelEstimator, Group: ClassLabel>(
  _ classifier: C, _ x: some InputSource<C.Input>, _ y: some Collection<C.Label>, groups: [Group]? = [Int]?.none,
  sampleWeight: [Double]? = nil, splitter: any Splitter = StratifiedKFold(5),
  scoring: [Scorer<C.Label>] = [.accuracy], trainScores: Bool = false, keepsModels: Bool = false,
  verbose: Bool = false, onFold: OnFold = { _ in .proceed }
) throws -> CrossValidation<C.Model> {
  try judgedFolds(
    classifier, TrainingData(x, y, weights: sampleWeight, groups: numbered(groups)), splitter, scoring, trainScores,
    keepsModels, verbose, onFold)
}

/// What every `crossValidate` does.
func judgedFolds<E: SupervisedEstimator>(
  _ estimator: E, _ data: TrainingData<E.Input, E.Target>, _ splitter: any Splitter, _ scoring: [Scorer<E.Target>],
  _ trainScores: Bool, _ keepsModels: Bool, _ verbose: Bool, _ onFold: OnFold
) throws -> CrossValidation<E.Model> {
  let rows = try ChosenRows(data)
  try estimator.validate()
  let judge = try FoldJudge(rows: rows, splitter: splitter, scorers: scoring, scoresTraining: trainScores)
  var bar = StatusLine(isShown: verbose)
  defer { bar.finish() }
  var done = 0
  let run = try FitCrew.run(judge.folds.count) { fold, onIteration in
    try judge.judge(estimator, fold: fold, keepsModel: keepsModels, onIteration)
  } keeping: {
    $0
  } onDone: { fold, result in
    done += 1
    let score = try result.get().test[0].value
    bar.show("\(done) of \(judge.folds.count) folds, \(scoring[0].name) \(Readable.number(score))")
    return try onFold(FoldProgress(done: done, total: judge.folds.count, fold: fold, score: score))
  }
  let fits = try run.results.map { try $0?.get() }
  let result = CrossValidation(judge, fits)
  if run.end == .completed, let error = errorOfAll(fits.compactMap { $0 }) { throw error }
  if run.end == .cancelled {
    throw FoldsInterrupted(partial: result, done: result.folds.count, total: result.foldCount)
  }
  return result
}

extension CrossValidation {
  fileprivate init(_ judge: FoldJudge<Model.Input, Model.Target>, _ fits: [JudgedFit<Model>?]) {
    let done = fits.compactMap { $0 }
    folds = fits.indices.filter { fits[$0] != nil }
    foldCount = fits.count
    testScores = judge.foldScores(done.map(\.test), folds: folds)
    trainScores = judge.scoresTraining ? judge.foldScores(done.compactMap(\.train), folds: folds) : nil
    let kept = done.compactMap(\.model)
    models = kept.isEmpty ? nil : kept
    failures = judge.failures(done, folds: folds)
    notes = zip(folds, done).compactMap { fold, fit in
      fit.unseenClasses.isEmpty
        ? nil : "No training row of fold \(fold) has \(fit.unseenClasses.joined(separator: ", "))."
    }
  }
}

extension CrossValidation {
  private enum CodingKeys: String, CodingKey {
    case testScores, trainScores, models, folds, foldCount, failures, notes
  }

  /// Reads a result; one without failures, too.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    testScores = try container.decode([FoldScores].self, forKey: .testScores)
    trainScores = try container.decodeIfPresent([FoldScores].self, forKey: .trainScores)
    models = try container.decodeIfPresent([Model].self, forKey: .models)
    folds = try container.decode([Int].self, forKey: .folds)
    foldCount = try container.decode(Int.self, forKey: .foldCount)
    failures = try container.decodeIfPresent([FoldFailure].self, forKey: .failures) ?? []
    notes = try container.decode([String].self, forKey: .notes)
  }
}
