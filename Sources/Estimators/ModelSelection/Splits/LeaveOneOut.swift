/// As many folds as rows: each row judges once alone. scikit-learn's `LeaveOneOut`.
///
/// - Complexity: O(n) for all folds together; the training rows of a fold are listed when asked for, O(n).
public struct LeaveOneOut: Splitter, Codable {
  /// A splitter without settings.
  public init() {}

  /// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)`` for a single row.
  public func folds(of rows: SplitRows) throws -> [Fold] {
    try requireAtLeast(2, rows.count, name: "rows")
    // Each fold is an array of its own beside its entry in the list.
    try requireRoom(forSplits: rows.count, rowsEach: 10)
    return (0..<rows.count).map { Fold(test: [$0], rows: rows.count) }
  }
}
