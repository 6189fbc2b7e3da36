// Guarded by `CoordinateDescentTests`.
import Files

/// ``CoordinateDescent`` in one of its forms, or ``CoordinateNewton``, which is its primal form on few dense columns.
package struct CoordinateSolver: BatchSolver {
  private let form: CoordinateForm

  /// Passes whose multiplications those of a Hessian may be. An iteration takes some 6 rounds; on 5,000 to 20,000 rows
  /// of 10 to 100 columns and 2 to 10 classes they took longer than a Hessian of 33 passes, and less than one of 58.
  private static let passesOfRounds = 40.0

  package init(_ form: CoordinateForm) { self.form = form }

  package var name: String { "coordinateDescent" }

  package func bytes(_ size: FitSize) -> Int {
    let features = size.features
    let isDual =
      size.isSingleScore && !size.hasKinks
      && (form == .dual || form == .automatic && features.rows < features.columns)
    return FitSize.sum(
      FitSize.times(size.columns > 1 ? 8 : 3, size.vector), Memory.bytes(features.rows, size.columns, 8),
      isDual ? 0 : FeatureColumns.bytes(features))
  }

  package func description(of end: BatchMinimum, _ objective: LinearObjective) -> String {
    (try? isDual(objective)).map { "\(name), \($0 ? "dual" : "primal") form" } ?? name
  }

  package func minimize(
    _ evaluator: LinearEvaluator, from starts: [[Double]], _ request: SolverRequest, onIteration: OnIteration
  ) throws -> BatchMinimum {
    evaluator.makeExact()
    let objective = evaluator.objective
    try objective.features.requireInMemory(for: "Coordinate descent")
    let isDual = try isDual(objective)
    if !isDual, hasCheapHessian(objective) {
      return try BatchMinimizer(rule: request.rule) { CoordinateNewton(objective, problem: $0) }
        .minimize(evaluator, from: starts, onIteration: onIteration)
    }
    return try evaluator.minimumByCoordinates(
      from: starts, rule: request.rule, byDual: isDual, onIteration: onIteration)
  }

  private func hasCheapHessian(_ objective: LinearObjective) -> Bool {
    let isLogistic = objective.loss is LogisticLoss || objective.loss is SoftmaxLoss
    return isLogistic && !objective.features.isSparse && objective.hessianFits
      && objective.newtonMultiplications <= Self.passesOfRounds * objective.passMultiplications
  }

  /// Whether the dual form runs.
  ///
  /// - Throws: ``EstimatorError/unsupported(what:instead:)`` for the dual of a softmax.
  private func isDual(_ objective: LinearObjective) throws -> Bool {
    switch form.kind {
    case .automatic: return objective.features.rows < objective.features.columns && hasDual(objective)
    case .primal: return false
    case .dual:
      guard hasDual(objective) else { throw noDual(objective) }
      return true
    }
  }

  /// Whether each problem is one logistic loss with an L2 penalty on every weight and nothing else.
  private func hasDual(_ objective: LinearObjective) -> Bool {
    objective.loss is LogisticLoss && objective.penalty.isSmooth && objective.penalty.l2.allSatisfy { $0 > 0 }
  }

  private func noDual(_ objective: LinearObjective) -> EstimatorError {
    let isSoftmax = objective.loss is SoftmaxLoss
    return .unsupported(
      what: "Solver .coordinateDescent(form: .dual) with "
        + (isSoftmax ? ".multinomial and more than two classes" : "a penalty so small that it is 0 in a Double"),
      instead: "Use \(isSoftmax ? "multiClass: .ovr" : "a smaller c"), or solver: .coordinateDescent, .lbfgs or "
        + ".newtonCG.")
  }
}
