// Guarded by `EverySolverReferenceTests`.
/// ``LBFGS`` from a preconditioner where one pays; with an L1 norm or limits ``ProximalQuasiNewton``.
package struct LBFGSSolver: BatchSolver {
  /// Pairs that are kept from a good model of the curvature, and without one.
  private static let pairs = (byGram: 20, usual: 10)

  package init() {}

  package var name: String { "lbfgs" }

  package func startsFromCurvature(of objective: LinearObjective) -> Bool { true }

  package func bytes(_ size: FitSize) -> Int {
    let count = size.vector / 8
    let kept =
      size.hasKinks
      ? 7 * ProximalQuasiNewton.memory(count) : 2 * LBFGS.memory(Self.pairs.usual, parameters: count) + 4
    return FitSize.times(kept, size.vector)
  }

  package func description(of end: BatchMinimum, _ objective: LinearObjective) -> String {
    objective.penalty.isSmooth ? name : "\(name), proximal steps"
  }

  package func minimize(
    _ evaluator: LinearEvaluator, from starts: [[Double]], _ request: SolverRequest, onIteration: OnIteration
  ) throws -> BatchMinimum {
    guard evaluator.objective.penalty.isSmooth else {
      return try minimizeNonsmooth(evaluator, starts, request, onIteration)
    }
    let objective = evaluator.objective
    let preconditioner = try evaluator.preconditioner(at: starts, request)
    let remembered = request.memory?.methods(for: objective, preconditioner)
    let byGram = preconditioner is GramPreconditioner
    let memory = LBFGS.memory(
      byGram ? Self.pairs.byGram : Self.pairs.usual, parameters: objective.parameterCount * objective.problemCount)
    // Losses from outside may have no curvature where they are, which a Hessian cannot be divided by.
    let renewal = objective.conjugateLoss == nil ? nil : objective.hessianRenewal
    let scale = byGram && evaluator.skipsFirstLineSearch ? GramPreconditioner.usualScale : 1
    let minimizer = BatchMinimizer(rule: request.rule) { problem in
      remembered?[problem]
        ?? LBFGS(memory: memory, preconditioner: preconditioner, scale: scale, renewal: renewal)
    }
    let (end, methods) = try evaluator.withoutScoresWhereThatPays {
      try minimizer.minimizeKeepingMethods(evaluator, from: starts, onIteration: onIteration)
    }
    request.memory?.keep(methods, objective)
    var minimum = end
    minimum.hessians = methods.reduce(0) { $0 + $1.renewals }
    for (problem, method) in methods.enumerated() where method.renewals > 0 {
      minimum.minima[problem].promised = try method.promisedDecrease(minimum.minima[problem].iterate.evaluation)
    }
    return minimum
  }

  private func minimizeNonsmooth(
    _ evaluator: LinearEvaluator, _ starts: [[Double]], _ request: SolverRequest, _ onIteration: OnIteration
  ) throws -> BatchMinimum {
    let curvature = try evaluator.proximalCurvature()
    evaluator.keepsScoreCurvature = true
    try evaluator.choosePrecision(at: starts, request)
    return try BatchMinimizer(rule: request.rule) { problem in
      guard let term = evaluator.separableTerm(problem: problem) else {
        preconditionFailure("An objective without kinks and limits needs no proximal steps")
      }
      return ProximalQuasiNewton(curvature: curvature, term: term)
    }.minimize(evaluator, from: starts, onIteration: onIteration)
  }
}

/// What L-BFGS has learnt in the fits of a path, each with another penalty on the same rows.
///
/// Not for use from two threads at a time.
package final class PathMemory {
  private var methods: [LBFGS] = []
  /// l2 of the fit that they come from, for each parameter of a problem.
  private var l2: [Double] = []

  package init() {}

  /// The methods as they are for this objective; `nil` before the first fit.
  func methods(for objective: LinearObjective, _ preconditioner: (any CurvaturePreconditioner)?) -> [LBFGS]? {
    guard methods.count == objective.problemCount else { return nil }
    let change = zip(objective.parameterL2, l2).map { $0 - $1 }
    return methods.map { $0.with(curvatureChange: change, preconditioner: preconditioner) }
  }

  func keep(_ methods: [LBFGS], _ objective: LinearObjective) { (self.methods, l2) = (methods, objective.parameterL2) }
}
