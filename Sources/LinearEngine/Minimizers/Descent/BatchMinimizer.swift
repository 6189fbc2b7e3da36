// Guarded by `SolverMatrixTests`.
import Matrices

/// When a minimisation is to stop.
public struct StoppingRule: Sendable, Hashable {
  /// ‖∇F‖∞ at which a problem counts as solved.
  public var tolerance: Double
  /// The most iterations.
  public var maxIterations: Int

  public init(tolerance: Double, maxIterations: Int) {
    (self.tolerance, self.maxIterations) = (tolerance, maxIterations)
  }
}

/// Where one problem ended.
package struct Minimum: Sendable {
  package var iterate: Iterate
  package var iterations: Int
  package var stopped: StoppingTest
  /// Iterates shortly before, the oldest first, in Double; they help to prove how near the optimum this is.
  package var earlier: [Iterate] = []
  /// The values of all iterates before this one.
  package var values: [Double] = []
  /// What the minimiser's model of the curvature still promised at the end, where it knew the Hessian.
  package var promised: Double?
  /// The intercepts where the minimiser has left them, when they have been moved on since.
  package var leftIntercepts: [Double]?
}

/// Where all problems of a batch ended.
package struct BatchMinimum: Sendable {
  package var minima: [Minimum]
  package var evaluations: Int
  package var history: [Iteration]
  /// Whether a second minimiser went on where a first had ended.
  package var continued = false
  /// Hessians that L-BFGS began anew from.
  package var hessians = 0
  /// The ends with their intercepts at their best, where measuring them in Double has found that already.
  var finished: [Finished] = []
}

extension BatchMinimum {
  /// Whether the caller or the task has ended it.
  package var isEnded: Bool { minima.contains { $0.stopped == .caller || $0.stopped == .cancelled } }

  /// Whether a problem is left that another minimiser may bring further.
  package var isUnfinished: Bool { !isEnded && minima.contains { $0.stopped != .gradient } }

  /// This, gone on with by `rest`, which started at its end. A problem that `rest` brought no further stays where it
  /// was.
  package func continued(by rest: BatchMinimum) -> BatchMinimum {
    BatchMinimum(
      minima: zip(minima, rest.minima).map { first, second in
        var best = second.isFurther(than: first) ? second : first
        best.iterations = first.iterations + second.iterations
        if !second.isFurther(than: first), second.stopped == .caller || second.stopped == .cancelled {
          best.stopped = second.stopped
        }
        return best
      }, evaluations: rest.evaluations,
      history: history + rest.history.dropFirst().map { $0.following(history.last) }, continued: true,
      hessians: hessians + rest.hessians, finished: rest.finished.isEmpty ? finished : rest.finished)
  }
}

extension BatchMinimum {
  /// Makes the last of the history what it is at the ends.
  package mutating func noteEnd() {
    guard let last = history.popLast() else { return }
    let evaluations = minima.map(\.iterate.evaluation)
    history.append(
      Iteration(
        number: last.number, objective: evaluations.reduce(0) { $0 + $1.value },
        gradientNorm: evaluations.map(\.gradientNorm).max() ?? 0, evaluations: last.evaluations))
  }
}

extension Minimum {
  /// Makes the test that stopped it say what holds at the end.
  package mutating func testEnd(tolerance: Double) {
    let holds = iterate.evaluation.gradientNorm <= tolerance
    switch stopped.kind {
    case .gradient: if !holds { stopped = .noDecreaseLeft }
    case .iterationLimit, .noDecreaseLeft, .precisionFloor: if holds { stopped = .gradient }
    case .caller, .cancelled, .endOfChunk, .given: break
    }
  }

  /// Whether this is solved, or nearer than `other`: by gradients, where values differ by rounding alone.
  fileprivate func isFurther(than other: Minimum) -> Bool {
    if stopped == .gradient || other.stopped == .gradient { return stopped == .gradient }
    let (value, before) = (iterate.evaluation.value, other.iterate.evaluation.value)
    if abs(value - before) > 1e-14 * before { return value < before }
    return iterate.evaluation.gradientNorm < other.iterate.evaluation.gradientNorm
  }
}

extension Iteration {
  /// The same, counted from the end of an earlier run.
  package func following(_ last: Iteration?) -> Iteration {
    Iteration(
      number: number + (last?.number ?? 0), objective: objective, gradientNorm: gradientNorm, evaluations: evaluations)
  }
}

