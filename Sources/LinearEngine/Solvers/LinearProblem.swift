import Matrices

/// A smooth function of the parameters of a linear model, to be minimised: what a ``Minimizer`` sees.
///
///     F(W, b) = 1/S · Σᵢ sᵢ·ℓ(yᵢ, W·xᵢ + b) + λ/2·‖W‖²
///
/// Parameters are the scores one after the other, each its p weights and then, with an intercept, b. Each call reads
/// the data once. Not for two threads at a time.
///
/// Guarded by `LinearModelTests`.
public final class LinearProblem {
  let evaluator: LinearEvaluator
  /// Which of the evaluator's problems.
  private let problem: Int

  package init(_ evaluator: LinearEvaluator, problem: Int = 0) {
    (self.evaluator, self.problem) = (evaluator, problem)
  }

  /// How many parameters there are.
  public var parameterCount: Int { evaluator.parameterCount }

  /// Passes over the data so far.
  public var passes: Int { evaluator.passes }

  /// F and ∇F at a point.
  ///
  /// - Parameter point: ``parameterCount`` numbers.
  /// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)`` for another count.
  public func evaluate(at point: [Double]) throws -> (value: Double, gradient: [Double]) {
    try check(point)
    let evaluation = try evaluator.evaluate([EvaluationRequest(problem: problem, point: point)])[0]
    return (evaluation.value, evaluation.gradient)
  }

  /// ∇²F·direction at a point: two passes, of which the first is saved while the point stays the same.
  ///
  /// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)`` for other counts than ``parameterCount``.
  public func hessianProduct(_ direction: [Double], at point: [Double]) throws -> [Double] {
    try check(point)
    try check(direction)
    if point != curvaturePoint {
      evaluator.forgetScores()
      try evaluator.openCurvature(at: [EvaluationRequest(problem: problem, point: point)])
      curvaturePoint = point
    }
    return try evaluator.hessianProducts([EvaluationRequest(problem: problem, point: direction)])[0]
  }

  private var curvaturePoint: [Double] = []

  /// What the largest eigenvalue of ∇²F is at most, anywhere: 1/L is a safe learning rate.
  ///
  /// - Throws: ``EstimatorError/unsupported(what:instead:)`` for a loss whose curvature has no bound.
  /// - Complexity: some passes, usually under 20.
  public func curvatureBound() throws -> Double { try evaluator.curvatureBound(problem: problem) }

  private func check(_ point: [Double]) throws {
    guard point.count == parameterCount else {
      throw EstimatorError.invalidSetting(
        name: "point", value: "\(point.count) numbers", rule: "one number per parameter, \(parameterCount)")
    }
  }

  /// Steps from point to point, with all that a fit owes its caller: the gradient test, the iteration limit, progress
  /// and cancellation.
  ///
  /// - Parameter step: The next point, from where the problem stands; `nil` where nothing better is found.
  public func iterate(
    from start: [Double], until rule: StoppingRule, onIteration: OnIteration,
    step: (_ point: [Double], _ value: Double, _ gradient: [Double]) throws -> [Double]?
  ) throws -> MinimizerEnd {
    func measured(_ point: [Double]) throws -> Iterate {
      try check(point)
      return Iterate(
        point: point, evaluation: try evaluator.evaluate([EvaluationRequest(problem: problem, point: point)])[0])
    }
    var run = BatchRun(methods: [()], iterates: [try measured(start)], rule: rule)
    try run.test(0)
    run.note(passes)
    while !run.active.isEmpty {
      let here = run.iterates[0]
      guard let next = try step(here.point, here.evaluation.value, here.evaluation.gradient) else {
        run.stopped[0] = .noDecreaseLeft
        break
      }
      run.iterates[0] = try measured(next)
      run.iterations[0] += 1
      try run.test(0)
      run.note(passes)
      try run.report(onIteration)
    }
    return MinimizerEnd(run.result(passes: passes))
  }
}

/// Where a ``Minimizer`` ended.
public struct MinimizerEnd: Sendable {
  /// The parameters.
  public var point: [Double]
  /// F there.
  public var objective: Double
  /// ‖∇F‖∞ there; with an L1 norm that of the smallest subgradient.
  public var gradientNorm: Double
  public var iterations: Int
  /// The test that ended it.
  public var stopped: StoppingTest
  /// From the start, number 0, on.
  public var history: [Iteration]

  /// Of a problem that was stopped before its turn came.
  init(unmoved start: [Double], stopped: StoppingTest) {
    (point, objective, gradientNorm, iterations) = (start, .nan, .nan, 0)
    (self.stopped, history) = (stopped, [])
  }

  package init(_ minimum: BatchMinimum) {
    let end = minimum.minima[0]
    (point, objective) = (end.iterate.point, end.iterate.evaluation.value)
    (gradientNorm, iterations) = (end.iterate.evaluation.gradientNorm, end.iterations)
    (stopped, history) = (end.stopped, minimum.history)
  }
}
