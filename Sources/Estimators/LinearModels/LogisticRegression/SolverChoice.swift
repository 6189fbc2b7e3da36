/// What ``Solver/auto`` runs, from the multiplications that both ways need.
struct SolverChoice {
  let first: Solver
  /// What goes on when the first cannot meet the tolerance; `nil` when it would cost too much.
  let second: Solver?
  private let reason: String

  /// Newton iterations that most fits need.
  private static let newtonIterations = 10.0
  /// Passes that most fits by L-BFGS need.
  private static let passes = 60.0
  /// Multiplications that a matrix product does in the time of one in a pass, which waits for memory.
  private static let productSpeed = 4.0
  /// Up to so many parameters Newton's steps are cheap whatever the rest.
  private static let fewParameters = 100
  /// Multiplications of a Newton step that takes about a second.
  private static let mostMultiplications = 2e10

  init(_ objective: LinearObjective) {
    guard objective.penalty.isSmooth else {
      (first, second) = (.lbfgs, nil)
      reason = "an L1 norm and bounds need its proximal steps"
      return
    }
    let newton = Self.newtonIterations * objective.newtonMultiplications / Self.productSpeed
    let isCheap = newton <= Self.passes * objective.passMultiplications
    let isFeasible = objective.newtonMultiplications <= Self.mostMultiplications && objective.hessianFits
    if isFeasible, isCheap || objective.parameterCount <= Self.fewParameters {
      (first, second) = (.newtonCholesky, .lbfgs)
      reason = "a Newton step of \(objective.parameterCount) parameters is cheap"
    } else {
      (first, second) = (.lbfgs, isFeasible ? .newtonCholesky : nil)
      reason = "a Newton step of \(objective.parameterCount) parameters costs more than the passes it saves"
    }
  }

  /// What ran and why.
  func told(continued: Bool) -> String {
    let then = continued ? ", then \(second?.name ?? "") from where that ended" : ""
    return "auto: \(first.name) (\(reason))\(then)"
  }
}
