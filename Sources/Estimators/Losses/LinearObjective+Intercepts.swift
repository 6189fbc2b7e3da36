import Matrices

/// A point whose intercepts are at their best, or where their slopes are what was asked for.
struct Finished {
  var iterate: Iterate
  /// What a further Newton step on the intercepts would gain, twice: δᵀH⁻¹δ of their slopes δ, rounding included.
  var decreaseLeft = 0.0
}

extension LinearObjective {
  private static var mostSteps: Int { 50 }
  private static var mostHalvings: Int { 40 }
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
    _ points: [[Double]], slopes: [Double] = [], spent: Double = LinearObjective.spent
  ) -> [Finished] {
    if slopes.allSatisfy({ $0 == 0 }), finishedBefore.map(\.iterate.point) == points { return finishedBefore }
    countPass()
    let problems = Array(points.indices)
    if movesSincePlaced == 0 || lines.problems != problems {
      let (weights, bias) = split(points.flatMap(\.self))
      lines.place(problems, weights: weights, bias: bias, single: false)
    }
    movesSincePlaced = 0
    var points = points
    var tilt = Tilt(slopes: slopes.map { $0 * weightTotal }, columnsPerProblem: columnsPerProblem)
    var sums = tilt.applied(to: lines.sums())
    var steps = interceptSteps(sums, spent: spent)
    for _ in 0..<Self.mostSteps where steps.contains(where: { $0 != nil }) {
      let lengths = takeSteps(steps, &sums, &tilt)
      for problem in problems {
        guard let step = steps[problem], lengths[problem] > 0 else { continue }
        for k in 0..<columnsPerProblem {
          points[problem][k * columnParameters + columnParameters - 1] += lengths[problem] * step.change[k]
        }
      }
      let next = interceptSteps(sums, spent: spent)
      steps = problems.map { lengths[$0] > 0 ? next[$0] : nil }
    }
    // No step at all: the curvature has underflowed, and nothing can be proved.
    let left = decreasesLeft(sums)
    let ends = lines.stay(withCurvature: keepsScoreCurvature, single: false)
    return problems.map { problem in
      let iterate = Iterate(
        point: points[problem],
        evaluation: evaluation(ends, place: problem, problem: problem, at: points[problem]))
      return Finished(iterate: iterate, decreaseLeft: left[problem] / weightTotal)
    }
  }

  /// δᵀH⁻¹δ of each problem: the squared length, measured by H, of the step that would make the slopes of the intercepts 0.
  /// Slopes are sums of residuals, which are smaller than losses, and are known to some units in the last place of those.
  func decreasesLeft(_ sums: PassSums) -> [Double] {
    zip(interceptSteps(sums, always: true, spent: 0), sums.losses.indices).map { step, problem in
      guard let step else { return .infinity }
      let resolution = Self.resolution * sums.losses[problem]
      let rounding = (0..<columnsPerProblem).reduce(0) { sum, k in
        let place = columnsPerProblem == 1 ? problem : k * (columnsPerProblem + 1)
        return sum + (sums.curvature[place] > 0 ? resolution * resolution / sums.curvature[place] : 0)
      }
      let root = step.decrease.squareRoot() + rounding.squareRoot()
      return root * root
    }
  }

  /// A Newton step of the intercepts of one problem and −∇·step, twice the decrease it predicts.
  private struct InterceptStep {
    var change: [Double]
    var decrease: Double
  }

  /// The step of each problem, `nil` where nothing is left to gain.
  private func interceptSteps(_ sums: PassSums, always: Bool = false, spent: Double) -> [InterceptStep?] {
    (0..<problemCount).map { problem in
      let first = problem * columnsPerProblem
      let gradient = Array(sums.residuals[first..<first + columnsPerProblem])
      let change =
        slope(sums, problem) == 0
        ? gradient
        : columnsPerProblem == 1
          ? [-gradient[0] / sums.curvature[problem]] : softmaxStep(sums.curvature, gradient)
      let decrease = -BLAS.dot(gradient, change)
      guard decrease.isFinite, always || decrease > spent * sums.losses[problem] else { return nil }
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
  private func takeSteps(_ steps: [InterceptStep?], _ sums: inout PassSums, _ tilt: inout Tilt) -> [Double] {
    let old = sums
    var lengths = steps.map { $0 == nil ? 0.0 : 1.0 }
    shift(steps, by: lengths, &tilt)
    for _ in 0..<Self.mostHalvings {
      sums = tilt.applied(to: lines.sums())
      let rejected = steps.indices.filter { lengths[$0] > 0 && !falls(steps[$0], lengths[$0], $0, old, sums) }
      guard !rejected.isEmpty else { return lengths }
      var changes = steps.map { _ in 0.0 }
      for problem in rejected {
        let isLost = (steps[problem]?.decrease ?? 0) <= Self.rounding * old.losses[problem]
        changes[problem] = isLost ? -lengths[problem] : -lengths[problem] / 2
        lengths[problem] += changes[problem]
      }
      shift(steps, by: changes, &tilt)
    }
    let failed = steps.indices.filter { lengths[$0] > 0 && !falls(steps[$0], lengths[$0], $0, old, sums) }
    var back = steps.map { _ in 0.0 }
    for problem in failed { (back[problem], lengths[problem]) = (-lengths[problem], 0) }
    shift(steps, by: back, &tilt)
    sums = tilt.applied(to: lines.sums())
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

  private func shift(_ steps: [InterceptStep?], by lengths: [Double], _ tilt: inout Tilt) {
    let amounts = zip(steps, lengths).flatMap { step, length in
      (0..<columnsPerProblem).map { length == 0 ? 0 : length * (step?.change[$0] ?? 0) }
    }
    lines.shift(by: amounts)
    tilt.move(by: amounts)
  }
}

/// A linear function of the intercepts that is taken off the loss, so that the minimum is where the loss has its slopes.
private struct Tilt {
  /// One per score column, as sums over the rows; empty for none.
  let slopes: [Double]
  let columnsPerProblem: Int
  /// How far the intercepts have moved.
  private var moved: [Double]

  init(slopes: [Double], columnsPerProblem: Int) {
    (self.slopes, self.columnsPerProblem) = (slopes, columnsPerProblem)
    moved = slopes.map { _ in 0 }
  }

  mutating func move(by amounts: [Double]) {
    for k in slopes.indices { moved[k] += amounts[k] }
  }

  func applied(to sums: PassSums) -> PassSums {
    var tilted = sums
    for k in slopes.indices {
      tilted.residuals[k] -= slopes[k]
      tilted.losses[k / columnsPerProblem] -= slopes[k] * moved[k]
    }
    return tilted
  }
}
