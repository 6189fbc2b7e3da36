import Matrices

/// Newton's method on a small problem while nothing stands in its way: every step has length 1, and one pass gives value,
/// gradient and Hessian. Where a step does not bring the decrease it promises, it ends, and a search along lines goes on.
package struct FullNewtonSteps {
  /// The share of the decrease promised by the slope that a step must bring.
  private static let decrease = 1e-4
  /// Relative size of the rounding in a value that is a sum over all rows.
  private static let valueNoise = 1e-14

  let rule: StoppingRule

  package init(rule: StoppingRule) { self.rule = rule }

  /// - Parameter evaluate: Value and gradient, and the Hessian (lower triangle), at a point.
  /// - Returns: The minimum, or where it could not go on, with the test ``StoppingTest/noDecreaseLeft``.
  package func minimize(
    from start: [Double], passes: () -> Int, onIteration: OnIteration,
    _ evaluate: ([Double]) throws -> (Evaluation, Matrix<Double>)
  ) throws -> BatchMinimum {
    var (evaluation, hessian) = try evaluate(start)
    var point = start
    var history: [Iteration] = []
    func end(_ stopped: StoppingTest) -> BatchMinimum {
      let iterate = Iterate(point: point, evaluation: evaluation)
      return BatchMinimum(
        minima: [Minimum(iterate: iterate, iterations: history.count - 1, stopped: stopped)],
        evaluations: passes(), history: history)
    }
    func note() {
      history.append(
        Iteration(
          number: history.count, objective: evaluation.value, gradientNorm: evaluation.gradientNorm,
          evaluations: passes()))
    }
    note()
    guard evaluation.value.isFinite, evaluation.gradientNorm.isFinite else { return end(.noDecreaseLeft) }
    while evaluation.gradientNorm > rule.tolerance {
      guard history.count <= rule.maxIterations else { return end(.iterationLimit) }
      guard let step = try? NewtonCholesky.step(hessian, evaluation.gradient) else { return end(.noDecreaseLeft) }
      let slope = BLAS.dot(step, evaluation.gradient)
      var moved = point
      BLAS.add(1, times: step, to: &moved)
      let (next, nextHessian) = try evaluate(moved)
      guard slope < 0, serves(next, after: evaluation, slope: slope) else { return end(.noDecreaseLeft) }
      (point, evaluation, hessian) = (moved, next, nextHessian)
      note()
      if let stopped = try history.last?.reasonToStop(onIteration) { return end(stopped) }
    }
    return end(.gradient)
  }

  /// Whether the value has fallen enough, or, where rounding hides that, the gradient has.
  private func serves(_ next: Evaluation, after old: Evaluation, slope: Double) -> Bool {
    guard next.value.isFinite, next.gradientNorm.isFinite else { return false }
    if next.value <= old.value + Self.decrease * slope { return true }
    return next.value <= old.value + Self.valueNoise * abs(old.value) && next.gradientNorm < old.gradientNorm / 2
  }
}
