// Guarded by `AutoSolverTests`.
/// What `Solver.auto` runs, from the multiplications that both ways need: Newton's method where its steps are cheap,
/// L-BFGS elsewhere; where the first cannot meet the tolerance the other goes on, unless it would cost too much.
package struct AutoSolver: BatchSolver {
  private struct Choice {
    let first: any BatchSolver
    let second: (any BatchSolver)?
    let reason: String
  }

  /// Newton iterations that most fits need.
  private static let newtonIterations = 10.0
  /// Passes that most fits by L-BFGS need.
  private static let passes = 60.0
  /// Multiplications that a matrix product does in the time of one in a pass, which waits for memory.
  private static let productSpeed = 4.0
  /// With at most this many parameters a Newton step is cheap for any number of rows.
  private static let fewParameters = 100
  /// Multiplications of a Newton step that takes about a second.
  private static let mostMultiplications = 2e10

  package init() {}

  package var name: String { "auto" }

  private func choice(_ objective: LinearObjective) -> Choice {
    guard objective.penalty.isSmooth else {
      return Choice(first: LBFGSSolver(), second: nil, reason: "an L1 norm and bounds need its proximal steps")
    }
    let newton = Self.newtonIterations * objective.newtonMultiplications / Self.productSpeed
    let isCheap = newton <= Self.passes * objective.passMultiplications
    let isFeasible = objective.newtonMultiplications <= Self.mostMultiplications && objective.hessianFits
    let step = "a Newton step of \(objective.parameterCount) parameters"
    if isFeasible, isCheap || objective.parameterCount <= Self.fewParameters {
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
