internal import Platform

/// P(X ≥ x) for χ² with `degrees` degrees of freedom. SciPy's `chi2.sf`.
func chiSquaredSurvival(_ x: Double, _ degrees: Double) -> Double {
  guard x > 0 else { return 1 }
  return upperGamma(degrees / 2, x / 2)
}

/// P(X ≥ x) for Fisher's F with `a` and `b` degrees of freedom. SciPy's `f.sf`.
///
/// - Returns: 0 for x = ∞, NaN when a degree is not positive.
func fSurvival(_ x: Double, _ a: Double, _ b: Double) -> Double {
  guard a > 0, b > 0, !x.isNaN else { return .nan }
  guard x > 0 else { return 1 }
  guard x.isFinite else { return 0 }
  return regularizedBeta(b / (b + a * x), a: b / 2, b: a / 2)
}

/// The regularised upper incomplete gamma function Q(a, x). SciPy's `gammaincc`.
///
/// The series for x < a + 1, Lentz's continued fraction elsewhere. Relative error about 1e-14·(1 + |ln Q|).
///
/// - SeeAlso: Press and others, *Numerical Recipes*, 3rd edition, section 6.2.
func upperGamma(_ a: Double, _ x: Double) -> Double {
  guard x > 0 else { return 1 }
  let front = exp(a * log(x) - x - logGamma(a))
  guard x >= a + 1 else {
    var (term, sum, n) = (1 / a, 1 / a, a)
    repeat {
      n += 1
      term *= x / n
      sum += term
    } while term > sum * 1e-17
    return max(0, 1 - front * sum)
  }
  var fraction = LentzFraction(first: x + 1 - a)
  for i in 1...10_000 {
    let i = Double(i)
    if fraction.next(numerator: -i * (i - a), denominator: x + 2 * i + 1 - a) { break }
  }
  return front / fraction.value
}

/// b₀ + a₁/(b₁ + a₂/(b₂ + …)) by Lentz's method.
private struct LentzFraction {
  private(set) var value: Double
  private var c: Double
  private var d = 0.0
  private static let tiny = 1e-300

  init(first: Double) {
    value = first == 0 ? Self.tiny : first
    c = value
  }

  /// Adds a level; returns whether it no longer changed anything.
  mutating func next(numerator: Double, denominator: Double) -> Bool {
    d = denominator + numerator * d
    if d == 0 { d = Self.tiny }
    c = denominator + numerator / c
    if c == 0 { c = Self.tiny }
    d = 1 / d
    let change = c * d
    value *= change
    return (change - 1).magnitude < 1e-16
  }
}

/// ln |Γ(a)| for a > 0.
private func logGamma(_ a: Double) -> Double {
  // The C library's lgamma writes to a global sign, which threads would share.
  var sign: Int32 = 0
  return lgamma_r(a, &sign)
}
