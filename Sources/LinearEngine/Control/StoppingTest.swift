// Guarded by `CodedChoiceTests`.
/// The test that ended a fit.
public struct StoppingTest: NamedChoice, RawRepresentable, Sendable, Codable, Hashable, CaseIterable {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case gradient, iterationLimit, noDecreaseLeft, precisionFloor, caller, cancelled, endOfChunk, given
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  /// ‖∇F‖∞ ≤ tolerance: the fit converged. With an L1 norm or bounds, so for the smallest subgradient, projected on the
  /// bounds.
  public static let gradient = Self(.gradient)
  /// `maxIterations` were done first.
  public static let iterationLimit = Self(.iterationLimit)
  /// No representable decrease of the objective was left, before the gradient test was met.
  public static let noDecreaseLeft = Self(.noDecreaseLeft)
  /// Single precision could not bring the gradient, measured in double, below the tolerance.
  public static let precisionFloor = Self(.precisionFloor)
  /// `onIteration` returned ``FitControl/stop``.
  public static let caller = Self(.caller)
  /// The task was cancelled.
  public static let cancelled = Self(.cancelled)
  /// `partialFit` has walked through its rows.
  public static let endOfChunk = Self(.endOfChunk)
  /// There was no fit: the coefficients came from elsewhere.
  public static let given = Self(.given)
}
