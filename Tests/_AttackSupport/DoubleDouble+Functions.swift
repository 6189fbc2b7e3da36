import Foundation

extension DoubleDouble {
  /// ln 2.
  private static let ln2 = DoubleDouble(high: 0.6931471805599453, low: 2.3190468138462996e-17)
  /// Below this the exponential is 0 in a Double.
  private static let lowest = -745.0
  /// The argument of the series is divided by 2 to this power.
  private static let halvings = 8

  /// eˣ to some 30 digits, 0 below −745.
  package var exponential: DoubleDouble {
    guard high > Self.lowest else { return DoubleDouble(0) }
    let power = (high / Self.ln2.high).rounded()
    let rest = (self - Self.ln2 * power) * pow(2, -Double(Self.halvings))
    // expm1 by its series, and then by (1 + e)² − 1 = e·(2 + e), so that no digit of a small number is lost.
    var (term, sum) = (rest, rest)
    for k in 2...11 {
      term = term * rest / DoubleDouble(Double(k))
      sum += term
    }
    for _ in 0..<Self.halvings { sum = sum * (DoubleDouble(2) + sum) }
    let result = DoubleDouble(1) + sum
    return DoubleDouble(
      high: scalbn(result.high, Int(power)), low: scalbn(result.low, Int(power)))
  }

  /// ln(1 + x) for x ≥ 0.
  package var log1p: DoubleDouble {
    if high < 1e-6 {
      var (power, sum) = (self, self)
      for k in 2...6 {
        power = power * self
        let term = power / DoubleDouble(Double(k))
        sum += k % 2 == 0 ? DoubleDouble(0) - term : term
      }
      return sum
    }
    // One step of Newton's method on eʸ = 1 + x, from the rounded logarithm.
    let argument = DoubleDouble(1) + self
    let rounded = DoubleDouble(log(argument.high))
    return rounded + (argument * (DoubleDouble(0) - rounded).exponential - DoubleDouble(1))
  }
}
