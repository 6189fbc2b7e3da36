import Matrices

/// Proves how far the end of a fit is from the optimum. Owns nothing: what it says is computed at the coefficients that
/// are returned.
///
/// Guarded by `CertificateTests`, `DualityGapRoundingTests`.
package struct Certifier {
  let evaluator: LinearEvaluator
  let objective: LinearObjective

  package init(_ evaluator: LinearEvaluator) { (self.evaluator, objective) = (evaluator, evaluator.objective) }
}

extension Certifier {
  /// Above this many classes the curvature of the intercepts, K × K for each row, costs more than it is worth.
  private static let mostCertifiedClasses = 300
  /// Gaps below this share of the objective are too small to be told from differences of objectives.
  private static let tellable = 1e-11
  /// Earlier iterates are called for when they promise to prove a gap below this share of what the last one proves.
  private static let worthwhile = 0.9
  /// What intercepts may leave in the slopes of the weights, as a share of the gradient.
  private static let mostLeft = 2e-3
  /// Below this share of the loss a decrease that intercepts still promise is rounding.
  private static let leastSpent = 1e-32

  /// Bounds how far the end of a fit is from the optimum: by strong convexity, seen from the end and, where that proves
  /// more, from the iterates before it; with an L1 norm or limits, by the duality gap. For that the intercepts are put
  /// at their best for the weights, or where the slopes in them cancel in the mean of the iterates, and stay there
  /// where the test that ended the fit still holds: the objective can only fall.
  ///
  /// - Parameter tolerance: The ‖∇F‖∞ that the fit was asked for.
  /// - Returns: `nil` where a weight has neither a penalty nor limits on both sides, for too many scores, for a loss
  ///   without a conjugate, and where scores are not kept.
  /// - Complexity: a pass over the data, and some over the scores; nothing without an intercept.
  package func certify(_ minimum: inout BatchMinimum, tolerance: Double) throws -> Certificate? {
    guard isCertifiable else { return nil }
    let ends = minimum.minima.map(\.iterate)
    let estimates = minimum.minima.map(\.likelyGap)
    var bounds = objective.penalty.isSmooth ? lowerBounds(minimum.minima) : []
    let spent = try interceptsSpent(ends)
    var finished = try finish(ends, minimum.minima, bounds, spent, known: minimum.finished)
    var proven =
      objective.penalty.isSmooth
      ? try gaps(finished, ends, bounds) : try dualityGaps(finished, fitPasses: minimum.fitPasses)
    let movesForBounds = ends.indices.map { !bounds.isEmpty && bounds[$0].lastShare < 1 }
    let undone = bounds.indices.filter {
      bounds[$0].lastShare < 1 && !(proven[$0] + finished[$0].rest.decrease <= bounds[$0].lastGap)
    }
    if !undone.isEmpty {
      // The move of the intercepts has undone what the other iterates had promised.
      for problem in bounds.indices { bounds[problem].useLastAlone() }
      let alone = try finish(ends, minimum.minima, bounds, spent, known: minimum.finished)
      let gaps = try gaps(alone, ends, bounds)
      for problem in undone { (finished[problem], proven[problem]) = (alone[problem], gaps[problem]) }
    }
    minimum.evaluations = evaluator.passes
    var certified: [Double] = []
    for (problem, best) in finished.enumerated() {
      let end = ends[problem].evaluation
      let fallen = end.value - best.iterate.evaluation.value
      var gap = proven[problem] + best.rest.decrease
      let isBetter = fallen >= 0 || !movesForBounds[problem]
      if isBetter, best.iterate.evaluation.gradientNorm <= max(tolerance, end.gradientNorm) {
        minimum.minima[problem].iterate = best.iterate
      } else {
        gap += max(isBetter ? 0 : -gap, fallen)
      }
      guard gap.isFinite else { return nil }
      certified.append(gap)
    }
    return Certificate(
      gaps: certified, objectives: minimum.minima.map(\.iterate.evaluation.value),
      convexity: objective.penalty.l2.min() ?? 0,
      estimates: estimates)
  }

  private var isCertifiable: Bool {
    objective.conjugateLoss != nil && objective.penalty.boundsEveryWeight
      && objective.columnsPerProblem <= Self.mostCertifiedClasses && !objective.streams
  }

  /// The points with their intercepts at their best, measured by the one pass that the certificate takes in any case;
  /// `nil` where there will be none, or there are no intercepts.
  func finished(at points: [[Double]]) throws -> [Finished]? {
    guard isCertifiable, objective.hasIntercept else { return nil }
    return try withBestIntercepts(points)
  }

  /// The optimum with all weights 0 of each problem.
  package func nullModel() throws -> [Iterate] {
    let zeros = (0..<objective.problemCount).map { _ in [Double](repeating: 0, count: objective.parameterCount) }
    guard objective.hasIntercept else {
      return zip(zeros, try evaluator.evaluate(zeros.enumerated().map { EvaluationRequest(problem: $0, point: $1) }))
        .map { Iterate(point: $0, evaluation: $1) }
    }
    evaluator.movesSincePlaced = 0
    return try withBestIntercepts(zeros).map(\.iterate)
  }
}

