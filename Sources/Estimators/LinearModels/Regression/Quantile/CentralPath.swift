/// Rows of a bounded linear program on their way: what is between 0 and u of each, x and its complement s, and the
/// multipliers z and v of these two, with v − z the residual.
struct CentralPath {
  /// How a step changes x, z and v; s changes as x does, the other way.
  struct Direction {
    var x: [Double]
    var z: [Double]
    var v: [Double]
  }

  private let lower: Double
  private let upper: [Double]
  private var x: [Double]
  private var s: [Double]
  private var z: [Double]
  private var v: [Double]
  private(set) var residuals: [Double]

  var count: Int { residuals.count }

  /// - Parameters:
  ///   - upper: u.
  ///   - share: The part of u at which a dual number is 0.
  ///   - away: How far multipliers are from 0, beside what the residuals ask for.
  init(residuals: [Double], upper: [Double], share: Double, away: Double) {
    (self.residuals, self.upper, lower) = (residuals, residuals.isEmpty ? [] : upper, share)
    x = self.upper.map { share * $0 }
    s = self.upper.map { (1 - share) * $0 }
    z = residuals.map { max(0, -$0) + away }
    v = residuals.map { max(0, $0) + away }
  }

  /// a = x − share·u, between its limits.
  var dual: [Double] { x.indices.map { x[$0] - lower * upper[$0] } }

  /// How far a can move up, or down.
  func room(up: Bool) -> [Double] { up ? s : x }

  /// Σ x·z + s·v, 0 at the optimum.
  var complementarity: Double { x.indices.reduce(0) { $0 + x[$1] * z[$1] + s[$1] * v[$1] } }

  /// 1/(z/x + v/s).
  var diagonal: [Double] { x.indices.map { 1 / (z[$0] / x[$0] + v[$0] / s[$0]) } }

  /// What a direction of the weights moves the rows by.
  ///
  /// - Parameters:
  ///   - scores: The change of X·w + b.
  ///   - first: The direction without a centre, and the complementarity of each pair to go to.
  func direction(_ scores: [Double], _ first: (Direction, Double)?, _ diagonal: [Double]) -> Direction {
    let pulls = first.map { corrected($0.0, $0.1) } ?? residuals
    let moved = x.indices.map { diagonal[$0] * (pulls[$0] - scores[$0]) }
    return Direction(
      x: moved,
      z: x.indices.map { i in
        let bend = first.map { $0.1 - $0.0.x[i] * $0.0.z[i] } ?? 0
        return (bend - z[i] * moved[i]) / x[i] - z[i]
      },
      v: x.indices.map { i in
        let bend = first.map { $0.1 + $0.0.x[i] * $0.0.v[i] } ?? 0
        return (bend + v[i] * moved[i]) / s[i] - v[i]
      })
  }

  /// The residuals with the pull of the centre, and what a first direction shows of second order.
  func corrected(_ first: Direction, _ centre: Double) -> [Double] {
    x.indices.map { i in
      residuals[i] + (centre - first.x[i] * first.z[i]) / x[i] - (centre + first.x[i] * first.v[i]) / s[i]
    }
  }

  private func reach(_ numbers: [Double], _ steps: [Double], sign: Double = 1) -> Double {
    numbers.indices.reduce(Double.infinity) { sign * steps[$1] < 0 ? min($0, -numbers[$1] / (sign * steps[$1])) : $0 }
  }

  /// How far x and s can go before one is 0.
  func primalReach(_ way: Direction) -> Double { min(reach(x, way.x), reach(s, way.x, sign: -1)) }

  /// How far z and v can go before one is 0.
  func dualReach(_ way: Direction) -> Double { min(reach(z, way.z), reach(v, way.v)) }

  /// How far all can go, at most 1.
  func reach(_ way: Direction) -> Double { min(1, primalReach(way), dualReach(way)) }

  func complementarity(after way: Direction, _ step: Double) -> Double {
    x.indices.reduce(0) { sum, i in
      let moved = step * way.x[i]
      return sum + (x[i] + moved) * (z[i] + step * way.z[i]) + (s[i] - moved) * (v[i] + step * way.v[i])
    }
  }

  /// Takes a step. `residuals` are those after it.
  mutating func move(_ way: Direction, _ length: Double, _ other: Double, residuals: [Double]) {
    self.residuals = residuals
    for i in x.indices {
      x[i] += length * way.x[i]
      s[i] -= length * way.x[i]
      z[i] += other * way.z[i]
      v[i] += other * way.v[i]
    }
  }
}
