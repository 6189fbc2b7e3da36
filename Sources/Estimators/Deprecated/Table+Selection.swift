// The names from when tables had functions of their own: a table now goes where features go.

/// Cross-validates on a table.
@available(*, deprecated, message: "Pass the table in place of features: crossValidate(pipeline, table, y).")
public func crossValidate<C: TableClassifier, Group: ClassLabel>(
  _ classifier: C, on table: Table, _ y: some Collection<C.Label>, groups: [Group]? = [Int]?.none,
  sampleWeight: [Double]? = nil, splitter: any Splitter = StratifiedKFold(5),
  scoring: [Scorer<C.Label>] = [.accuracy], trainScores: Bool = false, keepsModels: Bool = false,
  verbose: Bool = false, onFold: OnFold = { _ in .proceed }
) throws -> CrossValidation<C.Model> {
  try crossValidate(
    classifier, table, y, groups: groups, sampleWeight: sampleWeight, splitter: splitter, scoring: scoring,
    trainScores: trainScores, keepsModels: keepsModels, verbose: verbose, onFold: onFold)
}

/// Cross-validates on a table and measures one thing.
@available(*, deprecated, message: "Pass the table in place of features: crossValidate(pipeline, table, y).")
public func crossValidate<C: TableClassifier, Group: ClassLabel>(
  _ classifier: C, on table: Table, _ y: some Collection<C.Label>, groups: [Group]? = [Int]?.none,
  sampleWeight: [Double]? = nil, splitter: any Splitter = StratifiedKFold(5), scoring scorer: Scorer<C.Label>,
  trainScores: Bool = false, keepsModels: Bool = false, verbose: Bool = false, onFold: OnFold = { _ in .proceed }
) throws -> CrossValidation<C.Model> {
  try crossValidate(
    classifier, table, y, groups: groups, sampleWeight: sampleWeight, splitter: splitter, scoring: [scorer],
    trainScores: trainScores, keepsModels: keepsModels, verbose: verbose, onFold: onFold)
}

/// Predicts every row of a table by a model that other rows have trained.
@available(*, deprecated, message: "Pass the table in place of features: crossValidatedPredictions(clf, table, y).")
public func crossValidatedPredictions<C: TableClassifier, Group: ClassLabel>(
  _ classifier: C, on table: Table, _ y: some Collection<C.Label>, groups: [Group]? = [Int]?.none,
  sampleWeight: [Double]? = nil, splitter: any Splitter = StratifiedKFold(5), onFold: OnFold = { _ in .proceed }
) throws -> CrossValidatedPredictions<C.Label> {
  try crossValidatedPredictions(
    classifier, table, y, groups: groups, sampleWeight: sampleWeight, splitter: splitter, onFold: onFold)
}

/// Scores of models that were trained on more and more rows of a table.
@available(*, deprecated, message: "Pass the table in place of features: learningCurve(pipeline, table, y).")
public func learningCurve<C: TableClassifier, Group: ClassLabel>(
  _ classifier: C, on table: Table, _ y: some Collection<C.Label>,
  trainSizes: [SplitSize] = [0.1, 0.325, 0.55, 0.775, 1.0], groups: [Group]? = [Int]?.none,
  sampleWeight: [Double]? = nil, splitter: any Splitter = StratifiedKFold(5),
  scoring scorer: Scorer<C.Label> = .accuracy, randomState: UInt32? = nil, onFold: OnFold = { _ in .proceed }
) throws -> ScoreCurve {
  try learningCurve(
    classifier, table, y, trainSizes: trainSizes, groups: groups, sampleWeight: sampleWeight, splitter: splitter,
    scoring: scorer, randomState: randomState, onFold: onFold)
}

/// Scores of models of a table with one setting varied.
@available(*, deprecated, message: "Pass the table in place of features: validationCurve(pipeline, table, y, axis).")
public func validationCurve<C: TableClassifier, Group: ClassLabel>(
  _ classifier: C, on table: Table, _ y: some Collection<C.Label>, _ axis: SearchAxis<C>,
  groups: [Group]? = [Int]?.none, sampleWeight: [Double]? = nil, splitter: any Splitter = StratifiedKFold(5),
  scoring scorer: Scorer<C.Label> = .accuracy, onFold: OnFold = { _ in .proceed }
) throws -> ScoreCurve {
  try validationCurve(
    classifier, table, y, axis, groups: groups, sampleWeight: sampleWeight, splitter: splitter, scoring: scorer,
    onFold: onFold)
}

/// How much each column of a table matters to a model.
@available(*, deprecated, message: "Pass the table in place of features: permutationImportance(of: model, table, y).")
public func permutationImportance<Model: TableClassifierModel>(
  of model: Model, on table: Table, _ y: some Collection<Model.Label>, sampleWeight: [Double]? = nil,
  scoring: Scorer<Model.Label> = .accuracy, repeats: Int = 5, randomState: UInt32 = 0, verbose: Bool = false,
  onIteration: OnIteration = { _ in .proceed }
) throws -> PermutationImportance {
  try permutationImportance(
    of: model, table, y, sampleWeight: sampleWeight, scoring: scoring, repeats: repeats, randomState: randomState,
    verbose: verbose, onIteration: onIteration)
}

/// How much each column of a table matters to a fitted classifier.
@available(*, deprecated, message: "Pass the table in place of features: permutationImportance(of: clf, table, y).")
public func permutationImportance<C: TableClassifier>(
  of classifier: C, on table: Table, _ y: some Collection<C.Label>, sampleWeight: [Double]? = nil,
  scoring: Scorer<C.Label> = .accuracy, repeats: Int = 5, randomState: UInt32 = 0, verbose: Bool = false,
  onIteration: OnIteration = { _ in .proceed }
) throws -> PermutationImportance {
  try permutationImportance(
    of: classifier.requireModel(), table, y, sampleWeight: sampleWeight, scoring: scoring, repeats: repeats,
    randomState: randomState, verbose: verbose, onIteration: onIteration)
}
