import Matrices

extension LinearObjective {
  /// Above this many classes the curvature of the intercepts, K × K for each row, costs more than it is worth.
  private static let mostCertifiedClasses = 300

  /// Bounds how far the end of a fit is from the optimum, by strong convexity or, with an L1 norm or limits, by the duality
  /// gap. For that the intercepts are put at their best for the weights, and stay there where the test that ended the fit
  /// still holds: the objective can only fall.
  ///
  /// - Parameter tolerance: The ‖∇F‖∞ that the fit was asked for.
  /// - Returns: `nil` where a weight has neither a penalty nor limits on both sides, and for too many classes.
  /// - Complexity: a pass over the data, and some over the scores; nothing without an intercept.
  package func certify(_ minimum: inout BatchMinimum, tolerance: Double) -> Certificate? {
    guard penalty.boundsEveryWeight, columnsPerProblem <= Self.mostCertifiedClasses else { return nil }
    let ends = minimum.minima.map(\.iterate)
    let finished = hasIntercept ? withBestIntercepts(ends.map(\.point)) : ends.map { Finished(iterate: $0) }
    let proven =
      penalty.isSmooth
      ? finished.map { convexityGap($0.iterate.evaluation.gradient) } : dualityGaps(finished.map(\.iterate))
    minimum.evaluations = passes
    var gaps: [Double] = []
    for (problem, best) in finished.enumerated() {
      let end = ends[problem].evaluation
      var gap = proven[problem] + best.decreaseLeft
      if best.iterate.evaluation.gradientNorm <= max(tolerance, end.gradientNorm) {
        minimum.minima[problem].iterate = best.iterate
      } else {
        gap += max(0, end.value - best.iterate.evaluation.value)
      }
      guard gap.isFinite else { return nil }
      gaps.append(gap)
    }
    return Certificate(
      gaps: gaps, objectives: minimum.minima.map(\.iterate.evaluation.value), convexity: penalty.l2.min() ?? 0)
  }

  /// The optimum with all weights 0 of each problem.
  func nullModel() throws -> [Iterate] {
    let zeros = (0..<problemCount).map { _ in [Double](repeating: 0, count: parameterCount) }
    guard hasIntercept else {
      return zip(zeros, try evaluate(zeros.enumerated().map { EvaluationRequest(problem: $0, point: $1) }))
        .map { Iterate(point: $0, evaluation: $1) }
    }
    movesSincePlaced = 0
    return withBestIntercepts(zeros).map(\.iterate)
  }

  /// Σⱼ Σₖ gₖⱼ² / (2·l2ⱼ) over the weights.
  private func convexityGap(_ gradient: [Double]) -> Double {
    let weights = split(gradient).weights
    let p = penalty.l2.count
    return weights.indices.reduce(0) { $0 + weights[$1] * weights[$1] / (2 * penalty.l2[$1 % p]) }
  }
}

/// A point whose intercepts are at their best.
private struct Finished {
  var iterate: Iterate
  /// What a further Newton step on the intercepts would gain, twice.
  var decreaseLeft = 0.0
}

// MARK: Intercepts

extension LinearObjective {
  private static var mostSteps: Int { 50 }
  private static var mostHalvings: Int { 40 }
  /// A predicted decrease below this share of the loss is spent.
  private static var spent: Double { 1e-30 }
  /// A predicted decrease below this share of the loss is lost in its rounding.
  private static var rounding: Double { 1e-13 }

  /// Minimises over the intercepts of each problem at fixed weights, by Newton's method on scores that are known.
  private func withBestIntercepts(_ points: [[Double]]) -> [Finished] {
    countPass()
    let problems = Array(points.indices)
    if movesSincePlaced == 0 || lines.problems != problems {
      let (weights, bias) = split(points.flatMap(\.self))
      lines.place(problems, weights: weights, bias: bias, single: false)
    }
    movesSincePlaced = 0
    var points = points
    var sums = lines.sums()
    var steps = interceptSteps(sums)
    for _ in 0..<Self.mostSteps where steps.contains(where: { $0 != nil }) {
      let lengths = takeSteps(steps, &sums)
      for problem in problems {
        guard let step = steps[problem], lengths[problem] > 0 else { continue }
        for k in 0..<columnsPerProblem {
          points[problem][k * columnParameters + columnParameters - 1] += lengths[problem] * step.change[k]
        }
      }
      let next = interceptSteps(sums)
      steps = problems.map { lengths[$0] > 0 ? next[$0] : nil }
    }
    // No step at all: the curvature has underflowed, and nothing can be proved.
    let left = interceptSteps(sums, always: true).map { $0?.decrease ?? .infinity }
    let ends = lines.move(steps: problems.map { _ in 0 }, withCurvature: keepsScoreCurvature, single: false)
    return problems.map { problem in
      let iterate = Iterate(
        point: points[problem],
        evaluation: evaluation(ends, place: problem, problem: problem, at: points[problem]))
      return Finished(iterate: iterate, decreaseLeft: left[problem] / weightTotal)
    }
  }

