// Guarded by `CoordinateDescentTests`.
import Matrices

/// Newton's method whose model, its Hessian made, is minimised by coordinates with L1 norm and limits kept as they are.
///
/// Rounds over p numbers a parameter instead of n: this pays where a Hessian takes less time than the rounds over the
/// columns of ``CoordinateProblem``.
///
/// - Complexity: one Hessian per iteration, and see ``KinkedQuadratic``.
/// - SeeAlso: Friedman, Hastie & Tibshirani, *Regularization paths for generalized linear models via coordinate
///   descent*, J. Stat. Softw. 33 (2010), section 2.2: covariance updates.
struct CoordinateNewton: DescentMethod {
  private let term: SeparableTerm
  private var promised = 0.0

  init(_ objective: LinearObjective, problem: Int) {
    let none = Array(repeating: Double.infinity, count: objective.parameterCount)
    term =
      objective.separableTerm(problem: problem)
      ?? SeparableTerm(l1: none.map { _ in 0 }, lower: none.map(-), upper: none)
  }

  var stepRule: StepRule { .decrease(promised: promised, share: 1e-4, shortens: true) }

  mutating func direction(
    from iterate: Iterate, curvature: () throws -> Matrix<Double>
  ) throws -> (direction: [Double], step: Double) {
    let gradient = iterate.evaluation.gradient
    var model = KinkedQuadratic(hessian: try curvature(), gradient: gradient, from: iterate.point, term: term)
    let target = model.minimizer()
    promised = term.promisedDecrease(from: iterate.point, to: target, gradient: gradient)
    return (zip(target, iterate.point).map(-), 1)
  }

  mutating func moved(from old: Iterate, to new: Iterate) {}

  mutating func failed() -> Bool { false }
}
