// Guarded by `EverySolverReferenceTests`.
import Files

/// ``NewtonCholesky``: few iterations, each with the whole Hessian.
package struct NewtonCholeskySolver: BatchSolver {
  package init() {}

  package var name: String { "newtonCholesky" }
  package var insteadOfKinks: String? { ".lbfgs, .coordinateDescent" }
  package var insteadOfMemory: String { ", or use solver: .lbfgs, which needs no Hessian." }

  /// The Hessian as it is summed up and divided, and, half of it, scaled and factored; nothing where it is refused for
  /// its size alone.
  package func bytes(_ size: FitSize) -> Int {
    let order = Memory.bytes(size.features.columns + 1, size.isSingleScore ? 1 : size.columns)
    let one = Memory.bytes(order, order, 8)
    guard one <= LinearObjective.hessianBytes else { return 0 }
    // The sums of pairs of classes are triangles in groups of 8 rows, of which narrow ones have one.
    let groups = (size.features.columns + 8) / 8
    let pairs = size.isSingleScore ? 0 : Memory.bytes(12 * 32 * groups * (groups + 1), size.columns, size.columns)
    return max(FitSize.times(5, one / 2), pairs)
  }

  package func require(_ objective: LinearObjective) throws { try objective.requireQuickNewtonSteps() }

  package func minimize(
    _ evaluator: LinearEvaluator, from starts: [[Double]], _ request: SolverRequest, onIteration: OnIteration
  ) throws -> BatchMinimum {
    try BatchMinimizer(rule: request.rule) { _ in NewtonCholesky() }
      .minimize(evaluator, from: starts, onIteration: onIteration)
  }
}

/// ``NewtonCG``: few iterations, each of some products with the Hessian, which is never made.
package struct NewtonCGSolver: BatchSolver {
  package init() {}

  package var name: String { "newtonCG" }
  package var insteadOfKinks: String? { ".lbfgs, .coordinateDescent" }

  package func startsFromCurvature(of objective: LinearObjective) -> Bool { true }

  package func bytes(_ size: FitSize) -> Int {
    let products = size.features.isSparse ? FitSize.times(3, size.sparseWeights / 2) : size.leadingGram
    return FitSize.sum(FitSize.times(6, size.vector), products)
  }

  package func minimize(
    _ evaluator: LinearEvaluator, from starts: [[Double]], _ request: SolverRequest, onIteration: OnIteration
  ) throws -> BatchMinimum {
    let preconditioner = try evaluator.preconditioner(at: starts, request)
    return try BatchMinimizer(rule: request.rule) { _ in
      NewtonCG(tolerance: request.rule.tolerance, preconditioner: preconditioner)
    }.minimize(evaluator, from: starts, onIteration: onIteration)
  }
}
