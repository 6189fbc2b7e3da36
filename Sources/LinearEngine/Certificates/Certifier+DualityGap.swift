import Matrices

/// The duality gap of a fit with an L1 norm or limits.
///
/// With residuals r = p − y of the rows, every θ in 0...1 makes θ·r a dual point: it mixes the probabilities with the
/// truth, q = θ·p + (1 − θ)·y, and keeps Σ s·r = 0, which optimal intercepts have. By Fenchel and Young F − F* is at
/// most
///
///     1/S · Σᵢ sᵢ·KL(qᵢ ‖ pᵢ) + Σⱼₖ [ R(wₖⱼ) + R*(−θ·gₖⱼ) + θ·gₖⱼ·wₖⱼ ],     g = ∇ of the mean loss in W
///
/// in which no term is negative. R* is finite for |θ·g| ≤ l1, and beyond that where l2 or a limit holds the weight. So
/// θ is 1 where that holds already, and otherwise the largest for which it does.
///
/// All that for every g within the rounding ε of the one that was computed (see ``allowances(_:slopes:gaps:)``): θ
/// leaves room for ε, and the terms, convex in g, are the larger ones of both ends.
///
/// Scaling costs in proportion to the violation at the end of a fit, the true gap falls with its square. So where the
/// bound is likely to be loose the residuals are taken at a point near by, at which the conditions of optimality hold
/// much more exactly (see ``closerGaps(_:_:fitPasses:)``): every dual point bounds the same F − F* of the point that is
/// returned.
///
/// - SeeAlso: Ndiaye, Fercoq, Gramfort & Salmon, *Gap safe screening rules for sparsity enforcing penalties*, JMLR 18
///   (2017), section 3.
extension Certifier {
  /// A bound of F − F* for each problem, all of them in the order of the batch, with intercepts at their best.
  ///
  /// - Parameter fitPasses: The passes that the fit has taken. What a better dual point may cost is measured by them.
  /// - Complexity: a pass for the sizes of the columns unless they are known, half a one where θ < 1; some passes more
  ///   where rounding matters. See ``closerGaps(_:_:fitPasses:)`` for what is done when the bound is likely to be
  ///   loose.
  func dualityGaps(_ finished: [Finished], fitPasses: Int) throws -> [Double] {
    let ends = finished.map(\.iterate)
    let here = DualPoint(
      at: ends, slopes: ends.map(objective.weightSlopes), rests: finished.map(\.rest), isMoved: false)
    return try closerGaps(dualityGaps(ends, here), finished, fitPasses: fitPasses)
  }

  /// The same as a dual point proves it.
  func dualityGaps(_ ends: [Iterate], _ dual: DualPoint) throws -> [Double] {
    let exact = try dualityGaps(ends, dual, errors: ends.map { $0.point.map { _ in 0 } })
    let upper = try dualityGaps(
      ends, dual, errors: sums(try largestErrors(dual.points), try interceptErrors(dual.rests)))
    if areSmall(zip(upper, exact).map { $0 - $1 }, against: exact, ends) { return upper }
    return zip(upper, try dualityGaps(ends, dual, errors: errorsByRow(dual.points, dual.rests))).map(min)
  }

  private func dualityGaps(_ ends: [Iterate], _ dual: DualPoint, errors: [[Double]]) throws -> [Double] {
    let shares = ends.indices.map { dualShare($0, dual.slopes[$0], errors[$0]) }
    var gaps = try gaps(ends, dual, errors, shares.map(\.largest))
    // With both norms the smaller share, at which L1 alone holds every weight, may be the better one.
    guard zip(shares, gaps).contains(where: { $0.l1 < $0.largest && $1 > 0 }) else { return gaps }
    for (problem, other) in try self.gaps(ends, dual, errors, shares.map(\.l1)).enumerated() {
      gaps[problem] = min(gaps[problem], other)
    }
    return gaps
  }

  private func gaps(_ ends: [Iterate], _ dual: DualPoint, _ errors: [[Double]], _ shares: [Double]) throws -> [Double] {
    let divergences = try divergences(ends, dual, shares)
    return ends.indices.map { problem in
      var sum = divergences[problem]
      forEachWeight(problem) { index, limits in
        let (w, v) = (ends[problem].point[index], -shares[problem] * dual.slopes[problem][index])
        let error = shares[problem] * errors[problem][index]
        sum += max(limits.fenchelYoung(w, v - error), limits.fenchelYoung(w, v + error))
      }
      return sum
    }
  }