/// Runs one descent method per problem in lock step, so that each pass over the data serves all that are still running.
///
/// One round: every running problem gives a direction; all lines are opened together; each problem searches its own
/// line; all move together.
package struct BatchMinimizer<Method: BatchDescentMethod> {
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
    try minimizeKeepingMethods(objective, from: starts, onIteration: onIteration).minimum
  }

  /// The same, with the methods as they are at the end: what they have learnt may serve a similar objective.
  package func minimizeKeepingMethods(
    _ objective: some BatchObjective, from starts: [[Double]], onIteration: OnIteration
  ) throws -> (minimum: BatchMinimum, methods: [Method]) {
    let requests = starts.enumerated().map { EvaluationRequest(problem: $0, point: $1) }
    var run = BatchRun(
      methods: try starts.indices.map(makeMethod),
      iterates: zip(starts, try objective.evaluate(requests)).map { Iterate(point: $0, evaluation: $1) }, rule: rule)
    for problem in starts.indices { try run.test(problem) }
    run.note(objective.passes)
    while !run.active.isEmpty {
      let moved = try advance(&run, objective)
      try becomeExact(&run, objective)
      try run.confirmEnds(objective.remeasured)
      guard moved else { continue }
      run.note(objective.passes)
      try run.report(onIteration)
    }
    try run.confirmEnds(objective.remeasured)
    return (run.result(passes: objective.passes), run.methods)
  }

  /// One round. Returns whether any problem moved.
  private func advance(_ run: inout BatchRun<Method>, _ objective: some BatchObjective) throws -> Bool {
    let active = run.active
    var searches: [Int: LineSearch] = [:]
    var lines: [Line] = []
    let hasNoise = objective.skipsFirstLineSearch || objective.trialsArePasses && !objective.isExact
    let directions = try Method.directions(
      of: &run.methods, problems: active, iterates: run.iterates, objective: objective)
    for (problem, (direction, step)) in zip(active, directions) {
      let iterate = run.iterates[problem]
      lines.append(Line(problem: problem, point: iterate.point, direction: direction))
      searches[problem] = LineSearch(
        from: iterate.evaluation, along: direction, step: step, rule: run.methods[problem].stepRule,
        valueNoise: hasNoise ? WolfeLineSearch.singleNoise : WolfeLineSearch.exactNoise,
        flatness: objective.trialsArePasses ? WolfeLineSearch.flatness.dear : WolfeLineSearch.flatness.cheap)
    }
    let moved = try openAndTryFirstStep(of: lines, &searches, &run, objective)
    try search(&searches, objective)
    let arrived = lines.filter { searches[$0.problem]?.accepted ?? false }
    for line in lines where !(searches[line.problem]?.accepted ?? false) {
      if !run.methods[line.problem].failed() { run.stopped[line.problem] = .noDecreaseLeft }
    }
    let requests = arrived.map { LineRequest(problem: $0.problem, step: searches[$0.problem]?.step ?? 0) }
    let evaluations = try moved ?? objective.move(alongLines: requests)
    for ((line, request), evaluation) in zip(zip(arrived, requests), evaluations) {
      let point = line.point(at: request.step, within: objective.separableTerm(problem: line.problem))
      let new = Iterate(point: point, evaluation: evaluation)
      run.methods[line.problem].moved(from: run.iterates[line.problem], to: new)
      run.keep(run.iterates[line.problem], of: line.problem, isExact: objective.isExact)
      run.iterates[line.problem] = new
      run.iterations[line.problem] += 1
      try run.test(line.problem)
    }
    return !arrived.isEmpty
  }

  /// Opens the lines. Goes straight to the first step of a single problem, whose value and slope then tell whether it
  /// serves. Returns the evaluation there if it does.
  ///
  /// For single precision, where a trial, which is in Double, costs a good part of a move. After a first step that did
  /// not serve, the next one is tried before the move as ever.
  private func openAndTryFirstStep(
    of lines: [Line], _ searches: inout [Int: LineSearch], _ run: inout BatchRun<Method>,
    _ objective: some BatchObjective
  ) throws -> [Evaluation]? {
    guard objective.skipsFirstLineSearch, lines.count == 1, var search = searches[lines[0].problem], search.isPending,
      search.isByWolfe
    else {
      try objective.open(lines)
      return nil
    }
    let (problem, request) = (lines[0].problem, LineRequest(problem: lines[0].problem, step: search.step))
    let moved = run.lastFirstStepAccepted ? try objective.move(opening: lines, to: [request]) : nil
    if moved == nil { try objective.open(lines) }
    let evaluation =
      try moved.map { LineEvaluation(value: $0[0].value, slope: Vectors.dot(lines[0].direction, $0[0].gradient)) }
      ?? objective.evaluate(onLines: [request])[0]
    search.receive(evaluation)
    searches[problem] = search
    run.lastFirstStepAccepted = search.accepted
    let minimizer = request.step * search.slope / (search.slope - evaluation.slope)  // if slopes change evenly
    if minimizer > 0, minimizer.isFinite { run.methods[problem].updateInitialScale(bestStep: minimizer) }
    return search.accepted ? moved : nil
  }

  /// Gradients within this factor of their error tell directions no longer.
  private static var noiseMargin: Double { 30 }

  /// Goes over to double precision once single precision has done what it can: a problem counts as solved or stuck, or
  /// a gradient comes near its error. All problems are measured again where they stand.
  private func becomeExact(_ run: inout BatchRun<Method>, _ objective: some BatchObjective) throws {
    let noise = objective.gradientNoise
    guard noise > 0 else { return }
    let settled = run.stopped.contains { $0 == .gradient || $0 == .noDecreaseLeft }
    let smallest = run.iterates.map(\.evaluation.gradientNorm).min() ?? 0
    guard settled || smallest <= Self.noiseMargin * noise else { return }
    objective.makeExact()
    let evaluations = try objective.evaluateToGoOn(from: run.iterates.map(\.point))
    for (problem, evaluation) in zip(run.iterates.indices, evaluations) {
      run.iterates[problem].evaluation = evaluation
      run.stopped[problem] = nil
      try run.test(problem)
    }
  }

  /// Searches all lines at once until each has accepted a step or failed.
  private func search(_ searches: inout [Int: LineSearch], _ objective: some BatchObjective) throws {
    while true {
      let pending = searches.keys.sorted().filter { searches[$0]?.isPending ?? false }
      guard !pending.isEmpty else { return }
      let evaluations = try objective.evaluate(
        onLines: pending.map { LineRequest(problem: $0, step: searches[$0]?.step ?? 0) })
      for (problem, evaluation) in zip(pending, evaluations) { searches[problem]?.receive(evaluation) }
    }
  }
}

