// Guarded by `CoordinateDescentTests`.
import Matrices

/// One logistic problem that descends by coordinates, with the scratch of a worker.
protocol CoordinateDescentProblem: AnyObject {
  associatedtype Worker: AnyObject
  /// The weights, and then the intercept if there is one.
  var point: [Double] { get }
  /// F, and the ∞-norm of its smallest subgradient, projected on the limits.
  var value: Double { get }
  var norm: Double { get }
  var iterations: Int { get }
  /// Reads of the data.
  var passes: Int { get }
  var stopped: StoppingTest? { get set }
  /// Computes everything afresh where the problem is.
  func place(_ worker: Worker)
  /// One iteration, at the end of which the stopping tests are made.
  func iterate(_ worker: Worker)
}

extension CoordinateProblem: CoordinateDescentProblem {}

/// Coordinate descent for logistic losses, one problem per score column, on all threads.
///
/// - Primal: Newton's method whose step is found by minimising the quadratic model with its penalty one weight at a
///   time. The L1 norm, limits and penalty factors cost nothing extra, and weights that do not pay for themselves are
///   exactly 0. The intercept is not penalised; it stays at its best in the model throughout.
/// - Dual: see ``DualProblem``.
///
/// - Complexity: O(stored numbers) per round over the columns or rows, some rounds per iteration. Memory, primal:
///   ``FeatureColumns``, n numbers per problem (unless the objective streams), 5·n per thread; dual: n + 2·p numbers
///   per problem, 7·n + 5·p per thread.
/// - SeeAlso: Yuan, Ho & Lin, *An improved GLMNET for L1-regularized logistic regression*, JMLR 13 (2012); LIBLINEAR's
///   `-s 6` (which penalises the intercept).
final class CoordinateDescent<Problem: CoordinateDescentProblem> {
  private let evaluator: LinearEvaluator
  let rule: StoppingRule
  private let workers: [Problem.Worker]
  private let makeProblem: (_ problem: Int, _ start: [Double]) -> Problem
  private var problems: [Problem] = []
  private var history: [Iteration] = []
  /// Rounds that the objective has counted as passes.
  private var counted = 0

  /// Scores that were moved along are computed afresh at most so often when a fit seems to have converged.
  private static var mostRefreshes: Int { 5 }

  private init(
    _ evaluator: LinearEvaluator, rule: StoppingRule, _ makeWorker: () -> Problem.Worker,
    _ makeProblem: @escaping (_ problem: Int, _ start: [Double]) -> Problem
  ) {
    (self.evaluator, self.rule, self.makeProblem) = (evaluator, rule, makeProblem)
    workers = (0..<min(Parallelism.threads, evaluator.problemCount)).map { _ in makeWorker() }
  }

  /// - Parameter starts: One list of p weights, and then the intercept, per problem.
  /// - Throws: ``EstimatorError/objectiveNotFinite(iteration:advice:)``, and what the closure throws. Cancellation is
  ///   no error here: it is the test that stopped.
  func minimize(from starts: [[Double]], onIteration: OnIteration) throws -> BatchMinimum {
    problems = starts.enumerated().map { makeProblem($0, $1) }
    perform(problems.indices.map { $0 }) { $0.place($1) }
    note()
    try requireFinite()
    var evaluations: [Evaluation] = []
    for refresh in 0...Self.mostRefreshes {
      try descend(onIteration)
      evaluations = try evaluator.evaluate(
        problems.enumerated().map { EvaluationRequest(problem: $0, point: $1.point) })
      let unproven = problems.indices.filter {
        problems[$0].stopped == .gradient && evaluations[$0].gradientNorm > rule.tolerance
      }
      guard !unproven.isEmpty, refresh < Self.mostRefreshes else { break }
      perform(unproven) { $0.place($1) }
    }
    return result(evaluations)
  }

  /// Iterates until every problem has stopped.
  private func descend(_ onIteration: OnIteration) throws {
    while true {
      let active = problems.indices.filter { problems[$0].stopped == nil }
      guard !active.isEmpty else { return }
      perform(active) { $0.iterate($1) }
      try requireFinite()
      note()
      if let reason = try report(onIteration) {
        for problem in problems where problem.stopped == nil { problem.stopped = reason }
      }
    }
  }

