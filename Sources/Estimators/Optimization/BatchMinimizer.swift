import Matrices

/// When to stop.
package struct StoppingRule: Sendable {
  /// ‖∇F‖∞ at which a problem counts as solved.
  package var tolerance: Double
  package var maxIterations: Int
}

/// Where one problem ended.
package struct Minimum: Sendable {
  package var iterate: Iterate
  package var iterations: Int
  package var stopped: StoppingTest
}

/// Where all problems of a batch ended.
package struct BatchMinimum: Sendable {
  package var minima: [Minimum]
  package var evaluations: Int
  package var history: [Iteration]
}

/// Runs one descent method per problem in lock step, so that each pass over the data serves all that are still running.
package struct BatchMinimizer<Method: DescentMethod> {
  let rule: StoppingRule
  let makeMethod: (_ problem: Int) throws -> Method

  package init(rule: StoppingRule, makeMethod: @escaping (_ problem: Int) throws -> Method) {
    self.rule = rule
    self.makeMethod = makeMethod
  }

  /// - Parameter starts: One start per problem.
  /// - Throws: ``EstimatorError/objectiveNotFinite(iteration:advice:)``, and what the closure throws. Cancellation is
  ///   no error here: it is the test that stopped.
  package func minimize(
    _ objective: some BatchObjective, from starts: [[Double]], onIteration: OnIteration
  ) throws -> BatchMinimum {
    var run = Run<Method>()
    try start(&run, objective, starts)
    while !run.active.isEmpty {
      let moved = try advance(&run, objective)
      guard moved else { continue }
      let control = try report(&run, onIteration)
      if let reason = control { for problem in run.active { run.stopped[problem] = reason } }
    }
    return run.result
  }

  private func start(
    _ run: inout Run<Method>, _ objective: some BatchObjective, _ starts: [[Double]]
  ) throws {
    let evaluations = try objective.evaluate(
      starts.enumerated().map { EvaluationRequest(problem: $0, point: $1) })
    run.evaluations = 1
    for (problem, (point, evaluation)) in zip(starts, evaluations).enumerated() {
      var method = try makeMethod(problem)
      method.start(at: Iterate(point: point, evaluation: evaluation))
      run.methods.append(method)
      run.iterations.append(0)
      run.stopped.append(nil)
      try settle(problem, &run, objective)
    }
    run.note()
  }

  /// One pass for all that still run. Returns whether any of them moved.
  private func advance(_ run: inout Run<Method>, _ objective: some BatchObjective) throws -> Bool {
    let active = run.active
    let evaluations = try objective.evaluate(
      active.map { EvaluationRequest(problem: $0, point: run.methods[$0].trial) })
    run.evaluations += 1
    var moved = false
    for (problem, evaluation) in zip(active, evaluations) {
      switch run.methods[problem].receive(evaluation) {
      case .moved:
        run.iterations[problem] += 1
        moved = true
        try settle(problem, &run, objective)
      case .searching: break
      case .stalled: run.stopped[problem] = .noDecreaseLeft
      }
    }
    return moved
  }

  /// Applies the stopping tests at a new iterate, or lets the method choose its next trial.
  private func settle(_ problem: Int, _ run: inout Run<Method>, _ objective: some BatchObjective) throws {
    let iterate = run.methods[problem].iterate
    let norm = iterate.evaluation.gradientNorm
    guard norm.isFinite, iterate.evaluation.value.isFinite else {
      throw EstimatorError.objectiveNotFinite(
        iteration: run.iterations[problem],
        advice: "Scale the features (StandardScaler), or choose a smaller learning rate.")
    }
    if norm <= rule.tolerance {
      run.stopped[problem] = .gradient
    } else if run.iterations[problem] >= rule.maxIterations {
      run.stopped[problem] = .iterationLimit
    } else {
      try run.methods[problem].propose {
        try objective.hessian(EvaluationRequest(problem: problem, point: iterate.point))
      }
    }
  }

  /// Tells the caller, and returns why to stop, if so.
  private func report(_ run: inout Run<Method>, _ onIteration: OnIteration) throws -> StoppingTest? {
    run.note()
    do {
      if let newest = run.history.last, try onIteration(newest) == .stop { return .caller }
    } catch is CancellationError {
      return .cancelled
    }
    return Task.isCancelled ? .cancelled : nil
  }
}

/// The state of a minimisation.
private struct Run<Method: DescentMethod> {
  var methods: [Method] = []
  var iterations: [Int] = []
  var stopped: [StoppingTest?] = []
  var evaluations = 0
  var history: [Iteration] = []

  var active: [Int] { stopped.indices.filter { stopped[$0] == nil } }

  /// Writes the current state into the history.
  mutating func note() {
    let evaluations = methods.map(\.iterate.evaluation)
    history.append(
      Iteration(
        number: iterations.max() ?? 0, objective: evaluations.reduce(0) { $0 + $1.value },
        gradientNorm: evaluations.map(\.gradientNorm).max() ?? 0, evaluations: self.evaluations))
  }

  var result: BatchMinimum {
    BatchMinimum(
      minima: methods.indices.map {
        Minimum(iterate: methods[$0].iterate, iterations: iterations[$0], stopped: stopped[$0] ?? .cancelled)
      }, evaluations: evaluations, history: history)
  }
}
