/// Measures where one walk through a chunk of a stream has led.
extension LinearEvaluator {
  /// - Throws: ``EstimatorError/objectiveNotFinite(iteration:advice:)``.
  func endOfChunk(_ ends: [EvaluationRequest], tolerance: Double) throws -> BatchMinimum {
    let iterates = zip(ends, try evaluate(ends)).map { Iterate(point: $0.point, evaluation: $1) }
    var run = BatchRun(
      methods: ends, iterates: iterates, rule: StoppingRule(tolerance: tolerance, maxIterations: .max))
    for problem in ends.indices {
      try run.test(problem)  // that all is finite
      (run.iterations[problem], run.stopped[problem]) = (1, .endOfChunk)
    }
    run.note(passes)
    return run.result(passes: passes)
  }
}
