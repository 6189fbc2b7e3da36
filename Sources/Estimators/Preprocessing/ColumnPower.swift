#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The power transformation of one column, and its inverse.
struct ColumnPower: Sendable {
  let method: PowerTransformer.Method
  let power: Double

  init(_ method: PowerTransformer.Method, _ power: Double) {
    self.method = method
    self.power = power
  }

  /// Box and Cox: (x^λ − 1)/λ, at λ = 0 ln x. Yeo and Johnson: the same of x + 1 for x ≥ 0, and for x < 0 the mirror image
  /// with 2 − λ. NaN for NaN.
  func bent(_ x: Double) -> Double {
    switch method {
    case .boxCox: raised(log(x), power)
    case .yeoJohnson: x >= 0 ? raised(log1p(x), power) : -raised(log1p(-x), 2 - power)
    }
  }

  /// The x with bent(x) = y; NaN when there is none.
  func straight(_ y: Double) -> Double {
    switch method {
    case .boxCox: exp(lowered(y, power))
    case .yeoJohnson: y >= 0 ? expm1(lowered(y, power)) : -expm1(lowered(-y, 2 - power))
    }
  }

  /// (e^(λ·l) − 1)/λ.
  private func raised(_ l: Double, _ power: Double) -> Double { power == 0 ? l : expm1(power * l) / power }

  /// ln(1 + λ·y)/λ.
  private func lowered(_ y: Double, _ power: Double) -> Double { power == 0 ? y : log1p(power * y) / power }
}
