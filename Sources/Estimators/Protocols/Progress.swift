/// How far a fit has come.
public struct Iteration: Sendable, Hashable, Codable {
  /// Counted from 1.
  public let number: Int
  /// The mean objective, penalty included; with one-vs-rest the sum over its problems.
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

/// Called on the caller's thread after every iteration; never kept, so it may touch local state. What it throws ends the
/// fit and reaches the caller unchanged.
public typealias OnIteration = (Iteration) throws -> FitControl

/// A fit whose task was cancelled, with the best model so far.
///
///     do { model = try clf.fitted(to: x, y) } catch let stop as FitInterrupted<LogisticRegression<Int>.Model> {
///       model = stop.model
///     }
public struct FitInterrupted<Model: Sendable>: Error, Sendable {
  /// The best model so far.
  public let model: Model
  /// The last iteration that was completed.
  public let iteration: Int
  /// What is to be known about this model before it is used, and what to do about it; `nil` when there is nothing.
  public let advice: String?

  /// An interruption of a fit of your own, after so many iterations.
  ///
  /// - Parameters:
  ///   - model: The best model so far.
  ///   - iteration: The last iteration that was completed.
  ///   - advice: What is to be known about the model, in whole sentences.
  public init(model: Model, iteration: Int, advice: String? = nil) {
    self.model = model
    self.iteration = iteration
    self.advice = advice
  }

  /// The same interruption of a fit around this one, for an estimator that wraps another.
  ///
  /// - Parameters:
  ///   - iterations: How many iterations came before the inner fit.
  ///   - wrap: Puts the inner model into the outer one.
  public func map<Outer: Sendable>(
    after iterations: Int = 0, _ wrap: (Model) throws -> Outer
  ) rethrows -> FitInterrupted<Outer> {
    FitInterrupted<Outer>(model: try wrap(model), iteration: iterations + iteration, advice: advice)
  }
}

extension FitInterrupted: CustomStringConvertible {
  public var description: String {
    "The fit was cancelled after iteration \(iteration). "
      + (advice ?? "`model` holds the best model so far.")
  }
}

/// The model of a fit inside of another one. When the inner fit is cancelled, the outer ``FitInterrupted`` holds the outer
/// model.
///
/// - Parameters:
///   - iterations: How many iterations came before the inner fit.
///   - fit: The inner fit.
///   - wrap: Puts its model into the outer one.
func wrappingModel<Inner: Sendable, Outer: Sendable>(
  after iterations: Int = 0, of fit: () throws -> Inner, in wrap: (Inner) throws -> Outer
) throws -> Outer {
  do {
    return try wrap(fit())
  } catch let stop as FitInterrupted<Inner> {
    throw try stop.map(after: iterations, wrap)
  }
}
