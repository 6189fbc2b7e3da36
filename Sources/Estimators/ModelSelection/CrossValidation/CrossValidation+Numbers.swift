/// Cross-validates a regressor: fits it on the training rows of each fold and scores it on the others. scikit-learn's
/// `cross_validate`.
///
///     let result = try crossValidate(Ridge(), x, y, scoring: [.r2, .meanSquaredError])
///     print(result)
///
/// Folds, threads, weights and failures as for a classifier; the default folds are ``KFold`` in the given order.
///
/// - Parameters:
///   - regressor: The settings; its model is not looked at.
///   - x: n rows: a feature matrix, or a table.
///   - y: n numbers.
///   - groups: The group of each row, for ``GroupKFold`` and for searches inside.
///   - sampleWeight: n weights ≥ 0 for fits and scores. All equal when `nil`.
///   - splitter: Which rows train and judge. scikit-learn's `cv`.
///   - scoring: What to measure; the first one is what progress tells.
///   - trainScores: Whether training rows are scored too.
///   - keepsModels: Whether the model of each fold is kept.
///   - verbose: Whether progress is told on standard error.
///   - onFold: Called after each fit; ``FitControl/stop`` ends with the folds that are done.
/// - Throws: As for a classifier.
public func crossValidate<R: NumberEstimator, Group: ClassLabel>(
  _ regressor: R, _ x: some InputSource<R.Input>, _ y: some Collection<Double>, groups: [Group]? = [Int]?.none,
  sampleWeight: [Double]? = nil, splitter: any Splitter = KFold(5), scoring: [Scorer<Double>] = [.r2],
  trainScores: Bool = false, keepsModels: Bool = false, verbose: Bool = false, onFold: OnFold = { _ in .proceed }
) throws -> CrossValidation<R.Model> {
  try judgedFolds(
    regressor, TrainingData(x, y, weights: sampleWeight, groups: numbered(groups)), splitter, scoring, trainScores,
    keepsModels, verbose, onFold)
}

/// Cross-validates a regressor and measures one thing.
///
/// - Throws: As for a list.
public func crossValidate<R: NumberEstimator, Group: ClassLabel>(
  _ regressor: R, _ x: some InputSource<R.Input>, _ y: some Collection<Double>, groups: [Group]? = [Int]?.none,
  sampleWeight: [Double]? = nil, splitter: any Splitter = KFold(5), scoring scorer: Scorer<Double>,
  trainScores: Bool = false, keepsModels: Bool = false, verbose: Bool = false, onFold: OnFold = { _ in .proceed }
) throws -> CrossValidation<R.Model> {
  try crossValidate(
    regressor, x, y, groups: groups, sampleWeight: sampleWeight, splitter: splitter, scoring: [scorer],
    trainScores: trainScores, keepsModels: keepsModels, verbose: verbose, onFold: onFold)
}
