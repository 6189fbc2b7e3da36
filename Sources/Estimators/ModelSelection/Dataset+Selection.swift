/// Divides a data set once, at random, with all that belongs to its rows; see
/// ``trainTestSplit(_:_:testSize:trainSize:stratified:randomState:)``.
///
///     let (train, test) = try trainTestSplit(flowers, testSize: 0.25, stratified: true, randomState: 42)
///
/// - Throws: As ``trainTestSplit(_:_:testSize:trainSize:stratified:randomState:)``, and ``EstimatorError/noWeight``
///   when a part has no row with weight.
public func trainTestSplit<Label: ClassLabel>(
  _ dataset: Dataset<Label>, testSize: SplitSize? = nil, trainSize: SplitSize? = nil, stratified: Bool = false,
  randomState: UInt32? = 0
) throws -> (train: Dataset<Label>, test: Dataset<Label>) {
  let fold = try trainTestSplit(
    of: dataset.labels, testSize: testSize, trainSize: trainSize, stratified: stratified, randomState: randomState)
  return (try dataset.selectingRows(fold.train), try dataset.selectingRows(fold.test))
}

/// Cross-validates on a data set, with its weights and groups; see
/// ``crossValidate(_:_:_:groups:sampleWeight:splitter:scoring:trainScores:keepsModels:verbose:onFold:)-(_,_,_,_,_,_,[Scorer<C.Label>],_,_,_,_)``.
public func crossValidate<C: LabelEstimator>(
  _ classifier: C, _ dataset: Dataset<C.Label>, splitter: any Splitter = StratifiedKFold(5),
  scoring: [Scorer<C.Label>] = [.accuracy], trainScores: Bool = false, keepsModels: Bool = false,
  verbose: Bool = false, onFold: OnFold = { _ in .proceed }
) throws -> CrossValidation<C.Model> where C.Input == Features {
  try crossValidate(
    classifier, dataset.features, dataset.labels, groups: dataset.groups, sampleWeight: dataset.weights,
    splitter: splitter, scoring: scoring, trainScores: trainScores, keepsModels: keepsModels, verbose: verbose,
    onFold: onFold)
}

/// Predicts every row of a data set by a model that other rows have trained; see
/// `crossValidatedPredictions` of features and labels.
public func crossValidatedPredictions<C: LabelEstimator>(
  _ classifier: C, _ dataset: Dataset<C.Label>, splitter: any Splitter = StratifiedKFold(5),
  onFold: OnFold = { _ in .proceed }
) throws -> CrossValidatedPredictions<C.Label> where C.Input == Features {
  try crossValidatedPredictions(
    classifier, dataset.features, dataset.labels, groups: dataset.groups, sampleWeight: dataset.weights,
    splitter: splitter, onFold: onFold)
}
