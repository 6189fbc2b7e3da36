// Guarded by `ProgressTests`.
/// How far a fit has come.
public struct Iteration: Sendable, Hashable, Codable {
  /// Counted from 1.
  public let number: Int
  /// The mean objective, penalty included; with one-vs-rest the sum over its problems. Known to about seven digits
  /// while a fit runs in single precision.
  public let objective: Double
  /// The largest magnitude in the gradient; with one-vs-rest the largest of its problems.
  public let gradientNorm: Double
  /// Passes over the data so far.
  public let evaluations: Int

  /// An iteration of a fit of your own; NaN for what it does not compute.
  public init(number: Int, objective: Double, gradientNorm: Double, evaluations: Int) {
    self.number = number
    self.objective = objective
    self.gradientNorm = gradientNorm
    self.evaluations = evaluations
  }
}

extension Iteration {
  /// Tells the caller of this iteration, and returns why to stop: ``StoppingTest/caller`` to return the model so far,
  /// ``StoppingTest/cancelled`` to throw it as ``FitInterrupted``, `nil` to go on.
  ///
  /// - Throws: What the caller's closure throws, but for `CancellationError`, which counts as cancelling the task.
  public func reasonToStop(_ onIteration: OnIteration) throws -> StoppingTest? {
    do {
      if try onIteration(self) == .stop { return .caller }
    } catch is CancellationError {
      return .cancelled
    }
    return Task.isCancelled ? .cancelled : nil
  }
}

/// What a progress closure answers.
public enum FitControl: Sendable {
  /// Go on.
  case proceed
  /// End now, with the current model. The report says that the caller stopped it.
  case stop
}

/// Called on the caller's thread after every iteration; never kept, so it may touch local state. What it throws ends
/// the fit and reaches the caller unchanged.
public typealias OnIteration = (Iteration) throws -> FitControl
