import Matrices

/// k folds of equal size; each judges once, while the others train. scikit-learn's `KFold`.
///
///     try KFold(5, randomState: 42).folds(rows: 150)
///
/// - Complexity: O(n).
public struct KFold: Splitter, Codable {
  /// The number of folds, 2...n. scikit-learn's `n_splits`. Default 5.
  public var splits: Int
  /// The seed by which rows are shuffled before they are dealt out; in the given order when `nil`. Default `nil`.
  public var randomState: UInt32?

  /// `splits` folds.
  public init(_ splits: Int = 5, randomState: UInt32? = nil) {
    self.splits = splits
    self.randomState = randomState
  }

  public func folds(of rows: SplitRows) throws -> [Fold] {
    try rows.requireSplits(splits)
    var order = Array(0..<rows.count)
    if let randomState {
      var random = RandomState(randomState)
      random.shuffle(&order)
    }
    var foldOfRow = [Int](repeating: 0, count: rows.count)
    var start = 0
    for (fold, size) in evenSizes(rows.count, parts: splits).enumerated() {
      for row in order[start..<start + size] { foldOfRow[row] = fold }
      start += size
    }
    return foldsByTest(foldOfRow, count: splits)
  }
}
