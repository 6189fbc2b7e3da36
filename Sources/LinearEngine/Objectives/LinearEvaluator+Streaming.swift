// Guarded by `StreamedScoresTests`.
import Matrices

/// Lines whose scores are not kept: 16 bytes for each row and class are more than ``LinearObjective/scoreLimit``, or
/// cost more than to read the features again.
///
/// A trial is then a pass of its own, which gives the gradient there too; the step that is taken needs no other.
extension LinearEvaluator {
  /// How many scores are kept now.
  package var keptScores: Int { lines.scores.count }

  package var trialsArePasses: Bool { streams }

  func evaluateAfresh(_ requests: [LineRequest]) throws -> [LineEvaluation] {
    try arrive(at: requests).map { line, evaluation in
      LineEvaluation(value: evaluation.value, slope: BLAS.dot(evaluation.gradient, line.direction))
    }
  }

  func moveAfresh(_ requests: [LineRequest]) throws -> [Evaluation] {
    defer { openLines.trials = [:] }
    let unknown = requests.filter { openLines.trials[$0.problem]?.step != $0.step }
    if !unknown.isEmpty { _ = try arrive(at: unknown) }
    return requests.compactMap { openLines.trials[$0.problem]?.evaluation }
  }

  private func arrive(at requests: [LineRequest]) throws -> [(line: Line, evaluation: Evaluation)] {
    forgetScores()
    let points = requests.map { EvaluationRequest(problem: $0.problem, point: openLines.point(at: $0, objective)) }
    return zip(requests, try evaluate(points)).compactMap { request, evaluation in
      openLines.trials[request.problem] = OpenLines.Trial(step: request.step, evaluation: evaluation)
      return openLines.line(ofProblem: request.problem).map { ($0, evaluation) }
    }
  }
}
