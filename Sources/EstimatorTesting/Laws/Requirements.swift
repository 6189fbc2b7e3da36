import Estimators

/// `holds`, or there is a violation to tell of.
func require(_ holds: Bool, _ message: @autoclosure () -> String) throws {
  guard holds else { throw LawViolation(message()) }
}

/// The body throws an error that explains; `what` went wrong in the input.
func requireExplained(_ what: String, _ body: () throws -> Void) throws {
  do {
    try body()
  } catch is EstimatorError {
    return
  } catch is MatrixError {
    return
  } catch {
    throw LawViolation("\(what) threw \(type(of: error)), where an EstimatorError should say what is wrong: \(error)")
  }
  throw LawViolation("\(what) went through, where an EstimatorError should say what is wrong.")
}

/// The body throws an error that explains, or gives the same as without the change: then it does not look at what was
/// changed.
func requireExplained<Result: Equatable>(_ what: String, orSame expected: Result, _ body: () throws -> Result) throws {
  var result: Result?
  do {
    try requireExplained(what) { result = try body() }
  } catch let violation as LawViolation {
    if result != expected { throw violation }
  }
}

/// Weights that are negative, no numbers, all 0 or too few are refused.
func requireWeightsExplained(rows: Int, _ fit: ([Double]) throws -> Void) throws {
  for wrong in [-1, .nan, .infinity] {
    var weights = [Double](repeating: 1, count: rows)
    weights[1] = wrong
    try requireExplained("A weight of \(wrong)") { try fit(weights) }
  }
  try requireExplained("Weights that are all 0") { try fit(Array(repeating: 0, count: rows)) }
  try requireExplained("Fewer weights than rows") { try fit([1]) }
}
