internal import Platform

/// The likelihood of a power λ for one column: how normal the bent numbers y are.
///
///     ℓ(λ)/S = −½·ln var(y) + (λ − 1)·mean(c),    c = ln x, or sign(x)·ln(1 + |x|)
///
/// ℓ is concave in λ, so its maximum is where ℓ′(λ)/S = mean(c) − cov(y, y′)/var(y) is 0. Where all numbers have one
/// sign the logarithms are those of x over an origin among them, which leaves both terms as they are; in any case they
/// are divided by the largest, which divides λ's unit, and y and y′ by their largest where they are huge: nothing
/// overflows or cancels, and no λ is out of reach.
struct PowerLikelihood {
  /// What numbers are bent around; none where both signs occur.
  let origin: Double
  /// ln x/x₀ or ln (1 + |x|)/(1 + |x₀|) over `unit`, in −1...1.
  private let logarithms: [Double]
  /// The largest magnitude of these logarithms.
  private let unit: Double
  /// Which numbers are negative where both signs occur: they are bent with 2 − λ.
  private let isNegative: [Bool]
  private let weights: [Double]?
  /// mean(c) over `unit`.
  private let slope: Double
  /// Whether all numbers are negative: then λ stands for 2 − λ throughout.
  private let isMirrored: Bool

  /// - Precondition: at least two different numbers with weight; for Box and Cox all > 0.
  init(_ values: [Double], _ method: PowerTransformer.Method, weights: [Double]?) {
    let places = values.indices.filter { !values[$0].isNaN && weights?[$0] != 0 }
    let weightsOfPlaces = weights.map { weights in places.map { weights[$0] } }
    let total = weightsOfPlaces?.reduce(0, +) ?? Double(places.count)
    func mean(_ numbers: [Double]) -> Double {
      guard let weights = weightsOfPlaces else { return numbers.reduce(0, +) / total }
      return zip(numbers, weights).reduce(0) { $0 + $1.0 * ($1.1 / total) }
    }
    let negative = places.map { method == .yeoJohnson && values[$0] < 0 }
    let isMixed = negative.contains(true) && negative.contains(false)
    let sizes = places.map { method == .boxCox ? values[$0] : values[$0].magnitude }
    let centre = isMixed ? 0 : mean(sizes.map { method == .boxCox ? log($0) : log1p($0) })
    let size = method == .boxCox ? max(exp(centre), .leastNonzeroMagnitude) : expm1(centre)
    let around = ColumnPower(method, 1, origin: size)
    let logarithms = sizes.map(around.logarithm)
    let unit = logarithms.reduce(0) { max($0, $1.magnitude) }
    isMirrored = !isMixed && negative.contains(true)
    origin = isMirrored ? -size : size
    self.logarithms = logarithms.map { $0 / unit }
    self.unit = unit
    isNegative = isMixed ? negative : []
    slope = mean(zip(self.logarithms, negative).map { isMixed && $1 ? -$0 : $0 })
    self.weights = weightsOfPlaces
  }

  /// The power of the greatest likelihood.
  ///
  /// - Complexity: about 20 passes over the numbers.
  func maximum() -> Double {
    let (low, high) = (end(-1) { derivative($0) <= 0 }, end(1) { derivative($0) >= 0 })
    let root = bracketedRoot(of: derivative, between: low, high) / unit
    return isMirrored ? 2 - root : root
  }

  /// How many doublings are tried: numbers that differ have logarithms that differ by more than 2⁻⁶⁰ of the largest.
  private static var mostDoublings: Int { 80 }

  /// The first of `start`, 2·`start`, 4·`start` … beyond the maximum.
  private func end(_ start: Double, isBefore: (Double) -> Bool) -> Double {
    var place = start
    for _ in 0..<Self.mostDoublings where isBefore(place) { place *= 2 }
    return place
  }

  /// ℓ′(λ)/S over `unit`, at λ·`unit`.
  private func derivative(_ power: Double) -> Double {
    let mirroredPower = 2 * unit - power
    let excess = largestExponent(power, mirroredPower)
    var (meanY, meanSlope) = (0.0, 0.0)
    var (variance, covariance) = (0.0, 0.0)
    var weight = 0.0
    for index in logarithms.indices {
      let l = logarithms[index]
      let negative = !isNegative.isEmpty && isNegative[index]
      let exponent = negative ? mirroredPower : power
      let t = exponent * l
      let y = (negative ? -1 : 1) * (exponent == 0 ? l * exp(-excess) : grown(t, excess) / exponent)
      let slope = l * l * powerSlope(t, excess)
      let s = weights?[index] ?? 1
      weight += s
      let (stepY, stepSlope) = (y - meanY, slope - meanSlope)
      let share = s / weight
      meanY += stepY * share
      meanSlope += stepSlope * share
      variance += s * stepY * (y - meanY)
      covariance += s * stepY * (slope - meanSlope)
    }
    let quotient = covariance / variance
    guard quotient.isFinite, variance > 0 else { return power > 0 ? -.infinity : .infinity }
    return slope - quotient
  }

  /// The largest exponent of e in the bent numbers, 0 where e to it is harmless.
  private func largestExponent(_ power: Double, _ mirroredPower: Double) -> Double {
    var largest = 0.0
    for index in logarithms.indices {
      let negative = !isNegative.isEmpty && isNegative[index]
      largest = max(largest, (negative ? mirroredPower : power) * logarithms[index])
    }
    return largest > 300 ? largest : 0
  }
}

/// (eᵗ − 1)/eᵐ.
private func grown(_ t: Double, _ m: Double) -> Double { m == 0 ? expm1(t) : exp(t - m) - exp(-m) }

/// ((t − 1)·eᵗ + 1)/t² = Σ tᵏ/((k + 2)·k!), over eᵐ: how (eᵗ − 1)/λ with t = λ·l grows with λ, over l².
private func powerSlope(_ t: Double, _ m: Double) -> Double {
  guard t.magnitude < 1 else { return ((t - 1) * exp(t - m) + exp(-m)) / (t * t) }
  var (power, sum, k) = (1.0, 0.5, 0.0)
  repeat {
    k += 1
    power *= t / k
    sum += power / (k + 2)
  } while power.magnitude > 1e-18
  return m == 0 ? sum : sum * exp(-m)
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

/// The step from b to where the inverse parabola through three points, or the secant through two, is 0; `nil` when
/// there is none.
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
