internal import Platform

/// The power transformation of one column, and its inverse; as the papers write it, or around an origin.
///
/// Far from 0, bent numbers differ in their last digits, if at all: for λ = −6.5 and numbers about 170 in the
/// fifteenth. Less the bent origin, and over what stretches all of them alike, they are (e^(λ·l) − 1)/λ for l = ln
/// x/x₀, or ln (1 + x)/(1 + x₀): nothing overflows or cancels, and standardised they are the same.
struct ColumnPower: Sendable {
  let method: PowerTransformer.Method
  let power: Double
  /// x₀: > 0 for Box and Cox, 1 for none; any for Yeo and Johnson, 0 for none.
  let origin: Double
  /// ln x₀, or ln (1 + |x₀|).
  private let originLogarithm: Double

  init(_ method: PowerTransformer.Method, _ power: Double, origin: Double? = nil) {
    self.method = method
    self.power = power
    self.origin = origin ?? Self.noOrigin(method)
    originLogarithm = method == .boxCox ? log(self.origin) : log1p(self.origin.magnitude)
  }

  /// The origin around which numbers are bent as the papers write it.
  static func noOrigin(_ method: PowerTransformer.Method) -> Double { method == .boxCox ? 1 : 0 }

  // MARK: As written

  /// Box and Cox: (x^λ − 1)/λ, at λ = 0 ln x. Yeo and Johnson: the same of x + 1 for x ≥ 0, and for x < 0 the mirror
  /// image with 2 − λ. NaN for NaN.
  func bent(_ x: Double) -> Double {
    switch method.kind {
    case .boxCox: raised(log(x), power)
    case .yeoJohnson: x >= 0 ? raised(log1p(x), power) : -raised(log1p(-x), 2 - power)
    }
  }

  /// The x with bent(x) = y; NaN when there is none.
  func straight(_ y: Double) -> Double {
    switch method.kind {
    case .boxCox: exp(lowered(y, power))
    case .yeoJohnson: y >= 0 ? expm1(lowered(y, power)) : -expm1(lowered(-y, 2 - power))
    }
  }

  // MARK: Around the origin

  /// (bent(x) − bent(x₀)) over x₀^λ, or (1 + |x₀|)^λ. NaN for NaN; infinite where that is no Double.
  func relative(_ x: Double) -> Double {
    if origin < 0 { return -mirrored.relative(-x) }
    if method == .boxCox || x >= 0 { return raised(logarithm(x), power) }
    guard x < 0 else { return x }
    return -stretched(log1p(-x), 2 - power, -power * originLogarithm) + raised(-originLogarithm, power)
  }

  /// The x with relative(x) = y; NaN when there is none.
  func straight(relative y: Double) -> Double {
    if origin < 0 { return -mirrored.straight(relative: -y) }
    if method == .yeoJohnson {
      let zero = raised(-originLogarithm, power)
      if y < zero { return straight((y - zero) * exp(power * originLogarithm)) }
    }
    let stretch = expm1(lowered(y, power))
    return method == .boxCox ? origin + origin * stretch : origin + (1 + origin) * stretch
  }

  /// ln x/x₀, or ln (1 + x)/(1 + x₀) for x and x₀ ≥ 0, to full precision near the origin.
  func logarithm(_ x: Double) -> Double {
    let ratio = (x - origin) / (method == .boxCox ? origin : 1 + origin)
    if ratio.magnitude < 0.5 { return log1p(ratio) }
    return (method == .boxCox ? log(x) : log1p(x)) - originLogarithm
  }

  /// Yeo and Johnson: x is bent by λ as −x by 2 − λ, but for the sign.
  private var mirrored: ColumnPower { ColumnPower(method, 2 - power, origin: -origin) }

  /// (e^(λ·l) − 1)/λ.
  private func raised(_ l: Double, _ power: Double) -> Double { power == 0 ? l : expm1(power * l) / power }

  /// The same times eˢ, for l ≥ 0.
  private func stretched(_ l: Double, _ power: Double, _ s: Double) -> Double {
    let plain = raised(l, power)
    if plain.isFinite { return plain == 0 ? 0 : plain * exp(s) }
    return exp(power * l + s) / power
  }

  /// ln(1 + λ·y)/λ.
  private func lowered(_ y: Double, _ power: Double) -> Double { power == 0 ? y : log1p(power * y) / power }
}
