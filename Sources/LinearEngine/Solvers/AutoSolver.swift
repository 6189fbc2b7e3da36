// Guarded by `AutoSolverTests`.
/// What `Solver.auto` runs, from the multiplications that both ways need: Newton's method where its steps are cheap,
/// L-BFGS elsewhere; where the first cannot meet the tolerance the other goes on, unless it would cost too much.
package struct AutoSolver: BatchSolver {
  private struct Choice {
    let first: any BatchSolver
    let second: (any BatchSolver)?
    let reason: String
  }

  /// Passes whose multiplications those of a Newton step may be. On 34 tables of 300 to 20,000 rows, 5 to 100 columns
  /// and 2 to 10 classes, independent, correlated and lognormal, L-BFGS took 6 to 44 passes, half of them up to 14.
  /// Newton's method took 3 to 6 steps, each as long as 3 or 4 of these passes and the Hessian, whose multiplications
  /// are some five times as fast. Both took the same time at 20 to 30 columns with 2 and 3 classes, at 10 with 4 and 5.
  private static let passesOfStep = 10.0
  /// Multiplications in the time of the exponentials and sums that a score takes in a pass, and of a pass over next to
  /// nothing.
  private static let (scoreMultiplications, leastMultiplications) = (30.0, 1e5)
  /// Multiplications of a Newton step that takes about a second.
  private static let mostMultiplications = 4e10

  package init() {}

  package var name: String { "auto" }

  private func choice(_ objective: LinearObjective) -> Choice {
    guard objective.penalty.isSmooth else {
      return Choice(first: LBFGSSolver(), second: nil, reason: "an L1 norm and bounds need its proximal steps")
    }
    let scores = Double(objective.features.rows * objective.columnsPerProblem * objective.problemCount)
    let pass = Self.leastMultiplications + objective.passMultiplications + Self.scoreMultiplications * scores
    let isCheap = objective.newtonMultiplications <= Self.passesOfStep * pass
    let isFeasible = objective.newtonMultiplications <= Self.mostMultiplications && objective.hessianFits
    let step = "a Newton step of \(objective.parameterCount) parameters"
    if isFeasible, isCheap {
      return Choice(first: NewtonCholeskySolver(), second: LBFGSSolver(), reason: "\(step) is cheap")
    }
    return Choice(
      first: LBFGSSolver(), second: isFeasible ? NewtonCholeskySolver() : nil,
      reason: "\(step) costs more than the passes it saves")
  }

  package func startsFromCurvature(of objective: LinearObjective) -> Bool {
    choice(objective).first.startsFromCurvature(of: objective)
  }

  package func bytes(_ size: FitSize) -> Int { LBFGSSolver().bytes(size) }

  package func description(of end: BatchMinimum, _ objective: LinearObjective) -> String {
    let choice = choice(objective)
    let then = end.continued ? ", then \(choice.second?.name ?? "") from where that ended" : ""
    return "auto: \(choice.first.name) (\(choice.reason))\(then)"
      + (objective.penalty.isSmooth ? "" : ", proximal steps")
  }

  package func minimize(
    _ evaluator: LinearEvaluator, from starts: [[Double]], _ request: SolverRequest, onIteration: OnIteration
  ) throws -> BatchMinimum {
    let choice = choice(evaluator.objective)
    var first = try choice.first.minimize(evaluator, from: starts, request, onIteration: onIteration)
    if evaluator.single { try evaluator.measureInDouble(&first, tolerance: request.rule.tolerance) }
    guard let second = choice.second, request.precision != .single, first.isUnfinished else { return first }
    evaluator.makeExact()
    var rest = try second.minimize(evaluator, from: first.minima.map(\.iterate.point), request) { iteration in
      try onIteration(iteration.following(first.history.last))
    }
    if evaluator.single { try evaluator.measureInDouble(&rest, tolerance: request.rule.tolerance) }
    evaluator.makeExact()  // some problems may stay where the first run ended, so known scores are no longer theirs
    return first.continued(by: rest)
  }
}
