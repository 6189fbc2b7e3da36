import Files

/// ``CoordinateDescent`` in one of its forms.
package struct CoordinateSolver: BatchSolver {
  private let form: CoordinateForm

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
    return try evaluator.minimumByCoordinates(
      from: starts, rule: request.rule, byDual: isDual(evaluator.objective), onIteration: onIteration)
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
