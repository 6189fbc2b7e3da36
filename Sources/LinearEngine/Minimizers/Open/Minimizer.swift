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
  private enum Kind: Sendable {
    case lbfgs
    case newtonCG
    case newtonCholesky
    case gradientDescent(Double?)
  }

  private let kind: Kind

  private init(_ kind: Kind) { self.kind = kind }

  /// See ``Minimizer/lbfgs``.
  static let lbfgs = EngineMinimizer(.lbfgs)
  static let newtonCG = EngineMinimizer(.newtonCG)
  static let newtonCholesky = EngineMinimizer(.newtonCholesky)
  static func gradientDescent(_ learningRate: Double?) -> EngineMinimizer {
    EngineMinimizer(.gradientDescent(learningRate))
  }

  public func minimize(
    _ problem: LinearProblem, from start: [Double], until rule: StoppingRule, onIteration: OnIteration
  ) throws -> MinimizerEnd {
    let objective = problem.objective
    let term = objective.separableTerm(problem: 0)
    switch kind {
    case .lbfgs:
      guard term == nil else { return try minimizeNonsmooth(objective, start, rule, onIteration) }
      let preconditioner = try objective.preconditioner()
      return try run(objective, start, rule, onIteration) {
        LBFGS(memory: LBFGS.memory(10, parameters: objective.parameterCount), preconditioner: preconditioner)
      }
    case .newtonCG:
      try requireSmooth(term)
      let preconditioner = try objective.preconditioner()
      return try run(objective, start, rule, onIteration) {
        NewtonCG(tolerance: rule.tolerance, preconditioner: preconditioner)
      }
    case .newtonCholesky:
      try requireSmooth(term)
      try objective.requireQuickNewtonSteps()
      return try run(objective, start, rule, onIteration) { NewtonCholesky() }
    case .gradientDescent(let rate):
      let rate = try rate ?? 1 / objective.curvatureBound(problem: 0)
      return try run(objective, start, rule, onIteration) { GradientDescent(learningRate: rate, term: term) }
    }
  }

  private func minimizeNonsmooth(
    _ objective: LinearObjective, _ start: [Double], _ rule: StoppingRule, _ onIteration: OnIteration
  ) throws -> MinimizerEnd {
    let curvature = try objective.proximalCurvature()
    objective.keepsScoreCurvature = true
    guard let term = objective.separableTerm(problem: 0) else { preconditionFailure("A smooth problem came here") }
    return try run(objective, start, rule, onIteration) { ProximalQuasiNewton(curvature: curvature, term: term) }
  }

  private func run<Method: BatchDescentMethod>(
    _ objective: LinearObjective, _ start: [Double], _ rule: StoppingRule, _ onIteration: OnIteration,
    _ makeMethod: @escaping () throws -> Method
  ) throws -> MinimizerEnd {
    MinimizerEnd(
      try BatchMinimizer(rule: rule) { _ in try makeMethod() }
        .minimize(objective, from: [start], onIteration: onIteration))
  }

  private func requireSmooth(_ term: SeparableTerm?) throws {
    guard term != nil else { return }
    throw EstimatorError.unsupported(
      what: "Newton's method with an L1 norm", instead: "Use .lbfgs, or the penalty .l2.")
  }
}

extension Minimizer where Self == EngineMinimizer {
  /// Limited-memory BFGS; with an L1 norm its proximal form.
  public static var lbfgs: EngineMinimizer { .lbfgs }
  /// Newton's method by conjugate gradients, without a Hessian.
  public static var newtonCG: EngineMinimizer { .newtonCG }
  /// Newton's method with the whole Hessian: for few parameters.
  public static var newtonCholesky: EngineMinimizer { .newtonCholesky }
  /// Gradient descent with steps of one size.
  ///
  /// - Parameter learningRate: > 0; 1/L, which needs a bound of the curvature, when `nil`.
  public static func gradientDescent(learningRate: Double? = nil) -> EngineMinimizer { .gradientDescent(learningRate) }
}
