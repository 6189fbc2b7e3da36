import Estimators
import Matrices

/// The problems that a case is made of, from its settings alone.
extension AttackCase {
  private var isOneVsRest: Bool { classifier.multiClass == .ovr && classes > 2 }

  func problems(of model: LogisticRegression<Int>.Model) -> [TrueProblem] {
    let kept = y.indices.filter { (weights?[$0] ?? 1) > 0 }
    let s = kept.map { weights?[$0] ?? 1 }
    let truths = kept.map { y[$0] }
    let total = s.reduce(DoubleDouble(0)) { $0 + DoubleDouble($1) }
    let rows = kept.map { x[row: $0] }
    func problem(_ own: [Int], _ weights: [Double], columns: Int, first: Int) -> TrueProblem {
      TrueProblem(
        rows: rows.map { Array($0) }, truths: own, weights: weights, weightTotal: total, columns: columns,
        hasIntercept: classifier.fitIntercept, l2: strengths(total, columns, (1 - ratio)),
        l1: strengths(total, columns, ratio), lower: limits(columns, first).lower, upper: limits(columns, first).upper)
    }
    guard isOneVsRest else {
      return [problem(truths, balanced(s, truths, total.value), columns: classes == 2 ? 1 : classes, first: 0)]
    }
    return (0..<classes).map { k in
      let own = truths.map { $0 == k ? 1 : 0 }
      return problem(own, balancedSides(s, own, total.value), columns: 1, first: k)
    }
  }

  /// The parameters of each problem.
  func points(of model: LogisticRegression<Int>.Model, _ problems: [TrueProblem]) -> [[Double]] {
    let all = (0..<model.coefficients.rows).map { k in
      Array(model.coefficients[row: k]) + (classifier.fitIntercept ? [model.intercepts[k]] : [])
    }
    return problems.count == 1 ? [all.flatMap(\.self)] : all
  }

  private var ratio: Double {
    switch classifier.penalty.kind {
    case .none, .l2: 0
    case .l1: 1
    case .elasticNet(let ratio): ratio
    }
  }

  private func strengths(_ total: DoubleDouble, _ columns: Int, _ share: Double) -> [DoubleDouble] {
    let strength =
      classifier.penalty == .none ? DoubleDouble(0) : DoubleDouble(share) / (total * classifier.c)
    let factors = classifier.penaltyFactors ?? Array(repeating: 1, count: x.columns)
    let own = factors.map { strength * $0 } + (classifier.fitIntercept ? [DoubleDouble(0)] : [])
    return (0..<columns).flatMap { _ in own }
  }

  private func limits(_ columns: Int, _ first: Int) -> (lower: [Double], upper: [Double]) {
    func all(_ limit: Double, _ none: Double) -> [Double] {
      let own = Array(repeating: limit, count: x.columns) + (classifier.fitIntercept ? [none] : [])
      return (0..<columns).flatMap { _ in own }
    }
    if case .all(let lower, let upper) = classifier.bounds?.kind {
      return (all(lower, -.infinity), all(upper, .infinity))
    }
    return (all(-.infinity, -.infinity), all(.infinity, .infinity))
  }

  private func balanced(_ s: [Double], _ truths: [Int], _ total: Double) -> [Double] {
    guard case .balanced = classifier.classWeight.kind else { return s }
    let sums = truths.indices.reduce(into: [Double](repeating: 0, count: classes)) { $0[truths[$1]] += s[$1] }
    return s.indices.map { s[$0] * (total / (Double(classes) * sums[truths[$0]])) }
  }

  private func balancedSides(_ s: [Double], _ own: [Int], _ total: Double) -> [Double] {
    guard case .balanced = classifier.classWeight.kind else { return s }
    let inside = own.indices.reduce(0.0) { $0 + (own[$1] == 1 ? s[$1] : 0) }
    return s.indices.map { s[$0] * (own[$0] == 1 ? total / (2 * inside) : total / (2 * (total - inside))) }
  }
}
