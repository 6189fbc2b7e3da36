import Matrices

/// Random training and test rows with the shares of the classes of the whole. scikit-learn's `StratifiedShuffleSplit`.
///
/// - Complexity: O(n + K log K) for each split and K classes.
public struct StratifiedShuffleSplit: Splitter, Codable {
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

  /// - Throws: ``EstimatorError/unsupported(what:instead:)`` without labels,
  ///   ``EstimatorError/invalidSetting(name:value:rule:)`` when a class has one row only, or there are fewer training
  ///   or test rows than classes; ``EstimatorError/tooLarge(what:bytes:limit:instead:)`` as ``ShuffleSplit``.
  public func folds(of rows: SplitRows) throws -> [Fold] {
    try requireSplitCount(splits)
    let size = try SplitCounts(rows: rows.count, test: testSize, train: trainSize, otherwise: 0.1)
    let members = try membersInClassOrder(of: rows.requireClasses(for: "StratifiedShuffleSplit"))
    try requireRoom(size, members)
    try Estimators.requireRoom(forSplits: splits, rowsEach: size.train + size.test)
    var random = RandomState(randomState)
    return try (0..<splits).map { _ in try draw(members, size, &random) }
  }

  private func draw(_ members: [[Int]], _ size: SplitCounts, _ random: inout RandomState) throws -> Fold {
    let train = try drawsPerClass(members.map(\.count), draws: size.train, &random)
    let left = zip(members, train).map { $0.count - $1 }
    let test = try drawsPerClass(left, draws: size.test, &random)
    var trainRows: [Int] = []
    var testRows: [Int] = []
    for (k, rows) in members.enumerated() {
      let order = random.permutation(rows.count)
      trainRows += order[..<train[k]].map { rows[$0] }
      testRows += order[train[k]..<train[k] + test[k]].map { rows[$0] }
    }
    random.shuffle(&trainRows)
    random.shuffle(&testRows)
    return Fold(train: trainRows, test: testRows)
  }

  private func requireRoom(_ size: SplitCounts, _ members: [[Int]]) throws {
    if let lonely = members.first(where: { $0.count < 2 }) {
      throw EstimatorError.unsupported(
        what: "A stratified split of a class with one row (row \(lonely[0]))",
        instead: "Leave that class out, merge it with another, or split without stratifying.")
    }
    for (name, count) in [("trainSize", size.train), ("testSize", size.test)] where count < members.count {
      throw EstimatorError.invalidSetting(
        name: name, value: "\(count) rows", rule: "at least one row for each of the \(members.count) classes")
    }
  }
}

private func membersInClassOrder(of targets: ClassTargets) -> [[Int]] {
  var members = [[Int]](repeating: [], count: targets.count)
  for (row, k) in targets.indices.enumerated() { members[Int(k)].append(row) }
  return members
}

/// How many of `draws` rows each class gives: its share rounded down, and what is left to those that lost most by the
/// rounding, in random order among equals.
private func drawsPerClass(_ counts: [Int], draws: Int, _ random: inout RandomState) throws -> [Int] {
  let total = Double(counts.reduce(0, +))
  let shares = counts.map { Double($0) / total * Double(draws) }
  var result = shares.map { Int($0) }
  var missing = draws - result.reduce(0, +)
  let lost = zip(shares, result).map { $0 - Double($1) }
  for value in Set(lost).sorted(by: >) where missing > 0 {
    let equals = lost.indices.filter { lost[$0] == value }
    let chosen = try random.choice(equals.count, count: min(equals.count, missing), replacing: false)
    for place in chosen { result[equals[place]] += 1 }
    missing -= chosen.count
  }
  return result
}
