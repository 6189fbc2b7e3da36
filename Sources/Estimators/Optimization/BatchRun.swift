/// The state of a minimisation of several problems: where each stands, and what has stopped it.
struct BatchRun<Method> {
  var methods: [Method]
  var iterates: [Iterate]
  var iterations: [Int]
  var stopped: [StoppingTest?]
  var history: [Iteration] = []
  let rule: StoppingRule

  init(methods: [Method], iterates: [Iterate], rule: StoppingRule) {
    self.methods = methods
    self.iterates = iterates
    self.rule = rule
    iterations = Array(repeating: 0, count: iterates.count)
    stopped = Array(repeating: nil, count: iterates.count)
  }

  var active: [Int] { stopped.indices.filter { stopped[$0] == nil } }

  /// Applies the stopping tests at a new iterate.
  ///
  /// - Throws: ``EstimatorError/objectiveNotFinite(iteration:advice:)``.
  mutating func test(_ problem: Int) throws {
    let evaluation = iterates[problem].evaluation
    let norm = evaluation.gradientNorm
    guard norm.isFinite, evaluation.value.isFinite else {
      throw EstimatorError.objectiveNotFinite(
        iteration: iterations[problem],
        advice: "Scale the features (StandardScaler), or choose a smaller learning rate.")
    }
    if norm <= rule.tolerance {
      stopped[problem] = .gradient
    } else if iterations[problem] >= rule.maxIterations {
      stopped[problem] = .iterationLimit
    }
  }

  /// Writes the current state into the history.
  mutating func note(_ passes: Int) {
    history.append(
      Iteration(
        number: iterations.max() ?? 0, objective: iterates.reduce(0) { $0 + $1.evaluation.value },
        gradientNorm: iterates.map(\.evaluation.gradientNorm).max() ?? 0, evaluations: passes))
  }

  /// Tells the caller, and stops what still runs when the caller or the task wants that.
  mutating func report(_ onIteration: OnIteration) throws {
    guard let reason = try history.last?.reasonToStop(onIteration) else { return }
    for problem in active { stopped[problem] = reason }
  }

  func result(passes: Int) -> BatchMinimum {
    BatchMinimum(
      minima: iterates.indices.map {
        Minimum(iterate: iterates[$0], iterations: iterations[$0], stopped: stopped[$0] ?? .cancelled)
      }, evaluations: passes, history: history)
  }
}
