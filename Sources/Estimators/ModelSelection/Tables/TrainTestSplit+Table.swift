/// Divides the rows of a table and their labels once, at random; see
/// ``trainTestSplit(_:_:testSize:trainSize:stratified:randomState:)->(Features,_,_,_)`` for features. scikit-learn's `train_test_split`.
///
///     let (train, test, yTrain, yTest) = try trainTestSplit(table, y, testSize: 0.25, stratified: true, randomState: 42)
///
/// The same seed gives scikit-learn's rows in its order. For weights or groups beside the labels, split row numbers:
/// `trainTestSplit(of: y, …)` returns them, and `table.selecting(rows:)` takes them.
///
/// - Throws: As for features.
/// - Complexity: copies the rows.
public func trainTestSplit<Label: ClassLabel>(
  _ table: Table, _ y: some Collection<Label>, testSize: SplitSize? = nil, trainSize: SplitSize? = nil,
  stratified: Bool = false, randomState: UInt32? = 0
) throws -> (xTrain: Table, xTest: Table, yTrain: [Label], yTest: [Label]) {
  guard table.rows == y.count else {
    throw EstimatorError.rowCountMismatch(features: table.rows, targets: y.count)
  }
  let fold = try trainTestSplit(
    of: y, testSize: testSize, trainSize: trainSize, stratified: stratified, randomState: randomState)
  let (yTrain, yTest) = try fold.split(y)
  return (try table.selecting(rows: fold.train), try table.selecting(rows: fold.test), yTrain, yTest)
}

/// Divides the rows of a table that holds its labels, or has none, once, at random.
///
///     let (train, test) = try trainTestSplit(table, testSize: 0.25, randomState: 42)
///
/// - Throws: As ``trainTestSplit(rows:testSize:trainSize:randomState:)``.
/// - Complexity: copies the rows.
public func trainTestSplit(
  _ table: Table, testSize: SplitSize? = nil, trainSize: SplitSize? = nil, randomState: UInt32? = 0
) throws -> (train: Table, test: Table) {
  let fold = try trainTestSplit(rows: table.rows, testSize: testSize, trainSize: trainSize, randomState: randomState)
  return (try table.selecting(rows: fold.train), try table.selecting(rows: fold.test))
}
