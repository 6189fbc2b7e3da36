import Estimators
import Foundation

/// The package's `SquaredHinge`, as somebody else would write it.
struct OutsideSquaredHinge: ScalarLoss {
  let curvatureBound: Double? = 2

  func terms(_ z: Double, _ y: Double) -> LossTerms {
    let m = 1 - y * z
    if m <= 0 { return LossTerms(value: 0, slope: 0, curvature: 0) }
    return LossTerms(value: m * m, slope: -2 * y * m, curvature: 2 * y * y)
  }
}

/// The package's `PoissonLoss`, the same way.
struct OutsidePoisson: ScalarLoss {
  let curvatureBound: Double? = nil

  func terms(_ z: Double, _ y: ObservedCount) -> LossTerms {
    let mean = y.exposure * exp(z)
    let own = y.count > 0 ? y.count * (log(y.count / y.exposure) - z) : 0
    return LossTerms(value: mean - y.count + own, slope: mean - y.count, curvature: mean)
  }
}
