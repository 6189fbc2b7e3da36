import Files

/// A way to divide rows into training and test rows, once or several times.
///
///     try KFold(5).folds(rows: 150)
///     try StratifiedKFold(5, randomState: 42).folds(of: y)
///     try GroupKFold(5).folds(of: y, groups: patients)
///
/// The same seed gives the rows that scikit-learn picks for `random_state=seed`, in its order.
public protocol Splitter: Sendable, Hashable, CustomStringConvertible {
  /// The folds, one after the other.
  ///
  /// - Throws: ``EstimatorError`` for settings out of range, rows too few for them, or missing labels or groups.
  func folds(of rows: SplitRows) throws -> [Fold]
}

/// What a ``Splitter`` may look at: how many rows there are, and the class and the group of each.
public struct SplitRows: Sendable, Hashable {
  /// The number of rows, n.
  public let count: Int
  /// The class of each row, when the rows have classes.
  public let classes: ClassTargets?
  /// The group of each row (a patient, a writer, a day), numbered in ascending order, when the rows have groups.
  public let groups: ClassTargets?

  /// - Throws: ``EstimatorError/emptyInput(rows:columns:)`` without rows,
  ///   ``EstimatorError/invalidSetting(name:value:rule:)`` for more than 2³¹ − 1,
  ///   ``EstimatorError/rowCountMismatch(features:targets:)`` and
  ///   ``EstimatorError/groupCountMismatch(rows:groups:)`` when classes or groups have another count.
  public init(count: Int, classes: ClassTargets? = nil, groups: ClassTargets? = nil) throws {
    try requireRowCount(count)
    if let classes, classes.indices.count != count {
      throw EstimatorError.rowCountMismatch(features: count, targets: classes.indices.count)
    }
    if let groups, groups.indices.count != count {
      throw EstimatorError.groupCountMismatch(rows: count, groups: groups.indices.count)
    }
    self.count = count
    self.classes = classes
    self.groups = groups
  }
}

extension Splitter {
  /// The folds of so many rows without labels.
  ///
  /// - Throws: As ``folds(of:)-(SplitRows)``.
  public func folds(rows: Int) throws -> [Fold] { try folds(of: SplitRows(count: rows)) }

  /// The folds of rows with these labels.
  ///
  /// - Throws: As ``folds(of:)-(SplitRows)``.
  public func folds<Label: ClassLabel>(of labels: some Collection<Label>) throws -> [Fold] {
    try folds(of: SplitRows(count: labels.count, classes: ClassEncoding(Array(labels)).targets))
  }

  /// The folds of rows with these labels, each row a member of a group.
  ///
  /// - Throws: As ``folds(of:)-(SplitRows)``.
  public func folds<Label: ClassLabel, Group: ClassLabel>(
    of labels: some Collection<Label>, groups: some Collection<Group>
  ) throws -> [Fold] {
    try folds(
      of: SplitRows(
        count: labels.count, classes: ClassEncoding(Array(labels)).targets,
        groups: ClassEncoding(Array(groups)).targets))
  }
}

extension Splitter {
  /// The folds, at least one, each with rows that train and rows that judge.
  func someFolds(of rows: SplitRows) throws -> [Fold] {
    let folds = try folds(of: rows)
    guard !folds.isEmpty else {
      throw EstimatorError.unsupported(
        what: "A run without a fold", instead: "Return at least one fold from folds(of:) of \(Self.self).")
    }
    for (place, fold) in folds.enumerated() where fold.trainCount == 0 || fold.test.isEmpty {
      throw EstimatorError.unsupported(
        what: "A run with \(fold.trainCount) training and \(fold.test.count) test rows in fold \(place)",
        instead: "Return at least one of both for every fold from folds(of:) of \(Self.self).")
    }
    return folds
  }
}

/// Checks shared by the splitters.
extension SplitRows {
  func requireClasses(for splitter: String) throws -> ClassTargets {
    guard let classes else {
      throw EstimatorError.unsupported(
        what: "\(splitter) without labels", instead: "Pass the label of each row: folds(of: labels).")
    }
    return classes
  }

  /// At least 2 folds, and no more than there are rows.
  func requireSplits(_ splits: Int) throws {
    try requireAtLeast(2, splits, name: "splits")
    guard splits <= count else {
      throw EstimatorError.invalidSetting(
        name: "splits", value: "\(splits)", rule: "at most the number of rows, \(count)")
    }
  }
}

/// At least one row, and no more than features can number.
func requireRowCount(_ rows: Int) throws {
  guard rows > 0 else { throw EstimatorError.emptyInput(rows: rows, columns: 1) }
  guard rows <= Int(Int32.max) else {
    throw EstimatorError.invalidSetting(name: "rows", value: "\(rows)", rule: "at most \(Int32.max)")
  }
}

/// From 1 to a million: more would only fill the memory.
func requireSplitCount(_ count: Int, name: String = "splits") throws {
  guard (1...1_000_000).contains(count) else {
    throw EstimatorError.invalidSetting(name: name, value: "\(count)", rule: "in 1...1,000,000")
  }
}

/// The row numbers of all splits must fit in memory.
///
/// - Throws: ``EstimatorError/tooLarge(what:bytes:limit:instead:)``.
func requireRoom(forSplits splits: Int, rowsEach rows: Int) throws {
  try Memory.require(
    Memory.bytes(splits, rows, MemoryLayout<Int>.stride), for: "\(splits) splits of \(rows) rows",
    instead: "Use fewer of them, or smaller training and test sizes.")
}

func requireAtLeast(_ least: Int, _ value: Int, name: String) throws {
  guard value >= least else {
    throw EstimatorError.invalidSetting(name: name, value: "\(value)", rule: "at least \(least)")
  }
}

/// The test rows of each fold in ascending order, from the fold of each row; all other rows train.
func foldsByTest(_ foldOfRow: [Int], count: Int) -> [Fold] {
  var tests = [[Int]](repeating: [], count: count)
  for (row, fold) in foldOfRow.enumerated() { tests[fold].append(row) }
  return tests.map { Fold(test: $0, rows: foldOfRow.count) }
}

/// How many of `total` things each of `parts` gets: the first ones one more when it does not divide evenly.
func evenSizes(_ total: Int, parts: Int) -> [Int] {
  (0..<parts).map { total / parts + ($0 < total % parts ? 1 : 0) }
}
