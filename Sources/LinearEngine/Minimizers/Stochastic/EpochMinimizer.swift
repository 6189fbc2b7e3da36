// Guarded by `StochasticGradientTests`.
/// A method that minimises one problem of a batch in epochs, each of as many small steps as there are rows.
package protocol EpochMethod: AnyObject {
  /// One epoch. Problems run theirs at the same time, so nothing is shared that changes.
  func runEpoch() throws
  /// Where the problem stands after the last epoch.
  var point: [Double] { get }
  /// Learns what the objective is there.
  func received(_ evaluation: Evaluation)
}

extension EpochMethod {
  package func received(_ evaluation: Evaluation) {}
}

/// Runs one stochastic method per problem, epoch by epoch. After each epoch one pass over the data measures objective
/// and gradient of all problems that still run.
package struct EpochMinimizer {
  let rule: StoppingRule
  let makeMethod: (_ problem: Int, _ start: [Double]) -> any EpochMethod

  /// - Parameter rule: `maxIterations` counts epochs.
  package init(rule: StoppingRule, makeMethod: @escaping (_ problem: Int, _ start: [Double]) -> any EpochMethod) {
    self.rule = rule
    self.makeMethod = makeMethod
  }

  /// - Parameter starts: One start per problem.
  /// - Throws: ``EstimatorError/objectiveNotFinite(iteration:advice:)``, and what the closure throws. Cancellation is
  ///   no error here: it is the test that stopped.
  package func minimize(
    _ objective: some BatchObjective, from starts: [[Double]], onIteration: OnIteration
  ) throws -> BatchMinimum {
    let requests = starts.enumerated().map { EvaluationRequest(problem: $0, point: $1) }
    var run = BatchRun(
      methods: starts.enumerated().map(makeMethod),
      iterates: zip(starts, try objective.evaluate(requests)).map { Iterate(point: $0, evaluation: $1) }, rule: rule)
    for problem in starts.indices { try run.test(problem) }
    run.note(objective.passes)
    while !run.active.isEmpty {
      let (active, methods) = (run.active, run.methods)
      try Parallelism.perform(tasks: active.count, threads: Parallelism.threads) { _, place in
        try methods[active[place]].runEpoch()
      }
      let arrived = active.map { EvaluationRequest(problem: $0, point: methods[$0].point) }
      for (request, evaluation) in zip(arrived, try objective.evaluate(arrived)) {
        run.iterates[request.problem] = Iterate(point: request.point, evaluation: evaluation)
        run.iterations[request.problem] += 1
        try run.test(request.problem)
        methods[request.problem].received(evaluation)
      }
      run.note(objective.passes)
      try run.report(onIteration)
    }
    return run.result(passes: objective.passes)
  }
}
