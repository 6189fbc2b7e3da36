import Estimators

/// What a law found wrong, in words: which law, which type, and the numbers.
///
/// It is the only error that a check throws: what an estimator throws where it should not is told in its words.
public struct LawViolation: Error, Hashable, CustomStringConvertible {
  /// Which law, which type, and what was found.
  public let description: String

  /// For laws of your own.
  public init(_ description: String) { self.description = description }
}

/// Runs a check, and puts the names of law and estimator in front of what it finds.
func checking(_ law: String, _ estimator: Any.Type, _ body: () throws -> Void) throws {
  do {
    try body()
  } catch let violation as LawViolation {
    throw LawViolation("\(estimator) breaks the law \(law). \(violation.description)")
  } catch {
    throw LawViolation("\(estimator) breaks the law \(law). It threw \(type(of: error)): \(error)")
  }
}

/// Everything that a value is made of, as text; equal for equal settings.
func contents(of value: some Estimator) -> String {
  var text = ""
  dump(value, to: &text)
  return text
}

/// The largest difference of two matrices, relative to the largest number in either (or 1); ∞ for other shapes.
package func difference(_ a: Matrix<Double>, _ b: Matrix<Double>) -> Double {
  guard a.rows == b.rows, a.columns == b.columns else { return .infinity }
  let scale = max(1, (a.elements + b.elements).map(\.magnitude).max() ?? 0)
  let differences = zip(a.elements, b.elements).map { ($0 - $1).magnitude / scale }
  return differences.contains(where: \.isNaN) ? .infinity : differences.max() ?? 0
}
