#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The likelihood of a power λ for one column: how normal the bent numbers y are.
///
///     ℓ(λ)/S = −½·ln var(y) + (λ − 1)·mean(c),    c = ln x, or sign(x)·ln(1 + |x|)
///
/// ℓ is concave in λ, so its maximum is where ℓ′(λ)/S = mean(c) − cov(y, y′)/var(y) is 0. Where all logarithms have one
/// sign they are moved by their mean, which y′ and y follow: nothing overflows or cancels for columns far from 1.
struct PowerLikelihood {
  /// The logarithm of each number, ≥ 0 for Yeo and Johnson, less `centre`.
  private let logarithms: [Double]
  /// Which numbers are negative: they are bent with 2 − λ.
  private let isNegative: [Bool]
  private let weights: [Double]?
  private let total: Double
  /// mean(c), 0 after moving.
  private let slope: Double
  /// Whether all numbers are negative: then λ stands for 2 − λ throughout.
  private let isMirrored: Bool
  /// The powers that are looked at.
  private let range: ClosedRange<Double>?

  /// - Precondition: at least two different numbers with weight; for Box and Cox all > 0.
  init(_ values: [Double], _ method: PowerTransformer.Method, weights: [Double]?) {
    let places = values.indices.filter { !values[$0].isNaN && weights?[$0] != 0 }
    let weightsOfPlaces = weights.map { weights in places.map { weights[$0] } }
    let total = weightsOfPlaces?.reduce(0, +) ?? Double(places.count)
    let logarithms = places.map { method == .boxCox ? log(values[$0]) : log1p(values[$0].magnitude) }
    let negative = places.map { method == .yeoJohnson && values[$0] < 0 }
    func mean(_ numbers: [Double]) -> Double {
      guard let weights = weightsOfPlaces else { return numbers.reduce(0, +) / total }
      return zip(numbers, weights).reduce(0) { $0 + $1.0 * $1.1 } / total
    }
    let isMixed = negative.contains(true) && negative.contains(false)
    let centre = isMixed ? 0 : mean(logarithms)
    isMirrored = !isMixed && negative.contains(true)
    self.logarithms = logarithms.map { $0 - centre }
    isNegative = isMixed ? negative : []
    slope = isMixed ? mean(zip(logarithms, negative).map { $1 ? -$0 : $0 }) : 0
    self.weights = weightsOfPlaces
    self.total = total
    let positive = Self.usefulPowers(zip(logarithms, negative).filter { !$1 }.map(\.0))
    let mirrored = Self.usefulPowers(zip(logarithms, negative).filter(\.1).map(\.0))
    guard isMixed else {
      range = negative.contains(true) ? mirrored : positive
      return
    }
    let low = max(positive.lowerBound, 2 - mirrored.upperBound)
    let high = min(positive.upperBound, 2 - mirrored.lowerBound)
    range = low <= high ? low...high : nil
  }

  /// The powers that neither overflow, for numbers up to 20 times as large, as in SciPy, nor bend all numbers to so nearly
  /// the same one that a Double keeps less than half of their digits.
  private static func usefulPowers(_ logarithms: [Double]) -> ClosedRange<Double> {
    let (digits, exponents) = (18.0, 336.0)  // ln of 2²⁶, and half of that of the largest Double
    let (least, most) = (logarithms.min() ?? 0, logarithms.max() ?? 0)
    let limit = exponents / (max(least.magnitude, most.magnitude) + 3)
    return (least > 0 ? max(-limit, -digits / least) : -limit)...(most < 0 ? min(limit, digits / -most) : limit)
  }

  /// The power of the greatest likelihood among the useful ones; 1 when there is none.
  ///
  /// - Complexity: about 15 passes over the numbers.
  func maximum() -> Double {
    guard let range else { return 1 }
    let (low, high) = (range.lowerBound, range.upperBound)
    let root: Double
    if derivative(low) <= 0 {
      root = low
    } else if derivative(high) >= 0 {
      root = high
    } else {
      root = bracketedRoot(of: derivative, between: low, high)
    }
    return isMirrored ? 2 - root : root
  }

