/// Fits a classifier of tables on the training rows of each fold and scores it on the test rows; see
/// ``crossValidate(_:_:_:groups:sampleWeight:splitter:scoring:trainScores:keepsModels:verbose:onFold:)-(_,_,_,_,_,_,[Scorer<C.Label>],_,_,_,_)`` for features.
///
///     let result = try crossValidate(pipeline, on: table, table.stringLabels("survived"), scoring: [.accuracy, .logLoss])
///
/// The encoders of each fold learn from its training rows alone: a category that only test rows have is unknown to them.
///
/// - Throws: As for features.
/// - Complexity: the rows of the table are copied for every fold.
public func crossValidate<C: TableClassifier, Group: ClassLabel>(
  _ classifier: C, on table: Table, _ y: some Collection<C.Label>, groups: [Group]? = [Int]?.none,
  sampleWeight: [Double]? = nil, splitter: any Splitter = StratifiedKFold(5),
  scoring: [Scorer<C.Label>] = [.accuracy], trainScores: Bool = false, keepsModels: Bool = false,
  verbose: Bool = false, onFold: OnFold = { _ in .proceed }
) throws -> CrossValidation<C.Model> {
  do {
    return try crossValidate(
      RowsOfTable(classifier, table), table.rowNumbers(), y, groups: groups, sampleWeight: sampleWeight,
      splitter: splitter, scoring: scoring, trainScores: trainScores, keepsModels: keepsModels, verbose: verbose,
      onFold: onFold
    ).mapModels(\.base)
  } catch let stop as FoldsInterrupted<CrossValidation<RowsOfTable<C>.Model>> {
    throw FoldsInterrupted(partial: stop.partial.mapModels(\.base), done: stop.done, total: stop.total)
  }
}

/// Predicts every row of a table by a model that other rows have trained; see
/// ``crossValidatedPredictions(_:_:_:groups:sampleWeight:splitter:onFold:)`` for features.
///
/// - Throws: As for features.
public func crossValidatedPredictions<C: TableClassifier, Group: ClassLabel>(
  _ classifier: C, on table: Table, _ y: some Collection<C.Label>, groups: [Group]? = [Int]?.none,
  sampleWeight: [Double]? = nil, splitter: any Splitter = StratifiedKFold(5), onFold: OnFold = { _ in .proceed }
) throws -> CrossValidatedPredictions<C.Label> {
  try crossValidatedPredictions(
    RowsOfTable(classifier, table), table.rowNumbers(), y, groups: groups, sampleWeight: sampleWeight,
    splitter: splitter, onFold: onFold)
}

/// Scores of models that were trained on more and more rows of a table; see
/// ``learningCurve(_:_:_:trainSizes:groups:sampleWeight:splitter:scoring:randomState:onFold:)`` for features.
///
/// - Throws: As for features.
public func learningCurve<C: TableClassifier, Group: ClassLabel>(
  _ classifier: C, on table: Table, _ y: some Collection<C.Label>,
  trainSizes: [SplitSize] = [0.1, 0.325, 0.55, 0.775, 1.0], groups: [Group]? = [Int]?.none,
  sampleWeight: [Double]? = nil, splitter: any Splitter = StratifiedKFold(5),
  scoring scorer: Scorer<C.Label> = .accuracy, randomState: UInt32? = nil, onFold: OnFold = { _ in .proceed }
) throws -> ScoreCurve {
  try learningCurve(
    RowsOfTable(classifier, table), table.rowNumbers(), y, trainSizes: trainSizes, groups: groups,
    sampleWeight: sampleWeight, splitter: splitter, scoring: scorer, randomState: randomState, onFold: onFold)
}

/// Scores of models of a table with one setting varied; see
/// ``validationCurve(_:_:_:_:groups:sampleWeight:splitter:scoring:onFold:)`` for features.
///
/// - Throws: As for features.
public func validationCurve<C: TableClassifier, Group: ClassLabel>(
  _ classifier: C, on table: Table, _ y: some Collection<C.Label>, _ axis: SearchAxis<C>,
  groups: [Group]? = [Int]?.none, sampleWeight: [Double]? = nil, splitter: any Splitter = StratifiedKFold(5),
  scoring scorer: Scorer<C.Label> = .accuracy, onFold: OnFold = { _ in .proceed }
) throws -> ScoreCurve {
  try validationCurve(
    RowsOfTable(classifier, table), table.rowNumbers(), y, axis.within(\RowsOfTable<C>.base), groups: groups,
    sampleWeight: sampleWeight, splitter: splitter, scoring: scorer, onFold: onFold)
}
