import Matrices

/// How much worse a model does when the values of one feature are dealt out to other rows, for each feature: what the
/// model draws from it. scikit-learn's `sklearn.inspection.permutation_importance`.
///
///     let importance = try permutationImportance(of: model, xTest, yTest, repeats: 10)
///     print(importance)                         // the most important first
///     importance["petal width"]?.mean
///     print(try permutationImportance(of: pipeline, table, table.stringLabels("survived")))
///
/// Rows that did not train the model say what it can do; rows that did, what it has learned by heart. Of features that
/// say the same, each looks unimportant, since the other stands in for it. A model that ignores a feature gives it
/// exactly 0.
///
/// The same seed gives the orders that scikit-learn draws for `random_state=seed`. Columns are judged side by side, as
/// many as there are threads (``Parallelism/threads``); the result does not depend on how many. The model of a
/// ``Pipeline`` is judged by the columns that go into its first stage, that of a ``TablePipeline`` by the columns of
/// the table, also by those that it does not read, whose importance is 0.
///
/// - Parameters:
///   - model: A fitted model.
///   - x: n rows, of features or of a table; they are not changed.
///   - y: n labels.
///   - sampleWeight: n weights ≥ 0 for the scores; a row of weight 0 counts as absent. All equal when `nil`.
///   - scoring: What to measure. scikit-learn's `scoring`, one of them. Default: accuracy.
///   - repeats: How often each column is dealt out, in 1...1,000,000. scikit-learn's `n_repeats`. Default 5.
///   - randomState: The seed of the orders. Default 0.
///   - verbose: Whether progress is told on standard error.
///   - onIteration: Called after each column (`number` counts them, `objective` is the importance, `gradientNorm` is
///     NaN); ``FitControl/stop`` ends with the columns that are done.
/// - Throws: ``EstimatorError`` for data and settings, `MatrixError` for columns of a table that do not fit, what the
///   model and the scorer throw, and ``FoldsInterrupted`` with the columns that are done when the task is cancelled or
///   `onIteration` throws `CancellationError`.
/// - Complexity: (p · repeats + 1) predictions of n rows. Dense features are copied once for each thread, sparse ones
///   for each prediction.
/// - SeeAlso: L. Breiman, "Random forests", *Machine Learning* 45, 2001.
public func permutationImportance<Model: LabelModel>(
  of model: Model, _ x: some InputSource<Model.Input>, _ y: some Collection<Model.Label>,
  sampleWeight: [Double]? = nil, scoring: Scorer<Model.Label> = .accuracy, repeats: Int = 5, randomState: UInt32 = 0,
  verbose: Bool = false, onIteration: OnIteration = { _ in .proceed }
) throws -> PermutationImportance {
  try importance(
    of: model, TrainingData(x, y, weights: sampleWeight), scoring, repeats: repeats, randomState, verbose: verbose,
    onIteration)
}

/// The same of a model of numbers: how much R², or another score, it loses without each column.
///
/// - Throws: As for a model of classes.
public func permutationImportance<Numbers: NumberModel>(
  of model: Numbers, _ x: some InputSource<Numbers.Input>, _ y: some Collection<Double>, sampleWeight: [Double]? = nil,
  scoring: Scorer<Double> = .r2, repeats: Int = 5, randomState: UInt32 = 0, verbose: Bool = false,
  onIteration: OnIteration = { _ in .proceed }
) throws -> PermutationImportance {
  try importance(
    of: model, TrainingData(x, y, weights: sampleWeight), scoring, repeats: repeats, randomState, verbose: verbose,
    onIteration)
}

private func importance<Model: SupervisedModel>(
  of model: Model, _ data: TrainingData<Model.Input, Model.Target>, _ scoring: Scorer<Model.Target>, repeats: Int,
  _ randomState: UInt32, verbose: Bool, _ onIteration: OnIteration
) throws -> PermutationImportance {
  let chosen = try ChosenRows(data)
  try requireSplitCount(repeats, name: "repeats")
  return try chosen.naming(onIteration) { rows, onIteration in
    let orders = try importanceOrders(rows: rows.count, repeats: repeats, randomState: randomState)
    let judge = ImportanceJudge(
      scorer: scoring, targets: rows.targets, weights: rows.weights,
      classes: ModelAnswers(model, rows.input).classes(with: rows.targets))
    return try judge.importance(
      rows.input.columnNames, rows.input, rows.input.columnShuffler(orders), verbose: verbose, onIteration
    ) { ModelAnswers(model, $0) }
  }
}