// MARK: Lower bounds

extension Certifier {
  /// The places of the intercepts in the parameters of a problem.
  private var interceptIndices: StrideTo<Int> {
    stride(
      from: objective.columnParameters - 1, to: objective.hasIntercept ? objective.parameterCount : 0,
      by: objective.columnParameters)
  }

  private func lowerBounds(_ minima: [Minimum]) -> [LowerBound] {
    let l2 = objective.parameterL2
    return minima.map { minimum in
      let alone = LowerBound([minimum.iterate], l2: l2, means: evaluator.facts.centres)
      guard alone.lastGap > Self.tellable * minimum.iterate.evaluation.value, !minimum.earlier.isEmpty else {
        return alone
      }
      var bound = LowerBound(minimum.earlier + [minimum.iterate], l2: l2, means: evaluator.facts.centres)
      if bound.gap > Self.worthwhile * bound.lastGap { bound.useLastAlone() }
      return bound
    }
  }

  /// Moves the intercepts to where the slopes in them cancel in the mean of the iterates: to their best, when the last
  /// one stands alone.
  private func finish(
    _ ends: [Iterate], _ minima: [Minimum], _ bounds: [LowerBound], _ spent: Double, known: [Finished]
  ) throws -> [Finished] {
    guard objective.hasIntercept else { return ends.map { Finished(iterate: $0) } }
    let slopes = zip(minima, bounds).map { minimum, bound in
      interceptIndices.map { index in
        let others = zip(minimum.earlier, bound.shares).reduce(0) { $0 + $1.1 * $1.0.evaluation.gradient[index] }
        return bound.lastShare < 1 ? -others / bound.lastShare : 0
      }
    }
    let (points, targets) = (ends.map(\.point), slopes.flatMap(\.self))
    if targets.allSatisfy({ $0 == 0 }), known.map(\.iterate.point) == points { return known }
    return try withBestIntercepts(points, slopes: targets, spent: spent)
  }

  /// The share of the loss that is not worth a step of the intercepts: what they leave in the slopes of the weights is
  /// then little beside those.
  private func interceptsSpent(_ ends: [Iterate]) throws -> Double {
    guard objective.hasIntercept else { return Self.spent }
    let size = BLAS.maximumMagnitude(try columnSizes())
    let shares = ends.map { end in
      let root = Self.mostLeft * end.evaluation.gradientNorm / size
      return root * root / end.evaluation.value
    }
    return min(Self.spent, max(Self.leastSpent, shares.min() ?? Self.spent))
  }

  /// How far the proven lower bound of each problem is below its value with the intercepts moved, and what rounding of
  /// the gradients, and what is left of the slopes in the intercepts, may add to that.
  private func gaps(_ finished: [Finished], _ ends: [Iterate], _ bounds: [LowerBound]) throws -> [Double] {
    let l2 = objective.parameterL2
    var slopes: [[Double]] = []
    let gaps = bounds.indices.map { problem in
      let (bound, last, end) = (bounds[problem], finished[problem].iterate, ends[problem])
      let own = bound.lastShare
      var gap = 0.0
      var slope = own == 1 ? last.evaluation.gradient : last.evaluation.gradient.map { own * $0 }
      if own < 1 {
        let fallen = end.evaluation.value - last.evaluation.value
        for index in interceptIndices {
          gap -= own * last.evaluation.gradient[index] * (end.point[index] - last.point[index])
        }
        for (place, share) in bound.shares.dropLast().enumerated() where share > 0 {
          gap += share * (bound.offsets[place] - fallen)
          BLAS.add(share, times: bound.slopes[place], to: &slope)
        }
      }
      for (j, l2) in l2.enumerated() where l2 > 0 { gap += slope[j] * slope[j] / (2 * l2) }
      slopes.append(slope)
      return max(0, gap)
    }
    return zip(gaps, try allowances(finished, slopes: slopes, gaps: gaps)).map(+)
  }
}

extension BatchMinimum {
  /// Passes over the data that the fit has taken.
  fileprivate var fitPasses: Int {
    guard let first = history.first, let last = history.last else { return evaluations }
    return max(1, last.evaluations - first.evaluations)
  }
}

// MARK: Estimates

extension Minimum {
  private static var fewestIterations: Int { 10 }

  /// How far the end is likely to be above the optimum: what a Hessian promised there, or else by Aitken's Δ²: the
  /// values of three iterates a tenth of the fit apart, taken to fall geometrically; where the fall does not slow down,
  /// as much as the last tenth brought. `nil` for short fits and where nothing falls any more.
  var likelyGap: Double? {
    if let promised, promised > 0 { return promised }
    let count = values.count
    guard count >= Self.fewestIterations else { return nil }
    let distance = max(3, count / 10)
    let end = iterate.evaluation.value
    let (first, second) = (
      values[count - 2 * distance] - values[count - distance], values[count - distance] - end
    )
    guard second > 0 else { return nil }
    return first > second ? second * second / (first - second) : second
  }
}
