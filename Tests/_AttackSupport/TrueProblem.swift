import Foundation
import Matrices

/// One problem of a logistic regression by its definition, in double-double: a softmax over K columns, or one logistic
/// loss. Shares no code with the solvers, nor any arithmetic.
///
///     F(w) = 1/S · Σᵢ sᵢ·ℓᵢ + Σ [ l2ⱼ/2·w² + l1ⱼ·|w| ],     lower ≤ w ≤ upper
///
/// Parameters are the columns one after the other, each p weights and then, with an intercept, its own.
package struct TrueProblem: Sendable {
  /// The rows with weight.
  let rows: [[Double]]
  /// The column of the truth; with one column 1 for its class and 0 for the others.
  let truths: [Int]
  let weights: [Double]
  let weightTotal: DoubleDouble
  let columns: Int
  let hasIntercept: Bool
  /// One number per parameter.
  let l2: [DoubleDouble]
  let l1: [DoubleDouble]
  let lower: [Double]
  let upper: [Double]

  package init(
    rows: [[Double]], truths: [Int], weights: [Double], weightTotal: DoubleDouble, columns: Int, hasIntercept: Bool,
    l2: [DoubleDouble], l1: [DoubleDouble], lower: [Double], upper: [Double]
  ) {
    (self.rows, self.truths, self.weights, self.weightTotal) = (rows, truths, weights, weightTotal)
    (self.columns, self.hasIntercept, self.l2, self.l1) = (columns, hasIntercept, l2, l1)
    (self.lower, self.upper) = (lower, upper)
  }

  var width: Int { (rows.first?.count ?? 0) + (hasIntercept ? 1 : 0) }
  var count: Int { columns * width }
  var isSmooth: Bool { !l1.contains { $0.high > 0 } && !hasLimits }
  var hasLimits: Bool { lower.contains { $0.isFinite } || upper.contains { $0.isFinite } }

  // MARK: Values

  /// F.
  package func value(_ point: [Double]) -> DoubleDouble {
    var sum = DoubleDouble(0)
    for i in rows.indices { sum += loss(scores(rows[i], point), truths[i]) * weights[i] }
    return sum / weightTotal + penalty(point)
  }

  private func penalty(_ point: [Double]) -> DoubleDouble {
    var sum = DoubleDouble(0)
    for (j, w) in point.enumerated() where w != 0 {
      sum += l2[j] * DoubleDouble.product(w, w) * 0.5 + l1[j] * w.magnitude
    }
    return sum
  }

  /// ∇ of all of F but the L1 norm.
  func gradient(_ point: [Double]) -> [DoubleDouble] {
    var sums = [DoubleDouble](repeating: DoubleDouble(0), count: count)
    for i in rows.indices {
      let residuals = residuals(scores(rows[i], point), truths[i])
      for k in 0..<columns { add(residuals[k] * weights[i], rows[i], to: &sums, k) }
    }
    return sums.indices.map { sums[$0] / weightTotal + l2[$0] * point[$0] }
  }

  private func add(_ residual: DoubleDouble, _ row: [Double], to sums: inout [DoubleDouble], _ column: Int) {
    let start = column * width
    for j in row.indices { sums[start + j] += residual * row[j] }
    if hasIntercept { sums[start + row.count] += residual }
  }

  func scores(_ row: [Double], _ point: [Double]) -> [DoubleDouble] {
    (0..<columns).map { k in
      let start = k * width
      var sum = DoubleDouble(hasIntercept ? point[start + row.count] : 0)
      for j in row.indices { sum += .product(point[start + j], row[j]) }
      return sum
    }
  }

  // MARK: Losses

  private func loss(_ z: [DoubleDouble], _ truth: Int) -> DoubleDouble {
    guard columns > 1 else {
      let margin = truth == 1 ? z[0] : DoubleDouble(0) - z[0]
      if margin.high > 0 { return (DoubleDouble(0) - margin).exponential.log1p }
      return margin.exponential.log1p - margin
    }
    let (top, others) = topAndOthers(z)
    return z[top] - z[truth] + others.log1p
  }

  /// p − y.
  func residuals(_ z: [DoubleDouble], _ truth: Int) -> [DoubleDouble] {
    guard columns > 1 else {
      let margin = truth == 1 ? z[0] : DoubleDouble(0) - z[0]
      let small = (margin.high > 0 ? DoubleDouble(0) - margin : margin).exponential
      let wrong = (margin.high > 0 ? small : DoubleDouble(1)) / (DoubleDouble(1) + small)
      return [truth == 1 ? DoubleDouble(0) - wrong : wrong]
    }
    let (top, others) = topAndOthers(z)
    var residuals = z.indices.map { k in
      (k == top ? DoubleDouble(1) : (z[k] - z[top]).exponential) / (DoubleDouble(1) + others)
    }
    // 1 − p as the sum of the others, which are the smaller ones.
    residuals[truth] = z.indices.reduce(DoubleDouble(0)) { $1 == truth ? $0 : $0 - residuals[$1] }
    return residuals
  }

  /// The largest score, and Σ e^(z − largest) over the others.
  private func topAndOthers(_ z: [DoubleDouble]) -> (top: Int, others: DoubleDouble) {
    var top = 0
    for k in z.indices where z[top] < z[k] { top = k }
    let others = z.indices.filter { $0 != top }.map { (z[$0] - z[top]).exponential }
    return (top, others.sorted { $0.high < $1.high }.reduce(DoubleDouble(0), +))
  }

  // MARK: Optimality

  /// The largest component of the smallest subgradient, projected on the limits.
  package func norm(_ point: [Double]) -> Double {
    zip(gradient(point).enumerated(), point).map { violation($0.offset, at: $1, $0.element) }.max() ?? 0
  }

  /// How fast F falls when parameter j moves the better way; 0 where it falls neither way.
  func violation(_ j: Int, at w: Double, _ slope: DoubleDouble) -> Double {
    let up = w < upper[j] ? (w >= 0 ? slope + l1[j] : slope - l1[j]).value : 0
    let down = w > lower[j] ? (w > 0 ? slope + l1[j] : slope - l1[j]).value : 0
    return max(0, -up, down)
  }

  /// What Double arithmetic may lose of a component of the gradient: some units in the last place of what is summed.
  package func resolution(_ point: [Double]) -> Double {
    var sums = [Double](repeating: 0, count: count)
    for i in rows.indices {
      let z = scores(rows[i], point)
      let residuals = residuals(z, truths[i]).map(\.value.magnitude)
      for k in 0..<columns {
        let start = k * width
        var size = hasIntercept ? point[start + rows[i].count].magnitude : 0
        for j in rows[i].indices { size += (point[start + j] * rows[i][j]).magnitude }
        let error = weights[i] * (residuals[k] + residuals[k] * (1 - residuals[k]) * size)
        for j in rows[i].indices { sums[start + j] += error * rows[i][j].magnitude }
        if hasIntercept { sums[start + rows[i].count] += error }
      }
    }
    let penalties = point.indices.map { l2[$0].value * point[$0].magnitude + l1[$0].value }
    return 32 * Double.ulpOfOne * (zip(sums, penalties).map { $0 / weightTotal.value + $1 }.max() ?? 0)
  }

  /// The Hessian of all of F but the L1 norm, in Double: it only says where to go.
  func hessian(_ point: [Double]) -> [Double] {
    let d = count
    var sum = [Double](repeating: 0, count: d * d)
    for i in rows.indices {
      let curvature = scoreCurvature(scores(rows[i], point), truths[i])
      let row = rows[i] + (hasIntercept ? [1] : [])
      for a in 0..<columns {
        for b in 0...a {
          let c = weights[i] / weightTotal.value * curvature[a * columns + b]
          for j in row.indices {
            let (start, factor) = ((a * width + j) * d + b * width, c * row[j])
            for l in row.indices { sum[start + l] += factor * row[l] }
          }
        }
      }
    }
    for a in 0..<d {
      for b in 0..<a { sum[b * d + a] = sum[a * d + b] }
      sum[a * d + a] += l2[a].value
    }
    return sum
  }

  private func scoreCurvature(_ z: [DoubleDouble], _ truth: Int) -> [Double] {
    let r = residuals(z, truth).map(\.value)
    guard columns > 1 else { return [r[0].magnitude * (1 - r[0].magnitude)] }
    let p = r.enumerated().map { $0 == truth ? 1 + $1 : $1 }
    return (0..<columns * columns).map { place in
      let (a, b) = (place / columns, place % columns)
      guard a == b else { return -p[a] * p[b] }
      return p[a] * (a == truth ? -r[a] : 1 - p[a])
    }
  }
}
