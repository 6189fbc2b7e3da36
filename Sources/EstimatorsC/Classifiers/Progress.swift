import CEstimators
import Estimators

/// The caller's progress function as the closure of a fit.
struct Progress {
  let function: estimators_progress?
  let user: UnsafeMutableRawPointer?

  /// - Throws: `CancellationError` where it cancels, ``Refusal`` where it answers what is no answer.
  func tell(_ iteration: Iteration) throws -> FitControl {
    guard let function else { return .proceed }
    var told = estimators_iteration(
      number: Int64(iteration.number), evaluations: Int64(iteration.evaluations), objective: iteration.objective,
      gradient_norm: iteration.gradientNorm)
    let answer = function(user, &told)
    switch Int(answer) {
    case ESTIMATORS_PROCEED: return .proceed
    case ESTIMATORS_STOP: return .stop
    case ESTIMATORS_CANCEL: throw CancellationError()
    default:
      throw Refusal.argument(
        "The progress function returned \(answer); it must be ESTIMATORS_PROCEED, ESTIMATORS_STOP or "
          + "ESTIMATORS_CANCEL.")
    }
  }

  /// Runs a fit, whose interruption becomes a code.
  func cancelling(_ fit: () throws -> Void) throws {
    do { try fit() } catch let error where isInterruption(error) {
      throw Refusal(
        code: ESTIMATORS_CANCELLED, sentence: "The fit was cancelled by its progress function; no model was kept.")
    }
  }

  private func isInterruption(_ error: any Error) -> Bool {
    error is FitInterrupted<LogisticRegression<Int>.Model> || error is FitInterrupted<LogisticRegression<String>.Model>
      || error is CancellationError
  }
}
