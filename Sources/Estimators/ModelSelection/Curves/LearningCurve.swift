import Matrices

/// Scores of models that were trained on more and more rows. scikit-learn's `learning_curve`.
///
///     print(try learningCurve(clf, x, y, trainSizes: [0.1, 0.5, 1], randomState: 0))
///
/// Where test scores still rise at the end, more rows would help; where the two curves have met, they would not.
///
/// - Parameters:
///   - classifier: The settings; its model is not looked at.
///   - x: n rows: a feature matrix, or a table for what reads tables.
///   - y: n labels.
///   - trainSizes: Shares of the training rows of a fold, in (0, 1], or numbers of rows; `1.0` is the share of all, `1`
///     one row. Sizes that come out equal are tried once. Default: a tenth to all, in five steps.
///   - groups: The group of each row, for ``GroupKFold`` and for searches inside.
///   - sampleWeight: n weights ≥ 0; a row of weight 0 counts as absent. All equal when `nil`.
///   - splitter: Which rows train and judge. Default: 5 stratified folds in the given order.
///   - scorer: What to measure. Default: accuracy.
///   - randomState: The seed by which training rows are shuffled before their first ones are taken; in the order of the
///     fold when `nil`, which suits rows whose labels are not sorted. Default `nil`.
///   - onFold: Called after each fit; ``FitControl/stop`` ends with the sizes that are done.
/// - Returns: A point for each size. A fold that cannot be fitted (its first rows have one class) is NaN there and
///   named in `notes`; see ``FoldFailure``.
/// - Throws: ``EstimatorError`` for data and settings, the first error when no fold has a score, and
///   ``FoldsInterrupted`` with the sizes that are done when the task is cancelled.
public func learningCurve<C: LabelEstimator, Group: ClassLabel>(
  _ classifier: C, _ x: some InputSource<C.Input>, _ y: some Collection<C.Label>,
  trainSizes: [SplitSize] = [0.1, 0.325, 0.55, 0.775, 1.0], groups: [Group]? = [Int]?.none,
  sampleWeight: [Double]? = nil, splitter: any Splitter = StratifiedKFold(5),
  scoring scorer: Scorer<C.Label> = .accuracy, randomState: UInt32? = nil, onFold: OnFold = { _ in .proceed }
) throws -> ScoreCurve {
  try learningCurve(
    of: classifier, TrainingData(x, y, weights: sampleWeight, groups: numbered(groups)), trainSizes, splitter, scorer,
    randomState, onFold)
}

/// The same of a regressor, by R² unless another score is asked for.
///
/// - Throws: As for a classifier.
public func learningCurve<R: NumberEstimator, Group: ClassLabel>(
  _ regressor: R, _ x: some InputSource<R.Input>, _ y: some Collection<Double>,
  trainSizes: [SplitSize] = [0.1, 0.325, 0.55, 0.775, 1.0], groups: [Group]? = [Int]?.none,
  sampleWeight: [Double]? = nil, splitter: any Splitter = KFold(5), scoring scorer: Scorer<Double> = .r2,
  randomState: UInt32? = nil, onFold: OnFold = { _ in .proceed }
) throws -> ScoreCurve {
  try learningCurve(
    of: regressor, TrainingData(x, y, weights: sampleWeight, groups: numbered(groups)), trainSizes, splitter, scorer,
    randomState, onFold)
}

private func learningCurve<E: SupervisedEstimator>(
  of estimator: E, _ data: TrainingData<E.Input, E.Target>, _ trainSizes: [SplitSize], _ splitter: any Splitter,
  _ scorer: Scorer<E.Target>, _ randomState: UInt32?, _ onFold: OnFold
) throws -> ScoreCurve {
  let rows = try ChosenRows(data)
  try estimator.validate()
  var folds = try splitter.someFolds(of: rows.data.splitRows())
  if let randomState {
    var random = RandomState(randomState)
    folds = folds.map { fold in
      var train = fold.train
      random.shuffle(&train)
      return Fold(train: train, test: fold.test)
    }
  }
  let most = folds.map(\.trainCount).min() ?? 0
  let jobs = try Set(trainSizes.map { try $0.trainingRows(of: most) }).sorted().map { size in
    CurveJob(value: "\(size)", estimator: estimator, trainLimit: size)
  }
  let advice = "Rows that are sorted by class leave the first ones with few classes: pass a randomState."
  return try curve(
    "training rows", jobs, on: folds, rows, scorer, advice: randomState == nil ? advice : nil, onFold)
}

extension SplitSize {
  /// The number of training rows, of at most `most`: a share rounds down, but to one row at least, as in scikit-learn.
  fileprivate func trainingRows(of most: Int) throws -> Int {
    switch kind {
    case .share(let share):
      guard share > 0, share <= 1 else {
        throw EstimatorError.invalidSetting(name: "trainSizes", value: "\(share)", rule: "shares above 0, at most 1")
      }
      return max(1, Int(share * Double(most)))
    case .rows(let count):
      guard count >= 1, count <= most else {
        throw EstimatorError.invalidSetting(
          name: "trainSizes", value: "\(count)", rule: "at least 1 and at most the \(most) training rows of a fold")
      }
      return count
    }
  }
}
