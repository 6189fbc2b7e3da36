/// A method that minimises a smooth ``LinearProblem``: the seam at which a solver is added, from inside the package or
/// from outside.
///
/// ``LinearProblem/iterate(from:until:onIteration:step:)`` does what all methods share. The package's own methods are
/// the static members: ``lbfgs``, ``newtonCG``, ``newtonCholesky``, ``gradientDescent(learningRate:)``.
///
/// Guarded by `LinearModelTests`.
public protocol Minimizer: Sendable {
  /// Goes from a start to where `rule` ends it.
  ///
  /// - Throws: What the problem and the closure throw.
  func minimize(
    _ problem: LinearProblem, from start: [Double], until rule: StoppingRule, onIteration: OnIteration
  ) throws -> MinimizerEnd
}

/// The methods of the package, as a ``Minimizer``. They take L1 norms too, but for Newton's.
public struct EngineMinimizer: Minimizer {
  private let solver: any BatchSolver

  fileprivate init(_ solver: any BatchSolver) { self.solver = solver }

  public func minimize(
    _ problem: LinearProblem, from start: [Double], until rule: StoppingRule, onIteration: OnIteration
  ) throws -> MinimizerEnd {
    let evaluator = problem.evaluator
    guard evaluator.problemCount == 1 else {
      throw EstimatorError.unsupported(
        what: "Minimizer .\(solver.name) on one of \(evaluator.problemCount) problems",
        instead: "Use it with .multinomial or two classes, or the solver of that name.")
    }
    if !evaluator.objective.penalty.isSmooth, solver.insteadOfKinks != nil {
      throw EstimatorError.unsupported(
        what: "Minimizer .\(solver.name) with an L1 norm",
        instead: "Use .lbfgs or .gradientDescent(), or the penalty .l2.")
    }
    try solver.require(evaluator.objective)
    return MinimizerEnd(
      try solver.minimize(
        evaluator, from: [start], SolverRequest(rule: rule, precision: .double), onIteration: onIteration))
  }
}

extension Minimizer where Self == EngineMinimizer {
  /// Limited-memory BFGS; with an L1 norm its proximal form.
  public static var lbfgs: EngineMinimizer { EngineMinimizer(LBFGSSolver()) }
  /// Newton's method by conjugate gradients, without a Hessian.
  public static var newtonCG: EngineMinimizer { EngineMinimizer(NewtonCGSolver()) }
  /// Newton's method with the whole Hessian: for few parameters.
  public static var newtonCholesky: EngineMinimizer { EngineMinimizer(NewtonCholeskySolver()) }
  /// Gradient descent with steps of one size.
  ///
  /// - Parameter learningRate: > 0; 1/L, which needs a bound of the curvature, when `nil`.
  public static func gradientDescent(learningRate: Double? = nil) -> EngineMinimizer {
    EngineMinimizer(GradientDescentSolver(learningRate.map { .fixed($0) } ?? .automatic))
  }
}
