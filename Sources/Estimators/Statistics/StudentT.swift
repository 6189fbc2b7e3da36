internal import Platform

/// Student's t distribution with ν > 0 degrees of freedom, which need not be a whole number.
package struct StudentT {
  package let degreesOfFreedom: Double

  package init(degreesOfFreedom: Double) { self.degreesOfFreedom = degreesOfFreedom }

  /// P(T ≤ t), by the incomplete beta function.
  package func cumulative(_ t: Double) -> Double {
    let v = degreesOfFreedom
    let tail = 0.5 * regularizedBeta(v / (v + t * t), a: v / 2, b: 0.5)
    return t > 0 ? 1 - tail : tail
  }

  /// The t with P(T ≤ t) = p, for p in 0.5..<1, to full precision of `cumulative`.
  ///
  /// Bisection: about sixty evaluations, each some microseconds.
  package func quantile(_ p: Double) -> Double {
    precondition(p >= 0.5 && p < 1, "A probability of \(p)")
    var high = 1.0
    while cumulative(high) < p, high < 1e300 { high *= 2 }
    var low = 0.0
    while true {
      let middle = (low + high) / 2
      guard middle > low, middle < high else { return middle }
      if cumulative(middle) < p { low = middle } else { high = middle }
    }
  }
}

/// I_x(a, b), the regularised incomplete beta function, for x in 0...1 and a, b > 0.
///
/// - SeeAlso: The continued fraction 8.17.22 of the NIST *Digital Library of Mathematical Functions*, by Lentz's
///   method.
func regularizedBeta(_ x: Double, a: Double, b: Double) -> Double {
  guard x > 0 else { return 0 }
  guard x < 1 else { return 1 }
  // The fraction converges fast below the mean, and I_x(a, b) = 1 − I_{1−x}(b, a).
  guard x <= (a + 1) / (a + b + 2) else { return 1 - regularizedBeta(1 - x, a: b, b: a) }
  let front = exp(-logBeta(a, b) + a * log(x) + b * log1p(-x)) / a
  var numerator = 1.0
  var denominator = 1 / nonZero(1 - (a + b) * x / (a + 1))
  var fraction = denominator
  // Some √max(a, b) terms near the mean, fewer elsewhere.
  for m in 1...1_000_000 {
    let m = Double(m)
    for term in [
      m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
    ] {
      denominator = 1 / nonZero(1 + term * denominator)
      numerator = nonZero(1 + term / numerator)
      fraction *= denominator * numerator
    }
    if (denominator * numerator - 1).magnitude < 1e-16 { break }
  }
  return min(1, front * fraction)
}

private func nonZero(_ value: Double) -> Double { value.magnitude < 1e-300 ? 1e-300 : value }

/// ln B(a, b). For a large argument the difference of two large logarithms of Γ would cost digits, so it is taken term
/// by term of Stirling's series.
private func logBeta(_ a: Double, _ b: Double) -> Double {
  let (large, small) = (max(a, b), min(a, b))
  guard large >= 15 else { return lgamma(large) + lgamma(small) - lgamma(large + small) }
  let growth =
    (large - 0.5) * log1p(small / large) + small * log(large + small) - small + stirlingRest(large + small)
    - stirlingRest(large)
  return lgamma(small) - growth
}

/// ln Γ(x) − ((x − ½) ln x − x + ½ ln 2π), to 2e-16 for x ≥ 15.
private func stirlingRest(_ x: Double) -> Double {
  let y = 1 / (x * x)
  return (1.0 / 12 - y * (1.0 / 360 - y * (1.0 / 1260 - y * (1.0 / 1680 - y / 1188)))) / x
}
