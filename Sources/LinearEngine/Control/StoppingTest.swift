/// The test that ended a fit.
public enum StoppingTest: String, Sendable, Codable, Hashable, CaseIterable {
  /// ‖∇F‖∞ ≤ tolerance: the fit converged. With an L1 norm or bounds, so for the smallest subgradient, projected on the
  /// bounds.
  case gradient
  /// `maxIterations` were done first.
  case iterationLimit
  /// No representable decrease of the objective was left, before the gradient test was met.
  case noDecreaseLeft
  /// Single precision could not bring the gradient, measured in double, below the tolerance.
  case precisionFloor
  /// `onIteration` returned ``FitControl/stop``.
  case caller
  /// The task was cancelled.
  case cancelled
  /// `partialFit` has walked through its rows.
  case endOfChunk
}
