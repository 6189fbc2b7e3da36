/// A number as an unevaluated sum of two Doubles, about 32 digits.
///
/// - SeeAlso: Dekker, *A floating-point technique for extending the available precision*, Numer. Math. 18 (1971).
struct DoubleDouble: Sendable {
  private(set) var high: Double
  private(set) var low: Double

  init(_ value: Double) { (high, low) = (value, 0) }

  private init(high: Double, low: Double) {
    self.high = high + low
    self.low = low - (self.high - high)
  }

  var value: Double { high + low }

  static func product(_ a: Double, _ b: Double) -> DoubleDouble {
    let p = a * b
    return DoubleDouble(high: p, low: (-p).addingProduct(a, b))
  }

  static func + (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let s = a.high + b.high
    let t = s - a.high
    let error = (a.high - (s - t)) + (b.high - t)
    return DoubleDouble(high: s, low: error + a.low + b.low)
  }

  static func - (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble { a + DoubleDouble(high: -b.high, low: -b.low) }

  static func * (a: DoubleDouble, b: Double) -> DoubleDouble {
    let p = product(a.high, b)
    return DoubleDouble(high: p.high, low: p.low + a.low * b)
  }

  static func += (a: inout DoubleDouble, b: DoubleDouble) { a = a + b }
}
