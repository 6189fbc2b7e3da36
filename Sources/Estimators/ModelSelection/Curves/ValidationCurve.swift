/// Scores of models with one setting varied. scikit-learn's `validation_curve`.
///
///     print(try validationCurve(clf, x, y, .init(\.c, [0.01, 1, 100])))
///
/// Where training scores rise and test scores fall, the model learns by heart.
///
/// - Parameters:
///   - classifier: The other settings; its model is not looked at.
///   - x: n rows: a feature matrix, or a table for what reads tables.
///   - y: n labels.
///   - axis: The setting and its values, at least one.
///   - groups: The group of each row, for ``GroupKFold`` and for searches inside.
///   - sampleWeight: n weights ≥ 0; a row of weight 0 counts as absent. All equal when `nil`.
///   - splitter: Which rows train and judge. Default: 5 stratified folds in the given order.
///   - scorer: What to measure. Default: accuracy.
///   - onFold: Called after each fit; ``FitControl/stop`` ends with the values that are done.
/// - Returns: A point for each value. A fold that cannot be fitted or scored is NaN there and named in `notes`; see
///   ``FoldFailure``.
/// - Throws: ``EstimatorError`` for data and settings, the first error when no fold has a score, and
///   ``FoldsInterrupted`` with the values that are done when the task is cancelled.
public func validationCurve<C: LabelEstimator, Group: ClassLabel>(
  _ classifier: C, _ x: some InputSource<C.Input>, _ y: some Collection<C.Label>, _ axis: SearchAxis<C>,
  groups: [Group]? = [Int]?.none, sampleWeight: [Double]? = nil, splitter: any Splitter = StratifiedKFold(5),
  scoring scorer: Scorer<C.Label> = .accuracy, onFold: OnFold = { _ in .proceed }
) throws -> ScoreCurve {
  try validationCurve(
    of: classifier, TrainingData(x, y, weights: sampleWeight, groups: numbered(groups)), axis, splitter, scorer, onFold)
}

/// The same of a regressor, by R² unless another score is asked for.
///
/// - Throws: As for a classifier.
public func validationCurve<R: NumberEstimator, Group: ClassLabel>(
  _ regressor: R, _ x: some InputSource<R.Input>, _ y: some Collection<Double>, _ axis: SearchAxis<R>,
  groups: [Group]? = [Int]?.none, sampleWeight: [Double]? = nil, splitter: any Splitter = KFold(5),
  scoring scorer: Scorer<Double> = .r2, onFold: OnFold = { _ in .proceed }
) throws -> ScoreCurve {
  try validationCurve(
    of: regressor, TrainingData(x, y, weights: sampleWeight, groups: numbered(groups)), axis, splitter, scorer, onFold)
}

private func validationCurve<E: SupervisedEstimator>(
  of estimator: E, _ data: TrainingData<E.Input, E.Target>, _ axis: SearchAxis<E>, _ splitter: any Splitter,
  _ scorer: Scorer<E.Target>, _ onFold: OnFold
) throws -> ScoreCurve {
  let rows = try ChosenRows(data)
  guard !axis.settings.isEmpty else {
    throw EstimatorError.invalidSetting(name: axis.name, value: "[]", rule: "a list of at least one value")
  }
  let folds = try splitter.someFolds(of: rows.data.splitRows())
  let jobs = try axis.settings.map { setting in
    var changed = estimator.unfitted
    setting.apply(&changed)
    try changed.validate()
    return CurveJob(value: setting.text, estimator: changed)
  }
  return try curve(axis.name, jobs, on: folds, rows, scorer, onFold)
}
