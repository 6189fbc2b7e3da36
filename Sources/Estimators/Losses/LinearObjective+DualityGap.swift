import Matrices

/// The duality gap of a fit with an L1 norm or limits.
///
/// With residuals r = p − y of the rows, every θ in 0...1 makes θ·r a dual point: it mixes the probabilities with the truth,
/// q = θ·p + (1 − θ)·y, and keeps Σ s·r = 0, which optimal intercepts have. By Fenchel and Young F − F* is at most
///
///     1/S · Σᵢ sᵢ·KL(qᵢ ‖ pᵢ) + Σⱼₖ [ R(wₖⱼ) + R*(−θ·gₖⱼ) + θ·gₖⱼ·wₖⱼ ],     g = ∇ of the mean loss in W
///
/// in which no term is negative. R* is finite for |θ·g| ≤ l1, and beyond that where l2 or a limit holds the weight. So θ is
/// 1 where that holds already, and otherwise the largest for which it does.
///
/// All that for every g within the rounding ε of the one that was computed (see ``roundingAllowances(_:slopes:gaps:)``): θ
/// leaves room for ε, and the terms, convex in g, are the larger ones of both ends.
///
/// - SeeAlso: Ndiaye, Fercoq, Gramfort & Salmon, *Gap safe screening rules for sparsity enforcing penalties*, JMLR 18
///   (2017), section 3.
extension LinearObjective {
  /// A bound of F − F* for each problem, all of them in the order of the batch, with intercepts at their best.
  ///
  /// - Complexity: a pass for the sizes of the columns unless they are known, half a one where θ < 1; some passes more where
  ///   rounding matters.
  func dualityGaps(_ ends: [Iterate]) -> [Double] {
    let slopes = ends.map(weightSlopes)
    let exact = dualityGaps(ends, slopes, errors: slopes.map { $0.map { _ in 0 } })
    let upper = dualityGaps(ends, slopes, errors: largestErrors(ends))
    if areSmall(zip(upper, exact).map { $0 - $1 }, against: exact, ends) { return upper }
    return zip(upper, dualityGaps(ends, slopes, errors: errorsByRow(ends))).map(min)
  }

  private func dualityGaps(_ ends: [Iterate], _ slopes: [[Double]], errors: [[Double]]) -> [Double] {
    let shares = ends.indices.map { dualShare($0, slopes[$0], errors[$0]) }
    var gaps = gaps(ends, slopes, errors, shares.map(\.largest))
    // With both norms the smaller share, at which L1 alone holds every weight, may be the better one.
    guard zip(shares, gaps).contains(where: { $0.l1 < $0.largest && $1 > 0 }) else { return gaps }
    for (problem, other) in self.gaps(ends, slopes, errors, shares.map(\.l1)).enumerated() {
      gaps[problem] = min(gaps[problem], other)
    }
    return gaps
  }

  private func gaps(
    _ ends: [Iterate], _ slopes: [[Double]], _ errors: [[Double]], _ shares: [Double]
  ) -> [Double] {
    let divergences = shares.allSatisfy { $0 == 1 } ? shares.map { _ in 0 } : divergences(ends, shares)
    return ends.indices.map { problem in
      var sum = divergences[problem] / weightTotal
      forEachWeight(problem) { index, limits in
        let (w, v) = (ends[problem].point[index], -shares[problem] * slopes[problem][index])
        let error = shares[problem] * errors[problem][index]
        sum += max(limits.fenchelYoung(w, v - error), limits.fenchelYoung(w, v + error))
      }
      return sum
    }
  }

  /// Σ s·KL(q ‖ p) of each problem.
  private func divergences(_ ends: [Iterate], _ shares: [Double]) -> [Double] {
    if !hasIntercept || lines.problems != Array(ends.indices) {
      let (weights, bias) = split(ends.flatMap(\.point))
      countPass()
      lines.place(Array(ends.indices), weights: weights, bias: bias, single: false)
    }
    return lines.mixtureDivergences(shares)
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
    guard let term = separableTerm(problem: problem) else { return }
    let (p, q) = (penalty.l2.count, columnParameters)
    for start in stride(from: 0, to: parameterCount, by: q) {
      for j in 0..<p {
        let index = start + j
        body(
          index,
          PenalizedWeight(
            l1: term.l1[index], l2: penalty.l2[j], lower: term.lower[index], upper: term.upper[index]))
      }
    }
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
