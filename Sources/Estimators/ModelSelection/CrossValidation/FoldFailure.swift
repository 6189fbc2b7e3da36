/// Why a fold has no score: its fit is impossible, or a scorer has no value there.
///
/// What ends a whole run, and what a fold: settings that `validate()` refuses, a splitter's folds that cannot be, a
/// label in the settings that no row of the data has, and a scorer with a setting out of range are thrown at once,
/// since they are the same for every fold. Whatever else a fit or a score throws is of the rows of its fold (one class,
/// too few neighbours, an area of one class): the score is NaN there, this value says why, the mean leaves it out, and
/// the other folds go on. When no fold has a score, the first reason is thrown.
public struct FoldFailure: Sendable, Hashable, Codable {
  /// The number of the fold.
  public let fold: Int
  /// The scorer that has no value there; `nil` when the fit failed, so that none has one.
  public let scorer: String?
  /// The sentence of the error.
  public let reason: String

  init(fold: Int, scorer: String? = nil, _ error: any Error) {
    self.fold = fold
    self.scorer = scorer
    reason = "\(error)"
  }
}

extension FoldFailure: CustomStringConvertible {
  /// One sentence: the fold, and why.
  public var description: String { "Fold \(fold) has no \(scorer ?? "score"): \(reason)" }
}

/// A score that is not a number, from a scorer that threw nothing.
struct ScoreIsNoNumber: Error, CustomStringConvertible {
  var description: String { "It is not a number for these rows." }
}

/// What a run throws that was stopped or cancelled: never the fault of a fold.
protocol RunInterruption: Error {}

extension FitInterrupted: RunInterruption {}
extension FoldsInterrupted: RunInterruption {}
extension CancellationError: RunInterruption {}