  /// ℓ′(λ)/S; ±∞ towards the maximum where the numbers overflow.
  private func derivative(_ power: Double) -> Double {
    var (meanY, meanSlope) = (0.0, 0.0)
    var (variance, covariance) = (0.0, 0.0)
    var weight = 0.0
    for index in logarithms.indices {
      let l = logarithms[index]
      let negative = !isNegative.isEmpty && isNegative[index]
      let exponent = negative ? 2 - power : power
      let t = exponent * l
      let y = (negative ? -1 : 1) * (exponent == 0 ? l : expm1(t) / exponent)
      let slope = l * l * powerSlope(t)
      let s = weights?[index] ?? 1
      weight += s
      let (stepY, stepSlope) = (y - meanY, slope - meanSlope)
      meanY += stepY * s / weight
      meanSlope += stepSlope * s / weight
      variance += s * stepY * (y - meanY)
      covariance += s * stepY * (slope - meanSlope)
    }
    let quotient = covariance / variance
    guard quotient.isFinite, variance > 0 else { return power > 0 ? -.infinity : .infinity }
    return slope - quotient
  }
}

/// ((t − 1)·eᵗ + 1)/t² = Σ tᵏ/((k + 2)·k!): how (eᵗ − 1)/λ with t = λ·l grows with λ, over l².
private func powerSlope(_ t: Double) -> Double {
  guard t.magnitude < 1 else { return ((t - 1) * exp(t) + 1) / (t * t) }
  var (power, sum, k) = (1.0, 0.5, 0.0)
  repeat {
    k += 1
    power *= t / k
    sum += power / (k + 2)
  } while power.magnitude > 1e-18
  return sum
}

/// The place where a function changes its sign, by Brent's method: inverse quadratic steps, secants, bisection.
///
/// - Parameter low: The function has another sign here than at `high`.
/// - Complexity: about 10 evaluations where the function is smooth, never more than 200.
/// - SeeAlso: R. Brent, *Algorithms for Minimization Without Derivatives*, 1973, chapter 4.
func bracketedRoot(of function: (Double) -> Double, between low: Double, _ high: Double) -> Double {
  var (a, b) = (low, high)
  var (fa, fb) = (function(a), function(b))
  // b is the best place, a the one before, c on the other side of the root.
  var (c, fc) = (a, fa)
  var (step, stepBefore) = (b - a, b - a)
  for _ in 0..<200 {
    if (fb > 0) == (fc > 0) { (c, fc, step, stepBefore) = (a, fa, b - a, b - a) }
    if fc.magnitude < fb.magnitude { (a, b, c, fa, fb, fc) = (b, c, b, fb, fc, fb) }
    let half = (c - b) / 2
    let smallest = 2 * b.magnitude.ulp
    if half.magnitude <= smallest || fb == 0 { break }
    let guess = stepBefore.magnitude >= smallest ? interpolatedStep(a, b, c, fa, fb, fc) : nil
    if let guess, guess * half > 0, guess.magnitude < min(1.5 * half.magnitude, stepBefore.magnitude / 2) {
      (stepBefore, step) = (step, guess)
    } else {
      (stepBefore, step) = (half, half)
    }
    (a, fa) = (b, fb)
    b += step.magnitude > smallest ? step : half > 0 ? smallest : -smallest
    fb = function(b)
  }
  return b
}

/// The step from b to where the inverse parabola through three points, or the secant through two, is 0; `nil` when there is
/// none.
private func interpolatedStep(
  _ a: Double, _ b: Double, _ c: Double, _ fa: Double, _ fb: Double, _ fc: Double
) -> Double? {
  guard fa.isFinite, fc.isFinite, fa.magnitude > fb.magnitude else { return nil }
  let s = fb / fa
  guard a != c else { return (c - b) * s / (s - 1) }
  let (q, r) = (fa / fc, fb / fc)
  let numerator = s * ((c - b) * q * (q - r) - (b - a) * (r - 1))
  let denominator = (q - 1) * (r - 1) * (s - 1)
  return denominator == 0 ? nil : -numerator / denominator
}
