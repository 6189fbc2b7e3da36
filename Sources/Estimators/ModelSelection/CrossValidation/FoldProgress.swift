/// How far a cross-validation or a search has come.
public struct FoldProgress: Sendable, Hashable {
  /// The fits that are done, counted from 1.
  public let done: Int
  /// The fits there are.
  public let total: Int
  /// The fold of the newest one.
  public let fold: Int
  /// Its score by the first scorer, NaN when the fold has none; `nil` where nothing is scored.
  public let score: Double?
}

/// Called on the caller's thread after every fit of a fold; never kept. What it throws ends the run and reaches the
/// caller unchanged.
public typealias OnFold = (FoldProgress) throws -> FitControl

/// A run over folds, or over the columns of a ``PermutationImportance``, that was cancelled, with what was done before.
public struct FoldsInterrupted<Partial: Sendable>: Error, Sendable, CustomStringConvertible {
  /// What the folds that were done gave.
  public let partial: Partial
  /// How many fits, or columns, were done.
  public let done: Int
  /// How many there are.
  public let total: Int
  /// What was counted.
  var unit = "fits"

  public var description: String {
    done > 0
      ? "Cancelled after \(done) of \(total) \(unit). `partial` holds what they gave."
      : "Cancelled before the first of \(total) \(unit) was done, so there is no result yet. Run it again and cancel "
        + "later, or " + (unit == "fits" ? "make a fit quicker: fewer rows, a higher tolerance." : "take fewer rows.")
  }
}