/// The same of a fitted classifier.
///
/// - Throws: ``EstimatorError/notFitted(_:)`` before `fit`, and as for its model.
public func permutationImportance<C: LabelEstimator>(
  of classifier: C, _ x: some InputSource<C.Input>, _ y: some Collection<C.Label>, sampleWeight: [Double]? = nil,
  scoring: Scorer<C.Label> = .accuracy, repeats: Int = 5, randomState: UInt32 = 0, verbose: Bool = false,
  onIteration: OnIteration = { _ in .proceed }
) throws -> PermutationImportance {
  try permutationImportance(
    of: classifier.requireModel(), x, y, sampleWeight: sampleWeight, scoring: scoring, repeats: repeats,
    randomState: randomState, verbose: verbose, onIteration: onIteration)
}

/// The same of a fitted regressor.
///
/// - Throws: ``EstimatorError/notFitted(_:)`` before `fit`, and as for its model.
public func permutationImportance<R: NumberEstimator>(
  of regressor: R, _ x: some InputSource<R.Input>, _ y: some Collection<Double>, sampleWeight: [Double]? = nil,
  scoring: Scorer<Double> = .r2, repeats: Int = 5, randomState: UInt32 = 0, verbose: Bool = false,
  onIteration: OnIteration = { _ in .proceed }
) throws -> PermutationImportance {
  try permutationImportance(
    of: regressor.requireModel(), x, y, sampleWeight: sampleWeight, scoring: scoring, repeats: repeats,
    randomState: randomState, verbose: verbose, onIteration: onIteration)
}

/// Scores the answers of a model on the same rows again and again.
private struct ImportanceJudge<Target: Hashable & Sendable>: Sendable {
  let scorer: Scorer<Target>
  let targets: [Target]
  let weights: [Double]?
  /// Those of the model, and those of the rows that it does not know; none for numbers.
  let classes: [Target]

  func score(_ answers: ModelAnswers<Target>) throws -> Double {
    var answers = answers
    return try answers.score(by: scorer, targets, classes: classes, weights: weights)
  }

  /// One job for each column, on one crew.
  func importance<Rows>(
    _ names: [String], _ rows: Rows, _ shuffler: @escaping ColumnShuffler<Rows>, verbose: Bool,
    _ onIteration: OnIteration, _ answers: @escaping @Sendable (Rows) -> ModelAnswers<Target>
  ) throws -> PermutationImportance {
    let baseline = try score(answers(rows))
    let sign: Double = scorer.greaterIsBetter ? 1 : -1
    var line = StatusLine(isShown: verbose)
    defer { line.finish() }
    var done = 0
    let run = try FitCrew.run(names.count) { column, onIteration in
      let values = try shuffler(column) { shuffled in
        _ = try onIteration(Iteration(number: 1, objective: .nan, gradientNorm: .nan, evaluations: 1))
        return sign * (baseline - (try score(answers(shuffled))))
      }
      return PermutationImportance.Feature(name: names[column], column: column, values: values)
    } keeping: {
      $0
    } onDone: { _, result in
      done += 1
      let feature = try result.get()
      line.show("\(done) of \(names.count) columns, \(feature.name) \(Readable.number(feature.mean))")
      return try onIteration(
        Iteration(number: done, objective: feature.mean, gradientNorm: .nan, evaluations: done * feature.values.count))
    }
    let result = PermutationImportance(
      scorer: scorer.name, baseline: baseline, features: try run.results.compactMap { try $0?.get() },
      columnCount: names.count)
    if run.end == .cancelled {
      throw FoldsInterrupted(partial: result, done: result.features.count, total: names.count, unit: "columns")
    }
    return result
  }
}
