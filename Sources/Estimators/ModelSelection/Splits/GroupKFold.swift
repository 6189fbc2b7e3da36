import Matrices

/// k folds that never part a group: a patient, a writer or a day trains or judges as a whole. scikit-learn's
/// `GroupKFold`.
///
///     try GroupKFold(5).folds(of: y, groups: patients)
///
/// Without a seed the largest group goes first to the smallest fold; with one, the groups are shuffled and dealt out in
/// equal numbers.
///
/// - Complexity: O(n + G · (log G + splits)) for G groups.
public struct GroupKFold: Splitter, Codable {
  /// The number of folds, 2...G. scikit-learn's `n_splits`. Default 5.
  public var splits: Int
  /// The seed by which groups are shuffled; by size when `nil`. Default `nil`.
  public var randomState: UInt32?

  /// `splits` folds.
  public init(_ splits: Int = 5, randomState: UInt32? = nil) {
    self.splits = splits
    self.randomState = randomState
  }

  /// - Throws: ``EstimatorError/unsupported(what:instead:)`` without groups,
  ///   ``EstimatorError/invalidSetting(name:value:rule:)`` when `splits` is below 2 or above the number of groups.
  public func folds(of rows: SplitRows) throws -> [Fold] {
    guard let groups = rows.groups else {
      throw EstimatorError.unsupported(
        what: "GroupKFold without groups", instead: "Pass the group of each row: folds(of: labels, groups: groups).")
    }
    try requireAtLeast(2, splits, name: "splits")
    guard splits <= groups.count else {
      throw EstimatorError.invalidSetting(
        name: "splits", value: "\(splits)", rule: "at most the number of groups, \(groups.count)")
    }
    let foldOfGroup = randomState.map { shuffled(groups.count, RandomState($0)) } ?? balanced(groups)
    return foldsByTest(groups.indices.map { foldOfGroup[Int($0)] }, count: splits)
  }

  private func shuffled(_ groups: Int, _ start: RandomState) -> [Int] {
    var random = start
    let order = random.permutation(groups)
    var foldOfGroup = order
    var place = 0
    for (fold, size) in evenSizes(groups, parts: splits).enumerated() {
      for group in order[place..<place + size] { foldOfGroup[group] = fold }
      place += size
    }
    return foldOfGroup
  }

  /// The largest group first (of equals the last), each to the fold with the fewest rows so far (of equals the first).
  private func balanced(_ groups: ClassTargets) -> [Int] {
    var sizes = [Int](repeating: 0, count: groups.count)
    for group in groups.indices { sizes[Int(group)] += 1 }
    var filled = [Int](repeating: 0, count: splits)
    var foldOfGroup = sizes
    for group in sizes.indices.sorted(by: { (sizes[$0], $0) > (sizes[$1], $1) }) {
      let lightest = filled.indices.min { filled[$0] < filled[$1] } ?? 0
      filled[lightest] += sizes[group]
      foldOfGroup[group] = lightest
    }
    return foldOfGroup
  }
}
