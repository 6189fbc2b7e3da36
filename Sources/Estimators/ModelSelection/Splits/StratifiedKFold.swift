import Matrices

/// k folds with the shares of the classes of the whole. scikit-learn's `StratifiedKFold`.
///
///     try StratifiedKFold(5, randomState: 42).folds(of: y)
///
/// A class with fewer rows than folds is missing from some of them; scikit-learn warns, and so does the report of a
/// cross-validation.
///
/// - Complexity: O(n + K · splits) for K classes.
public struct StratifiedKFold: Splitter, Codable {
  /// The number of folds, 2...n. scikit-learn's `n_splits`. Default 5.
  public var splits: Int
  /// The seed by which the rows of each class are shuffled over the folds; in the given order when `nil`. Default
  /// `nil`.
  public var randomState: UInt32?

  /// `splits` folds.
  public init(_ splits: Int = 5, randomState: UInt32? = nil) {
    self.splits = splits
    self.randomState = randomState
  }

  /// - Throws: ``EstimatorError/unsupported(what:instead:)`` without labels,
  ///   ``EstimatorError/invalidSetting(name:value:rule:)`` when `splits` is below 2 or above the rows of every class.
  public func folds(of rows: SplitRows) throws -> [Fold] {
    guard let randomState else { return try folds(of: rows) { _ in } }
    var random = RandomState(randomState)
    return try folds(of: rows) { random.shuffle(&$0) }
  }

  /// - Parameter shuffle: Puts the folds that one class is dealt to into another order.
  func folds(of rows: SplitRows, shuffle: (inout [Int]) -> Void) throws -> [Fold] {
    let order = ClassesBySight(try rows.requireClasses(for: "StratifiedKFold"))
    try rows.requireSplits(splits)
    let most = order.counts.max() ?? 0
    guard splits <= most else {
      throw EstimatorError.invalidSetting(
        name: "splits", value: "\(splits)", rule: "at most the number of rows of the largest class, \(most)")
    }
    var foldOfRow = [Int](repeating: 0, count: rows.count)
    var start = 0
    for (members, count) in zip(order.members, order.counts) {
      var folds = dealt(count, from: start)
      shuffle(&folds)
      for (row, fold) in zip(members, folds) { foldOfRow[row] = fold }
      start += count
    }
    return foldsByTest(foldOfRow, count: splits)
  }

  /// The fold of each row of one class, ascending. Sorted by class, the rows at places `start..<start + count` are
  /// dealt out like cards, so every fold gets as many as any other, up to one.
  private func dealt(_ count: Int, from start: Int) -> [Int] {
    var sizes = [Int](repeating: count / splits, count: splits)
    for extra in 0..<count % splits { sizes[(start + extra) % splits] += 1 }
    return sizes.indices.flatMap { Array(repeating: $0, count: sizes[$0]) }
  }
}

/// The rows of each class, the class seen first in front, so that other names for the classes give the same folds.
struct ClassesBySight {
  let members: [[Int]]
  var counts: [Int] { members.map(\.count) }

  init(_ targets: ClassTargets) {
    var places = [Int](repeating: -1, count: targets.count)
    var members: [[Int]] = []
    for (row, k) in targets.indices.enumerated() {
      if places[Int(k)] < 0 {
        places[Int(k)] = members.count
        members.append([])
      }
      members[places[Int(k)]].append(row)
    }
    self.members = members
  }
}
