/// Divides rows once, at random, into those that train and those that judge. scikit-learn's `train_test_split`.
///
///     let (xTrain, xTest, yTrain, yTest) = try trainTestSplit(x, y, testSize: 0.25, randomState: 42)
///
/// Both parts read the caller's features; nothing is copied but the cells of a table. The same seed gives
/// scikit-learn's rows in its order. For weights, groups or anything else beside the labels, split row numbers:
/// `trainTestSplit(of: y, …)` returns them.
///
/// - Parameters:
///   - x: n rows: a feature matrix, or a table.
///   - y: n labels.
///   - testSize: How many rows judge: a share (`0.25`) or a number (`30`). All that do not train when `nil`, a quarter
///     when `trainSize` is `nil` too.
///   - trainSize: How many rows train; all that do not judge when `nil`.
///   - stratified: Whether both parts get the shares of the classes of the whole. scikit-learn's `stratify=y`.
///   - randomState: The seed; `nil` keeps the order, the first rows train. scikit-learn's `random_state` and `shuffle`.
/// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)`` for sizes that do not fit,
///   ``EstimatorError/rowCountMismatch(features:targets:)``, and ``EstimatorError/unsupported(what:instead:)`` when a
///   class has one row only, or a stratified split shall keep the order.
public func trainTestSplit<Input: EstimatorInput, Label: ClassLabel>(
  _ x: some InputSource<Input>, _ y: some Collection<Label>, testSize: SplitSize? = nil, trainSize: SplitSize? = nil,
  stratified: Bool = false, randomState: UInt32? = 0
) throws -> (xTrain: Input, xTest: Input, yTrain: [Label], yTest: [Label]) {
  let input = x.input
  guard input.rows == y.count else {
    throw EstimatorError.rowCountMismatch(features: input.rows, targets: y.count)
  }
  let fold = try trainTestSplit(
    of: y, testSize: testSize, trainSize: trainSize, stratified: stratified, randomState: randomState)
  let (yTrain, yTest) = try fold.split(y)
  return (try input.selectingRows(fold.train), try input.selectingRows(fold.test), yTrain, yTest)
}

/// The row numbers of ``trainTestSplit(_:_:testSize:trainSize:stratified:randomState:)``.
///
///     let fold = try trainTestSplit(of: y, testSize: 0.25, stratified: true, randomState: 42)
///     let (trainWeights, testWeights) = try fold.split(weights)
///
/// - Throws: As there.
public func trainTestSplit<Label: ClassLabel>(
  of labels: some Collection<Label>, testSize: SplitSize? = nil, trainSize: SplitSize? = nil, stratified: Bool = false,
  randomState: UInt32? = 0
) throws -> Fold {
  guard stratified else {
    return try trainTestSplit(rows: labels.count, testSize: testSize, trainSize: trainSize, randomState: randomState)
  }
  guard let randomState else {
    throw EstimatorError.unsupported(
      what: "A stratified split that keeps the order", instead: "Pass a `randomState`, or `stratified: false`.")
  }
  let size = try SplitCounts(rows: labels.count, test: testSize, train: trainSize, otherwise: 0.25)
  let splitter = StratifiedShuffleSplit(
    1, testSize: .rows(size.test), trainSize: .rows(size.train), randomState: randomState)
  return try splitter.folds(of: labels)[0]
}

/// The row numbers of ``trainTestSplit(_:_:testSize:trainSize:stratified:randomState:)`` for rows without labels.
///
/// - Throws: ``EstimatorError/emptyInput(rows:columns:)`` without rows,
///   ``EstimatorError/invalidSetting(name:value:rule:)`` for sizes that do not fit, or more than 2³¹ − 1 rows.
public func trainTestSplit(
  rows: Int, testSize: SplitSize? = nil, trainSize: SplitSize? = nil, randomState: UInt32? = 0
) throws -> Fold {
  try requireRowCount(rows)
  let size = try SplitCounts(rows: rows, test: testSize, train: trainSize, otherwise: 0.25)
  guard let randomState else {
    return Fold(train: Array(0..<size.train), test: Array(size.train..<size.train + size.test))
  }
  let splitter = ShuffleSplit(
    1, testSize: .rows(size.test), trainSize: .rows(size.train), randomState: randomState)
  return try splitter.folds(rows: rows)[0]
}