  /// A Newton step of the intercepts of one problem and −∇·step, twice the decrease it predicts.
  private struct InterceptStep {
    var change: [Double]
    var decrease: Double
  }

  /// The step of each problem, `nil` where nothing is left to gain.
  private func interceptSteps(_ sums: PassSums, always: Bool = false) -> [InterceptStep?] {
    (0..<problemCount).map { problem in
      let first = problem * columnsPerProblem
      let gradient = Array(sums.residuals[first..<first + columnsPerProblem])
      let change =
        slope(sums, problem) == 0
        ? gradient
        : columnsPerProblem == 1
          ? [-gradient[0] / sums.curvature[problem]] : softmaxStep(sums.curvature, gradient)
      let decrease = -BLAS.dot(gradient, change)
      guard decrease.isFinite, always || decrease > Self.spent * sums.losses[problem] else { return nil }
      return InterceptStep(change: change, decrease: max(0, decrease))
    }
  }

  /// Softmax does not see a move of all classes alike, so the one of the largest curvature stays where it is.
  private func softmaxStep(_ curvature: [Double], _ gradient: [Double]) -> [Double] {
    let k = gradient.count
    let fixed = (0..<k).max { curvature[$0 * k + $0] < curvature[$1 * k + $1] } ?? 0
    let free = (0..<k).filter { $0 != fixed }
    let hessian = Matrix(
      rows: k - 1, columns: k - 1, checked: free.flatMap { a in free.map { b in curvature[a * k + b] } })
    var change = [Double](repeating: 0, count: k)
    guard let step = try? NewtonCholesky.step(hessian, free.map { gradient[$0] }) else {
      return change.map { _ in .nan }
    }
    for (a, value) in zip(free, step) { change[a] = value }
    let mean = change.reduce(0, +) / Double(k)
    return change.map { $0 - mean }
  }

  /// Moves the scores along the steps, halving each until its loss falls. Returns how much of each was taken.
  private func takeSteps(_ steps: [InterceptStep?], _ sums: inout PassSums) -> [Double] {
    let old = sums
    var lengths = steps.map { $0 == nil ? 0.0 : 1.0 }
    lines.shift(by: shifts(steps, lengths))
    for _ in 0..<Self.mostHalvings {
      sums = lines.sums()
      let rejected = steps.indices.filter { lengths[$0] > 0 && !falls(steps[$0], lengths[$0], $0, old, sums) }
      guard !rejected.isEmpty else { return lengths }
      var changes = steps.map { _ in 0.0 }
      for problem in rejected {
        let isLost = (steps[problem]?.decrease ?? 0) <= Self.rounding * old.losses[problem]
        changes[problem] = isLost ? -lengths[problem] : -lengths[problem] / 2
        lengths[problem] += changes[problem]
      }
      lines.shift(by: shifts(steps, changes))
    }
    let failed = steps.indices.filter { lengths[$0] > 0 && !falls(steps[$0], lengths[$0], $0, old, sums) }
    var back = steps.map { _ in 0.0 }
    for problem in failed { (back[problem], lengths[problem]) = (-lengths[problem], 0) }
    lines.shift(by: shifts(steps, back))
    sums = lines.sums()
    return lengths
  }

  /// Whether the loss of a problem has fallen enough; where rounding hides that, whether its slope has.
  private func falls(
    _ step: InterceptStep?, _ length: Double, _ problem: Int, _ old: PassSums, _ new: PassSums
  ) -> Bool {
    let (before, after) = (old.losses[problem], new.losses[problem])
    if after < before - 1e-4 * length * (step?.decrease ?? 0) { return true }
    return after <= before * (1 + Self.rounding) && slope(new, problem) < slope(old, problem) / 2
  }

  private func slope(_ sums: PassSums, _ problem: Int) -> Double {
    let first = problem * columnsPerProblem
    return BLAS.maximumMagnitude(Array(sums.residuals[first..<first + columnsPerProblem]))
  }

  private func shifts(_ steps: [InterceptStep?], _ lengths: [Double]) -> [Double] {
    zip(steps, lengths).flatMap { step, length in
      (0..<columnsPerProblem).map { length == 0 ? 0 : length * (step?.change[$0] ?? 0) }
    }
  }
}
