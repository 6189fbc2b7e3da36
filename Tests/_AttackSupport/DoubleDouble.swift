/// A number as an unevaluated sum of two Doubles, about 32 digits.
///
/// - SeeAlso: Dekker, *A floating-point technique for extending the available precision*, Numer. Math. 18 (1971).
package struct DoubleDouble: Sendable {
  package private(set) var high: Double
  package private(set) var low: Double

  package init(_ value: Double) { (high, low) = (value, 0) }

  package init(high: Double, low: Double) {
    self.high = high + low
    self.low = low - (self.high - high)
  }

  package var value: Double { high + low }

  package static func product(_ a: Double, _ b: Double) -> DoubleDouble {
    let p = a * b
    return DoubleDouble(high: p, low: (-p).addingProduct(a, b))
  }

  package static func + (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let s = a.high + b.high
    let t = s - a.high
    let error = (a.high - (s - t)) + (b.high - t)
    return DoubleDouble(high: s, low: error + a.low + b.low)
  }

  package static func - (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    a + DoubleDouble(high: -b.high, low: -b.low)
  }

  package static func * (a: DoubleDouble, b: Double) -> DoubleDouble {
    let p = product(a.high, b)
    return DoubleDouble(high: p.high, low: p.low + a.low * b)
  }

  package static func * (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let p = product(a.high, b.high)
    return DoubleDouble(high: p.high, low: p.low + (a.high * b.low + a.low * b.high))
  }

  package static func / (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let first = a.high / b.high
    let rest = a - b * first
    let second = rest.high / b.high
    let third = (rest - b * second).high / b.high
    return DoubleDouble(first) + DoubleDouble(second) + DoubleDouble(third)
  }

  package static func += (a: inout DoubleDouble, b: DoubleDouble) { a = a + b }

  package static func < (a: DoubleDouble, b: DoubleDouble) -> Bool { (a - b).value < 0 }
}