  private func perform(_ chosen: [Int], _ body: @escaping (Problem, Problem.Worker) -> Void) {
    let (problems, workers) = (problems, workers)
    Parallelism.perform(tasks: chosen.count, threads: workers.count) { worker, task in
      body(problems[chosen[task]], workers[worker])
    }
  }

  private func requireFinite() throws {
    for problem in problems where !(problem.value.isFinite && problem.norm.isFinite) {
      throw EstimatorError.objectiveNotFinite(
        iteration: problem.iterations, advice: "Scale the features (StandardScaler).")
    }
  }

  /// Counts the rounds of the problem that has needed most, which read the data as passes do.
  private func countPasses() {
    let most = problems.map(\.passes).max() ?? 0
    while counted < most {
      evaluator.countPass()
      counted += 1
    }
  }

  private func note() {
    countPasses()
    history.append(
      Iteration(
        number: problems.map(\.iterations).max() ?? 0, objective: problems.reduce(0) { $0 + $1.value },
        gradientNorm: problems.map(\.norm).max() ?? 0, evaluations: evaluator.passes))
  }

  private func report(_ onIteration: OnIteration) throws -> StoppingTest? {
    try history.last?.reasonToStop(onIteration)
  }

  private func result(_ evaluations: [Evaluation]) -> BatchMinimum {
    let minima = zip(problems, evaluations).map { problem, evaluation in
      var stopped = problem.stopped ?? .cancelled
      if stopped == .gradient, evaluation.gradientNorm > rule.tolerance { stopped = .noDecreaseLeft }
      return Minimum(
        iterate: Iterate(point: problem.point, evaluation: evaluation), iterations: problem.iterations,
        stopped: stopped)
    }
    return BatchMinimum(minima: minima, evaluations: evaluator.passes, history: history)
  }
}

extension CoordinateDescent where Problem == CoordinateProblem {
  fileprivate static func primal(_ evaluator: LinearEvaluator, _ loss: LogisticLoss, rule: StoppingRule) -> Self {
    let objective = evaluator.objective
    return Self(evaluator, rule: rule) {
      CoordinateWorker(columns: evaluator.columns, loss: loss, variant: evaluator.pass.variant)
    } _: {
      CoordinateProblem(objective, problem: $0, from: $1, rule: rule, keepsScores: !objective.streams)
    }
  }
}

extension CoordinateDescent where Problem == DualProblem {
  fileprivate static func dual(_ evaluator: LinearEvaluator, _ loss: LogisticLoss, rule: StoppingRule) -> Self {
    Self(evaluator, rule: rule) {
      DualWorker(evaluator.objective.features, loss: loss, variant: evaluator.pass.variant)
    } _: {
      DualProblem(evaluator.objective, problem: $0, from: $1, rule: rule)
    }
  }
}

extension LinearEvaluator {
  /// The minimum of every problem by coordinate descent; by its dual only where there is one: logistic losses and an L2
  /// penalty on every weight.
  ///
  /// - Throws: ``EstimatorError/objectiveNotFinite(iteration:advice:)``, ``EstimatorError/unsupported(what:instead:)``
  ///   for losses other than softmax and logistic, and what the closure throws.
  package func minimumByCoordinates(
    from starts: [[Double]], rule: StoppingRule, byDual: Bool, onIteration: OnIteration
  ) throws -> BatchMinimum {
    if let softmax = pass.loss as? SoftmaxLoss {
      return try SoftmaxCoordinateDescent(self, softmax, rule: rule).minimize(from: starts[0], onIteration: onIteration)
    }
    guard let logistic = pass.loss as? LogisticLoss else {
      throw EstimatorError.unsupported(
        what: "Coordinate descent with this loss", instead: "Use the solver .lbfgs, which takes every loss.")
    }
    return byDual
      ? try CoordinateDescent.dual(self, logistic, rule: rule).minimize(from: starts, onIteration: onIteration)
      : try CoordinateDescent.primal(self, logistic, rule: rule).minimize(from: starts, onIteration: onIteration)
  }
}