/// The search along the line of one problem: by Wolfe's conditions, by decrease, or one step taken as it is.
private struct LineSearch {
  private enum Way {
    case every(step: Double)
    case wolfe(WolfeLineSearch)
    case decrease(DecreaseLineSearch)
  }

  private var way: Way
  /// φ′(0).
  let slope: Double
  private(set) var isPending: Bool
  private(set) var accepted: Bool

  var step: Double {
    switch way {
    case .every(let step): step
    case .wolfe(let search): search.step
    case .decrease(let search): search.step
    }
  }

  var isByWolfe: Bool { if case .wolfe = way { true } else { false } }

  init(
    from evaluation: Evaluation, along direction: [Double], step: Double, rule: StepRule, valueNoise: Double,
    flatness: Double
  ) {
    slope = Vectors.dot(direction, evaluation.gradient)
    switch rule {
    case .every:
      (way, accepted, isPending) = (.every(step: step), true, false)
    case .wolfe:
      way = .wolfe(
        WolfeLineSearch(
          value: evaluation.value, slope: slope, step: step, valueNoise: valueNoise, flatness: flatness))
      (accepted, isPending) = (false, slope < 0)
    case .decrease(let promised, let share, let shortens):
      way = .decrease(
        DecreaseLineSearch(
          value: evaluation.value, slope: slope, promised: promised, share: share, step: step, shortens: shortens))
      (accepted, isPending) = (false, promised > 0)
    }
  }

  mutating func receive(_ evaluation: LineEvaluation) {
    switch verdict(evaluation) {
    case .accept: (isPending, accepted) = (false, true)
    case .tryAgain: break
    case .fail: isPending = false
    }
  }

  private mutating func verdict(_ evaluation: LineEvaluation) -> LineVerdict {
    switch way {
    case .every: return .accept
    case .wolfe(var search):
      defer { way = .wolfe(search) }
      return search.receive(value: evaluation.value, slope: evaluation.slope)
    case .decrease(var search):
      defer { way = .decrease(search) }
      return search.receive(value: evaluation.value, slope: evaluation.slope)
    }
  }
}
