import Matrices

/// Lines without stored scores, for rows × classes so many that two numbers for each would not fit in memory.
///
/// A trial is then a pass of its own, which gives the gradient there too; the step that is taken needs no other.
extension LinearObjective {
  /// Above this, in bytes, the scores of all rows are not kept: 134 million of them with their changes.
  package static var mostScoreBytes: Int { 2 << 30 }

  /// Bytes of the scores of all rows and problems and of their changes.
  private var scoreBytes: Double {
    Double(pass.features.rows) * Double(columnsPerProblem * problemCount) * Double(2 * MemoryLayout<Double>.stride)
  }

  /// Whether scores are computed afresh for every trial.
  package var streams: Bool { scoreBytes > Double(scoreLimit) }

  /// How many scores are kept now.
  package var keptScores: Int { lines.scores.count }

  func evaluateAfresh(_ requests: [LineRequest]) throws -> [LineEvaluation] {
    try arrive(at: requests).map { line, evaluation in
      LineEvaluation(value: evaluation.value, slope: BLAS.dot(evaluation.gradient, line.direction))
    }
  }

  func moveAfresh(_ requests: [LineRequest]) throws -> [Evaluation] {
    defer { trials = [:] }
    let unknown = requests.filter { trials[$0.problem]?.step != $0.step }
    if !unknown.isEmpty { _ = try arrive(at: unknown) }
    return requests.compactMap { trials[$0.problem]?.evaluation }
  }

  private func arrive(at requests: [LineRequest]) throws -> [(line: Line, evaluation: Evaluation)] {
    let points = requests.map { EvaluationRequest(problem: $0.problem, point: point(at: $0)) }
    return zip(requests, try evaluate(points)).compactMap { request, evaluation in
      trials[request.problem] = Trial(step: request.step, evaluation: evaluation)
      return line(ofProblem: request.problem).map { ($0, evaluation) }
    }
  }

  /// Conjugate gradients ask for the probabilities of all rows.
  func requireScores() throws {
    guard streams else { return }
    throw EstimatorError.tooLarge(
      what: "The scores of \(pass.features.rows) rows and \(columnsPerProblem * problemCount) classes",
      bytes: Int(scoreBytes), limit: scoreLimit, instead: "Use the solver .lbfgs, which does without them.")
  }
}

/// What a trial has found.
struct Trial {
  let step: Double
  let evaluation: Evaluation
}
