import Files

/// ``AverageGradient``: SAG or SAGA.
package struct AverageGradientSolver: BatchSolver {
  private let isSAGA: Bool

  package init(isSAGA: Bool) { self.isSAGA = isSAGA }

  package var name: String { isSAGA ? "saga" : "sag" }
  package var insteadOfKinks: String? { isSAGA ? nil : ".saga, .lbfgs" }
  package var isStochastic: Bool { true }
  package var insteadOfMemory: String { "." }

  package func bytes(_ size: FitSize) -> Int {
    FitSize.sum(FitSize.times(2, size.vector), Memory.bytes(size.features.rows, size.columns, 8))
  }

  package func minimize(
    _ evaluator: LinearEvaluator, from starts: [[Double]], _ request: SolverRequest, onIteration: OnIteration
  ) throws -> BatchMinimum {
    try evaluator.objective.features.requireInMemory(for: "Solver .\(name)")
    return try EpochMinimizer(rule: request.rule) { [isSAGA] problem, start in
      AverageGradient(evaluator, problem: problem, start: start, isSAGA: isSAGA, randomState: request.randomState)
    }.minimize(evaluator, from: starts, onIteration: onIteration)
  }
}

/// ``StochasticGradient``: SGD in mini-batches.
package struct StochasticGradientSolver: BatchSolver {
  package let settings: StochasticGradientSettings

  package init(_ settings: StochasticGradientSettings) { self.settings = settings }

  package var name: String { "sgd" }
  package var isStochastic: Bool { true }
  package var insteadOfMemory: String { "." }

  package func bytes(_ size: FitSize) -> Int { FitSize.times(2, size.vector) }

  package func minimize(
    _ evaluator: LinearEvaluator, from starts: [[Double]], _ request: SolverRequest, onIteration: OnIteration
  ) throws -> BatchMinimum {
    let rowScale = Double(evaluator.objective.features.rows) / evaluator.objective.weightTotal
    return try EpochMinimizer(rule: request.rule) { [settings] problem, start in
      StochasticGradient(
        evaluator, problem: problem, start: start, settings: settings, rowScale: rowScale,
        randomState: request.randomState)
    }.minimize(evaluator, from: starts, onIteration: onIteration)
  }
}
