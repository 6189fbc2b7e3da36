import Estimators
import Foundation
import Matrices
import _AttackSupport

/// The objective of logistic regression and its gradient, row by row from the definition, in compensated arithmetic.
/// Shares no code with the solvers.
struct Verifier {
  let x: Matrix<Double>
  /// 0..<K, every class present among rows with weight.
  let y: [Int]
  /// One per row.
  let s: [Double]
  let c: Double
  let oneVsRest: Bool

  /// F of each problem, and its gradient in the weights (one row per class) and in the intercepts.
  struct Answer {
    var objectives: [Double]
    var weightGradient: [[Double]]
    var interceptGradient: [Double]
  }

  func evaluate(_ w: Matrix<Double>, _ b: [Double]) -> Answer {
    let (columns, p) = (w.rows, w.columns)
    let total = s.reduce(DoubleDouble(0)) { $0 + DoubleDouble($1) }.value
    let problems = oneVsRest || columns == 1 ? columns : 1
    var losses = [DoubleDouble](repeating: DoubleDouble(0), count: problems)
    var slopes = [[DoubleDouble]](repeating: Array(repeating: DoubleDouble(0), count: p), count: columns)
    var sums = [DoubleDouble](repeating: DoubleDouble(0), count: columns)
    for i in 0..<x.rows where s[i] > 0 {
      let z = (0..<columns).map { k in
        (0..<p).reduce(DoubleDouble(b[k])) { $0 + .product(w[k, $1], x[i, $1]) }
      }
      let (loss, residuals) = problems == columns ? logistic(z, y[i]) : softmax(z, y[i])
      for k in 0..<problems { losses[k] += .product(s[i], loss[k]) }
      for k in 0..<columns {
        let r = DoubleDouble.product(s[i], residuals[k])
        sums[k] += r
        for j in 0..<p { slopes[k][j] += r * x[i, j] }
      }
    }
    let penalty = 1 / (total * c)
    var objectives = losses.map { $0.value / total }
    for k in 0..<columns {
      let square = (0..<p).reduce(DoubleDouble(0)) { $0 + .product(w[k, $1], w[k, $1]) }.value
      objectives[problems == 1 ? 0 : k] += penalty / 2 * square
    }
    return Answer(
      objectives: objectives,
      weightGradient: (0..<columns).map { k in
        (0..<p).map { j in (slopes[k][j] + .product(1 / c, w[k, j])).value / total }
      },
      interceptGradient: sums.map { $0.value / total })
  }

  /// ln Σ e^z − z_y = ln(1 + Σ_{k≠y} e^{z_k − z_y}), and p − y with 1 − p as a sum.
  private func softmax(_ z: [DoubleDouble], _ y: Int) -> (loss: [Double], residuals: [Double]) {
    var top = 0
    for k in z.indices where (z[k] - z[top]).value > 0 { top = k }
    let e = z.map { exponential($0 - z[top]) }
    let rest = z.indices.filter { $0 != top }.map { e[$0] }.sorted().reduce(0, +)
    var residuals = e.map { $0 / (1 + rest) }
    residuals[y] = -z.indices.filter { $0 != y }.map { residuals[$0] }.sorted().reduce(0, +)
    return ([(z[top] - z[y]).value + log1p(rest)], residuals)
  }

  /// ln(1 + e^{∓z}) per column; positive is class k, with one column class 1.
  private func logistic(_ z: [DoubleDouble], _ y: Int) -> (loss: [Double], residuals: [Double]) {
    var (losses, residuals): ([Double], [Double]) = ([], [])
    for k in z.indices {
      let positive = y == (z.count == 1 ? 1 : k)
      let margin = positive ? z[k] : DoubleDouble(0) - z[k]
      let e = exponential(margin.value > 0 ? DoubleDouble(0) - margin : margin)
      losses.append(margin.value > 0 ? log1p(e) : log1p(e) - margin.value)
      let wrong = margin.value > 0 ? e / (1 + e) : 1 / (1 + e)
      residuals.append(positive ? -wrong : wrong)
    }
    return (losses, residuals)
  }

  private func exponential(_ d: DoubleDouble) -> Double { exp(d.high) * (1 + d.low) }
}
