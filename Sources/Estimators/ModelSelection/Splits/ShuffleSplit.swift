import Matrices

/// Random training and test rows, drawn anew for every split. scikit-learn's `ShuffleSplit`.
///
/// - Complexity: O(n) for each split.
public struct ShuffleSplit: Splitter, Codable {
  /// The number of splits, in 1...1,000,000. scikit-learn's `n_splits`. Default 10.
  public var splits: Int
  /// How many rows judge; all that do not train when `nil`, and a tenth when `trainSize` is `nil` too. Default `nil`.
  public var testSize: SplitSize?
  /// How many rows train; all that do not judge when `nil`. Default `nil`.
  public var trainSize: SplitSize?
  /// The seed. Default 0.
  public var randomState: UInt32

  /// `splits` random splits.
  public init(
    _ splits: Int = 10, testSize: SplitSize? = nil, trainSize: SplitSize? = nil, randomState: UInt32 = 0
  ) {
    self.splits = splits
    self.testSize = testSize
    self.trainSize = trainSize
    self.randomState = randomState
  }

  /// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)``, and
  ///   ``EstimatorError/tooLarge(what:bytes:limit:instead:)`` when the row numbers of all splits don't fit in memory.
  public func folds(of rows: SplitRows) throws -> [Fold] {
    try requireSplitCount(splits)
    let size = try SplitCounts(rows: rows.count, test: testSize, train: trainSize, otherwise: 0.1)
    try requireRoom(forSplits: splits, rowsEach: size.train + size.test)
    var random = RandomState(randomState)
    return (0..<splits).map { _ in
      let order = random.permutation(rows.count)
      return Fold(train: Array(order[size.test..<size.test + size.train]), test: Array(order[..<size.test]))
    }
  }
}
