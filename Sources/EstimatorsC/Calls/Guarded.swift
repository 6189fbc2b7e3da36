import CEstimators
import Estimators

/// Runs a call from C. What it throws becomes the code that is returned, and the sentence of this thread.
func guarded(_ body: () throws -> Void) -> Int32 {
  do {
    try body()
    return Int32(ESTIMATORS_OK)
  } catch {
    // A text for C ends at its first zero.
    _estimators_set_last_error(sentence(of: error).replacing("\0", with: "\u{FFFD}"))
    return Int32(code(of: error))
  }
}

private func sentence(of error: any Error) -> String { (error as? Refusal)?.sentence ?? "\(error)" }

private func code(of error: any Error) -> Int {
  switch error {
  case let refusal as Refusal: refusal.code
  case let error as EstimatorError: code(of: error.code)
  case let error as MatrixError: error.code == .tooLarge ? ESTIMATORS_OUT_OF_MEMORY : ESTIMATORS_INVALID_DATA
  case let error as ModelFileError: error.code == .tooLarge ? ESTIMATORS_OUT_OF_MEMORY : ESTIMATORS_FILE
  default: ESTIMATORS_FAILED
  }
}

private func code(of code: EstimatorError.Code) -> Int {
  switch code {
  case .notFitted: ESTIMATORS_NOT_FITTED
  case .invalidSetting: ESTIMATORS_INVALID_SETTING
  case .unsupported, .tooSlow: ESTIMATORS_UNSUPPORTED
  case .tooLarge: ESTIMATORS_OUT_OF_MEMORY
  case .objectiveNotFinite: ESTIMATORS_FAILED
  default: ESTIMATORS_INVALID_DATA
  }
}
