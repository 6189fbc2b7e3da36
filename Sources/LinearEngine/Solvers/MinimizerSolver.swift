// Guarded by `LinearModelTests`.
/// A ``Minimizer`` from outside the package as a solver: one problem after the other.
package struct MinimizerSolver: BatchSolver, Hashable, Codable {
  private let minimizer: any Minimizer & Hashable

  package init(_ minimizer: some Minimizer & Hashable) { self.minimizer = minimizer }

  package var name: String { "minimizer(\(type(of: minimizer)))" }
  package var insteadOfKinks: String? { ".lbfgs, .coordinateDescent" }

  /// What it keeps is its own; a few lists of parameters are taken for granted.
  package func bytes(_ size: FitSize) -> Int { FitSize.times(8, size.vector) }

  package func minimize(
    _ evaluator: LinearEvaluator, from starts: [[Double]], _ request: SolverRequest, onIteration: OnIteration
  ) throws -> BatchMinimum {
    evaluator.makeExact()
    var history: [Iteration] = []
    var ended: StoppingTest?
    let ends = try starts.enumerated().map { problem, start in
      let last = history.last
      if let ended { return MinimizerEnd(unmoved: start, stopped: ended) }
      let end = try minimizer.minimize(
        LinearProblem(evaluator, problem: problem), from: start, until: request.rule
      ) { try onIteration($0.following(last)) }
      history += end.history.dropFirst(last == nil ? 0 : 1).map { $0.following(last) }
      try requireWhole(end, of: start.count)
      if end.stopped == .caller || end.stopped == .cancelled { ended = end.stopped }
      return end
    }
    let evaluations = try evaluator.evaluateToGoOn(from: ends.map(\.point))
    let minima = zip(ends, evaluations).map { end, evaluation in
      Minimum(
        iterate: Iterate(point: end.point, evaluation: evaluation), iterations: end.iterations, stopped: end.stopped)
    }
    return BatchMinimum(minima: minima, evaluations: evaluator.passes, history: history)
  }

  /// - Throws: ``EstimatorError/objectiveNotFinite(iteration:advice:)`` for an end that is no point of the problem.
  private func requireWhole(_ end: MinimizerEnd, of count: Int) throws {
    guard end.point.count == count, !end.point.contains(where: { !$0.isFinite }) else {
      throw EstimatorError.objectiveNotFinite(
        iteration: end.iterations,
        advice:
          "The minimizer returned \(end.point.count) numbers for \(count) parameters, or some that are not finite.")
    }
  }

  package static func == (a: MinimizerSolver, b: MinimizerSolver) -> Bool {
    AnyHashable(a.minimizer) == AnyHashable(b.minimizer)
  }

  package func hash(into hasher: inout Hasher) { minimizer.hash(into: &hasher) }

  package init(from decoder: any Decoder) throws {
    throw DecodingError.dataCorrupted(
      .init(codingPath: decoder.codingPath, debugDescription: "A solver from outside the package is in no file."))
  }

  package func encode(to encoder: any Encoder) throws {
    throw EncodingError.invalidValue(
      name, .init(codingPath: encoder.codingPath, debugDescription: "A solver from outside the package can't be coded.")
    )
  }
}
