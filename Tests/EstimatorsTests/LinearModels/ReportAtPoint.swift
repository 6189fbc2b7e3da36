import Estimators
import Foundation

/// The objective of a model's own coefficients and the largest component of its gradient, row by row from the
/// definition in compensated arithmetic.
struct ReportAtPoint {
  let x: Matrix<Double>
  /// 0..<K.
  let y: [Int]
  let settings: LogisticRegression<Int>
  let weights: [Double]

  init(_ x: Matrix<Double>, _ y: [Int], _ settings: LogisticRegression<Int>, weights: [Double]? = nil) {
    (self.x, self.y, self.settings) = (x, y, settings)
    self.weights = weights ?? y.map { _ in 1 }
  }

  private var strength: Double { settings.penalty == .none ? 0 : 1 / (weights.reduce(0, +) * settings.c) }

  private var l1Ratio: Double {
    switch settings.penalty.kind {
    case .l1: 1
    case .elasticNet(let ratio): ratio
    case .l2, .none: 0
    }
  }

  func answer(_ model: LogisticRegression<Int>.Model) -> (objective: Double, gradientNorm: Double) {
    let loss = Verifier(x: x, y: y, s: weights, c: .infinity, oneVsRest: settings.multiClass == .ovr)
      .evaluate(model.coefficients, model.intercepts)
    let ratio = l1Ratio
    var objective = loss.objectives.reduce(0, +)
    var largest = settings.fitIntercept ? loss.interceptGradient.map(\.magnitude).max() ?? 0 : 0
    for (k, slopes) in loss.weightGradient.enumerated() {
      for (j, slope) in slopes.enumerated() {
        let w = model.coefficients[k, j]
        objective += strength * ((1 - ratio) / 2 * w * w + ratio * w.magnitude)
        let smooth = slope + strength * (1 - ratio) * w
        let kink = strength * ratio
        let least = w == 0 ? max(0, smooth.magnitude - kink) : (smooth + (w > 0 ? kink : -kink)).magnitude
        largest = max(largest, least)
      }
    }
    return (objective, largest)
  }
}

/// How far two numbers are apart, as a share of the larger one.
func relativeDifference(_ a: Double, _ b: Double) -> Double {
  a == b ? 0 : (a - b).magnitude / max(a.magnitude, b.magnitude)
}