  /// 1/S·Σ s·KL(q ‖ p) of each problem, and what it may grow by when the residuals are made to sum to 0.
  private func divergences(_ ends: [Iterate], _ dual: DualPoint, _ shares: [Double]) throws -> [Double] {
    guard let loss = objective.conjugateLoss else { return shares.map { _ in .infinity } }
    if dual.isMoved {
      return zip(try evaluator.lines.divergencesFromStart(loss, shares), dual.rests).map { sum, rest in
        let (own, rest) = (sum / objective.weightTotal, rest.decrease)
        return own + 2 * (2 * own * rest).squareRoot() + 2 * rest
      }
    }
    guard shares.contains(where: { $0 < 1 }) else { return shares.map { _ in 0 } }
    try placeLines(at: ends)
    return try evaluator.lines.mixtureDivergences(loss, shares).map { $0 / objective.weightTotal }
  }

  /// Puts the scores of all problems at the ends, where intercepts have not left them there.
  func placeLines(at ends: [Iterate], always: Bool = false) throws {
    guard always || !objective.hasIntercept || evaluator.lines.problems != Array(ends.indices) else { return }
    evaluator.countPass()
    try evaluator.place(Array(ends.indices), at: ends.map(\.point), single: false)
  }

  /// The largest θ at which R* is finite, and the largest at which |θ·g| ≤ l1 wherever there is an L1 norm.
  private func dualShare(_ problem: Int, _ slope: [Double], _ errors: [Double]) -> (largest: Double, l1: Double) {
    var (largest, l1) = (1.0, 1.0)
    forEachWeight(problem) { index, limits in
      let most = slope[index].magnitude + errors[index]
      let excess = most > limits.l1 ? limits.l1 / most : 1
      if limits.l1 > 0 { l1 = min(l1, excess) }
      if !limits.isFinite(beyond: slope[index] > 0 ? -most : most) { largest = min(largest, excess) }
    }
    return (largest, min(l1, largest))
  }

  private func forEachWeight(_ problem: Int, _ body: (_ index: Int, _ weight: PenalizedWeight) -> Void) {
    guard let term = objective.separableTerm(problem: problem) else { return }
    let (p, q) = (objective.penalty.l2.count, objective.columnParameters)
    for start in stride(from: 0, to: objective.parameterCount, by: q) {
      for j in 0..<p {
        let index = start + j
        body(
          index,
          PenalizedWeight(
            l1: term.l1[index], l2: objective.penalty.l2[j], lower: term.lower[index], upper: term.upper[index]))
      }
    }
  }
}

/// Residuals that are made a dual point by scaling.
struct DualPoint {
  /// Where they are taken.
  let points: [Iterate]
  /// g of each problem: ∇ of the mean loss there.
  let slopes: [[Double]]
  /// δᵀH⁻¹δ of the sums δ of the residuals, which should be 0.
  let rests: [InterceptRest]
  /// Whether that is another point than the one whose gap is wanted; the lines then lead from that one to here.
  let isMoved: Bool

  init(at points: [Iterate], slopes: [[Double]], rests: [InterceptRest], isMoved: Bool) {
    (self.points, self.slopes, self.rests, self.isMoved) = (points, slopes, rests, isMoved)
  }
}

/// R(w) = l1·|w| + l2/2·w² within limits, and its conjugate R*(v) = max over w of v·w − R(w).
private struct PenalizedWeight {
  let l1: Double
  let l2: Double
  let lower: Double
  let upper: Double

  /// Whether R* is finite at v and beyond it on the same side.
  func isFinite(beyond v: Double) -> Bool {
    v.magnitude <= l1 || l2 > 0 || (v > 0 ? upper.isFinite : lower.isFinite)
  }

  /// R(w) + R*(v) − v·w ≥ 0, from the difference of R(x) − v·x at w and at its minimiser, so that little cancels.
  func fenchelYoung(_ w: Double, _ v: Double) -> Double {
    let best = maximizer(v)
    guard best.isFinite else { return .infinity }
    let quadratic = l2 * (w + best) / 2 - v
    if w * best >= 0 {
      let sign = w + best < 0 ? -1.0 : 1
      return max(0, (w - best) * (quadratic + sign * l1))
    }
    return max(0, (w - best) * quadratic + l1 * (w.magnitude - best.magnitude))
  }

  /// The w at which v·w − R(w) is largest.
  private func maximizer(_ v: Double) -> Double {
    let shrunk = max(v.magnitude - l1, 0)
    // A scaled dual point may stand on the edge; rounding must not carry it over.
    let isInside = shrunk <= 4 * Double.ulpOfOne * l1
    let free = isInside && l2 == 0 || shrunk == 0 ? 0 : (v < 0 ? -shrunk : shrunk) / l2
    return min(max(free, lower), upper)
  }
}
