// Guarded by `SeparableTermTests`.
/// The part of an objective that has no gradient, for the d parameters of one problem:
///
///     h(w) = Σⱼ l1ⱼ·|wⱼ|  where lowerⱼ ≤ wⱼ ≤ upperⱼ, ∞ elsewhere
///
/// It is a sum over single parameters, so each can be minimised over by a formula.
package struct SeparableTerm: Sendable {
  /// Weights of the magnitudes, d numbers ≥ 0.
  package let l1: [Double]
  /// d numbers, -∞ for no limit.
  package let lower: [Double]
  /// d numbers, ∞ for no limit.
  package let upper: [Double]

  package init(l1: [Double], lower: [Double], upper: [Double]) {
    (self.l1, self.lower, self.upper) = (l1, lower, upper)
  }

  /// h at a point within the limits.
  package func value(at point: [Double]) -> Double {
    var sum = 0.0
    for j in point.indices { sum += l1[j] * point[j].magnitude }
    return sum
  }

  /// −(∇f·d + h(x) − h(w)) for d = x − w: what f + h falls by from w towards x, to first order in f.
  ///
  /// Summed over the parameters that move, because h(x) − h(w) as a whole would drown in the rounding of both.
  package func promisedDecrease(from point: [Double], to target: [Double], gradient: [Double]) -> Double {
    var sum = 0.0
    for j in point.indices where target[j] != point[j] {
      sum += gradient[j] * (target[j] - point[j]) + l1[j] * (target[j].magnitude - point[j].magnitude)
    }
    return -sum
  }

  /// Puts parameters that rounding has carried over a limit back on it.
  package func clip(_ point: inout [Double]) {
    for j in point.indices { point[j] = min(max(point[j], lower[j]), upper[j]) }
  }

  /// The x that minimises curvature/2·(x − w)² + gradient·(x − w) + h(x), for parameter j.
  ///
  /// - Parameter curvature: > 0.
  @inline(__always)
  package func minimizer(_ j: Int, from w: Double, gradient: Double, curvature: Double) -> Double {
    let slope = curvature * w - gradient
    let shrunk = max(slope.magnitude - l1[j], 0)
    let free = shrunk > 0 ? (slope < 0 ? -shrunk : shrunk) / curvature : 0
    return min(max(free, lower[j]), upper[j])
  }

  /// The largest component of the smallest subgradient of f + h, projected on the limits: 0 at an optimum.
  ///
  /// - Parameter gradient: ∇f at `point`.
  package func optimality(at point: [Double], gradient: [Double]) -> Double {
    var largest = 0.0
    for j in point.indices {
      let violation = violation(j, at: point[j], gradient: gradient[j])
      if !(violation <= largest) { largest = violation }
      if largest.isNaN { return largest }
    }
    return largest
  }

  /// Whether h has a kink or a limit at w, which may hold parameter j there.
  @inline(__always)
  package func isKink(_ j: Int, at w: Double) -> Bool { w == lower[j] || w == upper[j] || (w == 0 && l1[j] > 0) }

  /// How fast f + h falls when parameter j moves the better way; 0 where it falls neither way.
  @inline(__always)
  package func violation(_ j: Int, at w: Double, gradient: Double) -> Double {
    guard !gradient.isNaN else { return gradient }
    let up = w < upper[j] ? gradient + (w >= 0 ? l1[j] : -l1[j]) : 0
    let down = w > lower[j] ? gradient + (w > 0 ? l1[j] : -l1[j]) : 0
    return max(0, -up, down)
  }
}
