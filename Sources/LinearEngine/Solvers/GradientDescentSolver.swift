// Guarded by `GradientDescentTests`.
/// ``GradientDescent``, with an L1 norm or limits its proximal form.
package struct GradientDescentSolver: BatchSolver {
  private let rate: LearningRate

  package init(_ rate: LearningRate) { self.rate = rate }

  package var name: String { "gd" }
  package var insteadOfMemory: String { "." }

  package func bytes(_ size: FitSize) -> Int { FitSize.times(4, size.vector) }

  package func minimize(
    _ evaluator: LinearEvaluator, from starts: [[Double]], _ request: SolverRequest, onIteration: OnIteration
  ) throws -> BatchMinimum {
    let minimizer = BatchMinimizer(rule: request.rule) { [rate] problem in
      let term = evaluator.separableTerm(problem: problem)
      switch rate.kind {
      case .fixed(let step): return GradientDescent(learningRate: step, term: term)
      case .automatic:
        return GradientDescent(learningRate: try 1 / evaluator.curvatureBound(problem: problem), term: term)
      case .backtracking(let first): return GradientDescent(backtrackingFrom: first, term: term)
      }
    }
    return try evaluator.withoutScoresWhereThatPays {
      try minimizer.minimize(evaluator, from: starts, onIteration: onIteration)
    }
  }
}
