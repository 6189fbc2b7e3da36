/// Splits in which the past trains and the future judges. scikit-learn's `TimeSeriesSplit`.
///
///     try TimeSeriesSplit(3).folds(rows: 8)      // 0 1 → 2 3,  0 1 2 3 → 4 5,  0 1 2 3 4 5 → 6 7
///
/// Rows must be in order of time.
///
/// - Complexity: O(n · splits).
public struct TimeSeriesSplit: Splitter, Codable {
  /// The number of splits, 2..<n. scikit-learn's `n_splits`. Default 5.
  public var splits: Int
  /// The most rows that train, ≥ 1, the newest ones; all that are old enough when `nil`. scikit-learn's
  /// `max_train_size`.
  public var maxTrainSize: Int?
  /// How many rows judge in each split, ≥ 1; n / (splits + 1) when `nil`. scikit-learn's `test_size`.
  public var testSize: Int?
  /// How many rows between training and test rows are left out, ≥ 0. Default 0.
  public var gap: Int

  /// `splits` splits.
  public init(_ splits: Int = 5, maxTrainSize: Int? = nil, testSize: Int? = nil, gap: Int = 0) {
    self.splits = splits
    self.maxTrainSize = maxTrainSize
    self.testSize = testSize
    self.gap = gap
  }

  /// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)``, also when no row is left to train the first split.
  public func folds(of rows: SplitRows) throws -> [Fold] {
    try requireAtLeast(2, splits, name: "splits")
    try requireAtLeast(0, gap, name: "gap")
    if let maxTrainSize { try requireAtLeast(1, maxTrainSize, name: "maxTrainSize") }
    if let testSize { try requireAtLeast(1, testSize, name: "testSize") }
    let count = rows.count
    guard splits < count else {
      throw EstimatorError.invalidSetting(
        name: "splits", value: "\(splits)", rule: "fewer than the \(count) rows, so that the first split can train")
    }
    let size = testSize ?? count / (splits + 1)
    // By division, since a product of such numbers may not fit.
    guard gap < count, size <= (count - gap - 1) / splits else {
      throw EstimatorError.invalidSetting(
        name: "testSize", value: "\(size) rows in \(splits) splits with a gap of \(gap)",
        rule: "small enough to leave a training row among \(count)")
    }
    return stride(from: count - splits * size, to: count, by: size).map { start in
      let end = start - gap
      return Fold(train: Array(max(0, end - (maxTrainSize ?? end))..<end), test: Array(start..<start + size))
    }
  }
}
