/// A fit whose task was cancelled, or that the caller stopped before there was what it promises, with the best model so
/// far.
///
///     do { model = try clf.fitted(to: x, y) } catch let stop as FitInterrupted<LogisticRegression<Int>.Model> {
///       model = stop.model
///     }
public struct FitInterrupted<Model: Sendable>: Error, Sendable {
  /// The best model so far.
  public let model: Model
  /// The last iteration that was completed.
  public let iteration: Int
  /// ``StoppingTest/cancelled``, or ``StoppingTest/caller`` where ``FitControl/stop`` came too early.
  public let cause: StoppingTest
  /// What is to be known about this model before it is used, and what to do about it; `nil` when there is nothing.
  public let advice: String?

  /// An interruption of a fit of your own, after so many iterations.
  ///
  /// - Parameters:
  ///   - model: The best model so far.
  ///   - iteration: The last iteration that was completed.
  ///   - cause: Who ended it, the task or the caller.
  ///   - advice: What is to be known about the model, in whole sentences.
  public init(model: Model, iteration: Int, cause: StoppingTest = .cancelled, advice: String? = nil) {
    self.model = model
    self.iteration = iteration
    self.cause = cause
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
    FitInterrupted<Outer>(model: try wrap(model), iteration: iterations + iteration, cause: cause, advice: advice)
  }
}

extension FitInterrupted: CustomStringConvertible {
  public var description: String {
    "The fit was \(cause == .caller ? "stopped by the caller" : "cancelled") after iteration \(iteration). "
      + (advice ?? "`model` holds the best model so far.")
  }
}

/// The model of a fit inside of another one. When the inner fit is cancelled, the outer ``FitInterrupted`` holds the
/// outer model.
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
