import Matrices

extension Certifier {
  private static var mostSteps: Int { 50 }
  private static var mostHalvings: Int { 40 }
  /// How often scores are computed afresh because an intercept has gone too far.
  private static var mostPlacings: Int { 3 }
  /// How far an intercept may go, beside where it ends, until the scores have lost digits on the way.
  private static var longestTrip: Double { 64 }
  /// Newton's step may promise so many times the loss before it counts as incredible.
  private static var mostPromised: Double { 64 }
  /// A predicted decrease below this share of the loss is spent.
  static var spent: Double { 1e-20 }
  /// A predicted decrease below this share of the loss is lost in its rounding.
  private static var rounding: Double { 1e-13 }
  /// Sums of residuals are known to this share of the sum of the losses.
  private static var resolution: Double { 4 * .ulpOfOne }

  /// Minimises over the intercepts of each problem at fixed weights, by Newton's method on scores that are known.
  ///
  /// - Parameters:
  ///   - slopes: What the slopes in the intercepts are to be there, one per score column; all 0 when empty.
  ///   - spent: The predicted decrease, as a share of the loss, that is not worth a step.
  func withBestIntercepts(
    _ points: [[Double]], slopes: [Double] = [], spent: Double = Certifier.spent
  ) throws -> [Finished] {
    evaluator.countPass()
    let problems = Array(points.indices)
    let isElsewhere =
      try evaluator.scoresAreStale || evaluator.lines.problems != problems || evaluator.haveDrifted(problems, points)
    if isElsewhere { try evaluator.place(problems, at: points, single: false) }
    var (ends, left) = try movedIntercepts(points, slopes, spent)
    for _ in 0..<Self.mostPlacings where haveLostDigits(from: points, to: ends) {
      evaluator.countPass()
      try evaluator.place(problems, at: ends, single: false)
      (ends, left) = try movedIntercepts(ends, slopes, spent)
    }
    evaluator.movesSincePlaced = 0
    let sums = try evaluator.lines.stay(withCurvature: evaluator.keepsScoreCurvature, single: false)
    return problems.map { problem in
      let iterate = Iterate(
        point: ends[problem],
        evaluation: objective.evaluation(sums, place: problem, problem: problem, at: ends[problem]))
      return Finished(iterate: iterate, rest: left[problem])
    }
  }

  /// What is left of the slopes of the intercepts at some sums. Slopes are sums of residuals, which are smaller than
  /// losses, and are known to some units in the last place of those.
  func interceptRests(_ sums: PassSums) -> [InterceptRest] {
    sums.losses.indices.map { problem in
      let diagonal = (0..<objective.columnsPerProblem).map { k in
        sums.curvature[objective.columnsPerProblem == 1 ? problem : k * (objective.columnsPerProblem + 1)]
          / objective.weightTotal
      }
      let step = newtonStep(sums, problem)
      return InterceptRest(
        computed: step.decrease / objective.weightTotal, step: step.change, curvature: diagonal,
        resolution: Self.resolution * sums.losses[problem] / objective.weightTotal)
    }
  }

  /// Whether an intercept has gone so far that what the scores had behind its digits is lost.
  private func haveLostDigits(from points: [[Double]], to ends: [[Double]]) -> Bool {
    zip(points, ends).contains { point, end in
      stride(from: objective.columnParameters - 1, to: objective.parameterCount, by: objective.columnParameters)
        .contains {
          (end[$0] - point[$0]).magnitude > Self.longestTrip * (1 + end[$0].magnitude)
        }
    }
  }

  /// The points with their intercepts where Newton's method leads, and what is left of their slopes.
  private func movedIntercepts(
    _ points: [[Double]], _ slopes: [Double], _ spent: Double
  ) throws -> (points: [[Double]], left: [InterceptRest]) {
    let tilt = Tilt(slopes: slopes.map { $0 * objective.weightTotal }, columnsPerProblem: objective.columnsPerProblem)
    var shift = [Double](repeating: 0, count: objective.columnsPerProblem * objective.problemCount)
    var sums = tilt.applied(to: try evaluator.lines.sums(), at: shift)
    var steps = points.indices.map { worthwhileStep(sums, $0, spent) }
    for _ in 0..<Self.mostSteps where steps.contains(where: { $0 != nil }) {
      let lengths = try takeSteps(steps, &sums, &shift, tilt)
      steps = points.indices.map { lengths[$0] > 0 ? worthwhileStep(sums, $0, spent) : nil }
    }
    // No step at all: the curvature has underflowed, and nothing can be proved.
    let left = interceptRests(sums)
    evaluator.lines.keepInterceptShift()
    var moved = points
    for (column, way) in shift.enumerated() where way != 0 {
      let (problem, place) = (column / objective.columnsPerProblem, column % objective.columnsPerProblem)
      moved[problem][place * objective.columnParameters + objective.columnParameters - 1] += way
    }
    return (moved, left)
  }

