import CEstimators

/// What a call is refused with: a code of the header, and a sentence.
struct Refusal: Error {
  let code: Int
  let sentence: String

  /// An argument that is wrong by itself.
  static func argument(_ sentence: String) -> Refusal { Refusal(code: ESTIMATORS_INVALID_ARGUMENT, sentence: sentence) }

  /// A setting that is not there, or has no such value.
  static func setting(_ sentence: String) -> Refusal { Refusal(code: ESTIMATORS_INVALID_SETTING, sentence: sentence) }
}
