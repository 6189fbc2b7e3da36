/// Cross-validates and measures one thing; see
/// ``crossValidate(_:_:_:groups:sampleWeight:splitter:scoring:trainScores:keepsModels:verbose:onFold:)-(_,_,_,_,_,_,[Scorer<C.Label>],_,_,_,_)``
/// for a list.
///
///     try crossValidate(clf, x, y, scoring: .logLoss)
///
/// - Throws: As there.
public func crossValidate<C: LabelEstimator, Group: ClassLabel>(
  _ classifier: C, _ x: some InputSource<C.Input>, _ y: some Collection<C.Label>, groups: [Group]? = [Int]?.none,
  sampleWeight: [Double]? = nil, splitter: any Splitter = StratifiedKFold(5), scoring scorer: Scorer<C.Label>,
  trainScores: Bool = false, keepsModels: Bool = false, verbose: Bool = false, onFold: OnFold = { _ in .proceed }
) throws -> CrossValidation<C.Model> {
  try crossValidate(
    classifier, x, y, groups: groups, sampleWeight: sampleWeight, splitter: splitter, scoring: [scorer],
    trainScores: trainScores, keepsModels: keepsModels, verbose: verbose, onFold: onFold)
}

/// Cross-validates on a data set, with its weights and groups, and measures one thing.
///
/// - Throws: As for a list.
public func crossValidate<C: LabelEstimator>(
  _ classifier: C, _ dataset: Dataset<C.Label>, splitter: any Splitter = StratifiedKFold(5),
  scoring scorer: Scorer<C.Label>, trainScores: Bool = false, keepsModels: Bool = false, verbose: Bool = false,
  onFold: OnFold = { _ in .proceed }
) throws -> CrossValidation<C.Model> where C.Input == Features {
  try crossValidate(
    classifier, dataset, splitter: splitter, scoring: [scorer], trainScores: trainScores, keepsModels: keepsModels,
    verbose: verbose, onFold: onFold)
}