  /// A Newton step of the intercepts of one problem and −∇·step, twice the decrease it predicts.
  private struct InterceptStep {
    var change: [Double]
    var decrease: Double
  }

  /// The step of a problem; `nil` where nothing is left to gain.
  ///
  /// The loss cannot fall by more than itself. Where a step promises far more than that, the curvature has all but
  /// underflowed there and says nothing of the way ahead: then the step ends where its slope has promised the loss.
  private func worthwhileStep(_ sums: PassSums, _ problem: Int, _ spent: Double) -> InterceptStep? {
    var step = newtonStep(sums, problem)
    let loss = max(sums.losses[problem], .leastNormalMagnitude)
    if !step.decrease.isFinite {
      let gradient = interceptGradient(sums, problem)
      let square = BLAS.dot(gradient, gradient)
      step = InterceptStep(change: gradient.map { -$0 * (loss / square) }, decrease: loss)
    } else if step.decrease > Self.mostPromised * loss {
      step = InterceptStep(change: step.change.map { $0 * (loss / step.decrease) }, decrease: loss)
    }
    return step.decrease.isFinite && step.decrease > spent * sums.losses[problem] ? step : nil
  }

  private func newtonStep(_ sums: PassSums, _ problem: Int) -> InterceptStep {
    let gradient = interceptGradient(sums, problem)
    let change =
      slope(sums, problem) == 0
      ? gradient
      : objective.columnsPerProblem == 1
        ? [-gradient[0] / sums.curvature[problem]] : jointStep(sums.curvature, gradient)
    return InterceptStep(change: change, decrease: -BLAS.dot(gradient, change))
  }

  private func interceptGradient(_ sums: PassSums, _ problem: Int) -> [Double] {
    let first = problem * objective.columnsPerProblem
    return Array(sums.residuals[first..<first + objective.columnsPerProblem])
  }

  /// Gauge: where the loss is invariant to a common shift, the score of largest curvature is held fixed.
  private func jointStep(_ curvature: [Double], _ gradient: [Double]) -> [Double] {
    let k = gradient.count
    guard objective.loss.isShiftInvariant else {
      return (try? NewtonCholesky.step(Matrix(rows: k, columns: k, checked: curvature), gradient))
        ?? gradient.map { _ in .nan }
    }
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

  /// Moves the intercepts along the steps, halving each until its loss falls. Returns how much of each was taken.
  private func takeSteps(
    _ steps: [InterceptStep?], _ sums: inout PassSums, _ shift: inout [Double], _ tilt: Tilt
  ) throws -> [Double] {
    let (old, start) = (sums, shift)
    var lengths = steps.map { $0 == nil ? 0.0 : 1.0 }
    func go() throws {
      for column in shift.indices {
        let (problem, place) = (column / objective.columnsPerProblem, column % objective.columnsPerProblem)
        shift[column] =
          start[column] + (lengths[problem] == 0 ? 0 : lengths[problem] * (steps[problem]?.change[place] ?? 0))
      }
      evaluator.lines.shiftIntercepts(by: shift)
      sums = tilt.applied(to: try evaluator.lines.sums(), at: shift)
    }
    func rejected() -> [Int] {
      steps.indices.filter { lengths[$0] > 0 && !falls(steps[$0], lengths[$0], $0, old, sums) }
    }
    try go()
    for _ in 0..<Self.mostHalvings {
      let long = rejected()
      guard !long.isEmpty else { return lengths }
      for problem in long {
        let isLost = (steps[problem]?.decrease ?? 0) <= Self.rounding * old.losses[problem]
        lengths[problem] = isLost ? 0 : lengths[problem] / 2
      }
      try go()
    }
    for problem in rejected() { lengths[problem] = 0 }
    try go()
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
    BLAS.maximumMagnitude(interceptGradient(sums, problem))
  }
}

/// A linear function of the intercepts that is taken off the loss, so that the minimum is where the loss has its
/// slopes.
private struct Tilt {
  /// One per score column, as sums over the rows; empty for none.
  let slopes: [Double]
  let columnsPerProblem: Int

  /// - Parameter shift: How far the intercepts have moved.
  func applied(to sums: PassSums, at shift: [Double]) -> PassSums {
    var tilted = sums
    for k in slopes.indices {
      tilted.residuals[k] -= slopes[k]
      tilted.losses[k / columnsPerProblem] -= slopes[k] * shift[k]
    }
    return tilted
  }
}
