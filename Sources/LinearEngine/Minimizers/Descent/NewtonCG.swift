// Guarded by `NewtonCGTests`.
import Matrices

/// Newton's method without a Hessian: the step d of ∇²F·d ≈ −∇F by conjugate gradients, as exactly as the gradient
/// deserves.
///
/// Far from the optimum a rough step is as good as an exact one. The share of the gradient that a step may leave
/// follows Eisenstat and Walker's second choice, η = 0.9·(‖∇F‖ / ‖∇F before‖)², so convergence is quadratic at the end
/// and few products are wasted before. The systems of all problems are solved in lock step: one pass over the data
/// serves one product of each.
///
/// - Complexity: one pass over the data per product; usually 5…50 products an iteration, 5…15 iterations.
/// - SeeAlso: Eisenstat & Walker, *Choosing the forcing terms in an inexact Newton method*, SIAM J. Sci. Comput. 17
///   (1996), 16–32; Nocedal & Wright, *Numerical Optimization*, 2nd ed., algorithm 7.1. scikit-learn's `newton-cg`.
package struct NewtonCG: BatchDescentMethod {
  private static let roughest = 0.5
  /// More exact steps than this save no iteration, and near the optimum they are noise.
  private static let finest = 1e-5
  /// A step that gave no decrease is tried again with this forcing.
  private static let retry = 1e-4

  private let tolerance: Double
  private let preconditioner: (any CurvaturePreconditioner)?
  private var forcing = roughest
  private var olderNorm: Double?
  private var hasRetried = false

  /// - Parameter tolerance: The ‖∇F‖∞ of the fit: no step is made more exact than that asks for.
  package init(tolerance: Double, preconditioner: (any CurvaturePreconditioner)? = nil) {
    self.tolerance = tolerance
    self.preconditioner = preconditioner
  }

  package static func directions(
    of methods: inout [NewtonCG], problems: [Int], iterates: [Iterate], objective: some BatchObjective
  ) throws -> [(direction: [Double], step: Double)] {
    try objective.openCurvature(at: problems.map { EvaluationRequest(problem: $0, point: iterates[$0].point) })
    var systems = problems.map { methods[$0].system(at: iterates[$0].evaluation, objective) }
    while true {
      let open = systems.indices.filter { !systems[$0].isDone }
      if open.isEmpty { break }
      let products = try objective.hessianProducts(
        open.map { EvaluationRequest(problem: problems[$0], point: systems[$0].direction) })
      for (place, product) in zip(open, products) { systems[place].advance(product) }
      if Task.isCancelled { break }  // what there is so far is a descent direction
    }
    return systems.map { ($0.solution, 1) }
  }

  private mutating func system(at evaluation: Evaluation, _ objective: some BatchObjective) -> ConjugateGradients {
    let norm = BLAS.dot(evaluation.gradient, evaluation.gradient).squareRoot()
    if let olderNorm, !hasRetried { forcing = nextForcing(norm / olderNorm) }
    let needed = 0.5 * tolerance / max(evaluation.gradientNorm, .leastNormalMagnitude)
    let reduction = min(Self.roughest, max(forcing, needed, Self.finest))
    let (preconditioner, curvature) = (preconditioner, evaluation.scoreCurvature)
    return ConjugateGradients(gradient: objective.withoutGauge(evaluation.gradient), reduction: reduction) {
      preconditioner?.applied(to: $0, scoreCurvature: curvature) ?? $0
    }
  }

  /// η, kept from falling faster than the model has proved good.
  private func nextForcing(_ ratio: Double) -> Double {
    let (wanted, guarded) = (0.9 * ratio * ratio, 0.9 * forcing * forcing)
    return min(Self.roughest, guarded > 0.1 ? max(wanted, guarded) : wanted)
  }

  package mutating func moved(from old: Iterate, to new: Iterate) {
    olderNorm = BLAS.dot(old.evaluation.gradient, old.evaluation.gradient).squareRoot()
    hasRetried = false
  }

  /// Tries once more from the same point, with a more exact step.
  package mutating func failed() -> Bool {
    defer { hasRetried = true }
    forcing = min(forcing, Self.retry)
    return !hasRetried
  }
}
