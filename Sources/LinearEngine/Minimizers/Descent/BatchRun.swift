/// The state of a minimisation of several problems: where each stands, and what has stopped it.
package struct BatchRun<Method> {
  var methods: [Method]
  var iterates: [Iterate]
  package var iterations: [Int]
  package var stopped: [StoppingTest?]
  var history: [Iteration] = []
  /// Whether the end of a problem has been looked at twice.
  private var confirmed: [Bool]
  private var earlier: [[Iterate]]
  private var values: [[Double]]
  /// Whether the first step along the last line was taken.
  var lastFirstStepAccepted = true
  let rule: StoppingRule

  package init(methods: [Method], iterates: [Iterate], rule: StoppingRule) {
    self.methods = methods
    self.iterates = iterates
    self.rule = rule
    iterations = Array(repeating: 0, count: iterates.count)
    stopped = Array(repeating: nil, count: iterates.count)
    confirmed = Array(repeating: false, count: iterates.count)
    earlier = Array(repeating: [], count: iterates.count)
    values = Array(repeating: [], count: iterates.count)
  }

  var active: [Int] { stopped.indices.filter { stopped[$0] == nil } }

  /// Applies the stopping tests at a new iterate.
  ///
  /// - Throws: ``EstimatorError/objectiveNotFinite(iteration:advice:)``.
  package mutating func test(_ problem: Int) throws {
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

  /// Measures problems that have just stopped where they stand, if what is known of them no longer holds there. The
  /// tests for which that matters are made again.
  mutating func confirmEnds(_ remeasured: ([EvaluationRequest]) throws -> [Evaluation]?) throws {
    for problem in active { confirmed[problem] = false }
    let ended = stopped.indices.filter { stopped[$0] != nil && !confirmed[$0] }
    guard !ended.isEmpty else { return }
    for problem in ended { confirmed[problem] = true }
    let requests = ended.map { EvaluationRequest(problem: $0, point: iterates[$0].point) }
    guard let evaluations = try remeasured(requests) else { return }
    for (problem, evaluation) in zip(ended, evaluations) {
      iterates[problem].evaluation = evaluation
      (earlier[problem], values[problem]) = ([], [])
      guard stopped[problem] == .gradient || stopped[problem] == .noDecreaseLeft else { continue }
      stopped[problem] = nil
      try test(problem)
      confirmed[problem] = stopped[problem] != nil
    }
  }

  /// More earlier iterates hardly prove more.
  private static var mostKept: Int { 12 }
  /// Numbers that earlier iterates may take: 16 MB.
  private static var mostNumbers: Int { 2_000_000 }

  /// Keeps an iterate that is left behind, and forgets the oldest.
  ///
  /// - Parameter isExact: Whether its gradient is one of double precision; only its value is kept when not.
  mutating func keep(_ iterate: Iterate, of problem: Int, isExact: Bool) {
    values[problem].append(iterate.evaluation.value)
    guard isExact else { return }
    let most = min(Self.mostKept, Self.mostNumbers / max(1, 2 * iterate.point.count * iterates.count))
    earlier[problem].append(iterate)
    if earlier[problem].count > most { earlier[problem].removeFirst() }
  }

  /// Writes the current state into the history.
  package mutating func note(_ passes: Int) {
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

  package func result(passes: Int) -> BatchMinimum {
    BatchMinimum(
      minima: iterates.indices.map {
        Minimum(
          iterate: iterates[$0], iterations: iterations[$0], stopped: stopped[$0] ?? .cancelled, earlier: earlier[$0],
          values: values[$0])
      }, evaluations: passes, history: history)
  }
}
