// Guarded by `LineTests`.
import Matrices

/// Searches along lines.
extension LinearEvaluator {
  /// Rounding gathers in scores that are moved along; after so many moves they are computed afresh.
  private static var movesBeforeRefresh: Int { 50 }

  package func open(_ lines: [Line]) throws {
    try keep(lines)
    guard !streams else { return }
    let directions = directions(of: lines)
    try self.lines.open(
      lines.map(\.problem), weights: directions.weights, bias: directions.bias, single: single)
  }

  package func move(opening lines: [Line], to requests: [LineRequest]) throws -> [Evaluation] {
    guard !streams else {
      try open(lines)
      return try move(alongLines: requests)
    }
    try keep(lines)
    countPass()
    let directions = directions(of: lines)
    let steps = lines.map { line in requests.first { $0.problem == line.problem }?.step ?? 0 }
    let sums = try self.lines.move(
      opening: lines.map(\.problem), weights: directions.weights, bias: directions.bias, steps: steps,
      withCurvature: keepsScoreCurvature, single: single)
    return evaluations(sums, requests)
  }

  /// Remembers the lines, and puts the scores where they start.
  private func keep(_ lines: [Line]) throws {
    openLines = OpenLines(lines)
    guard !streams else { return }
    let problems = lines.map(\.problem)
    if scoresAreStale || !problems.allSatisfy(self.lines.problems.contains) {
      try place(problems, at: lines.map(\.point))
      movesSincePlaced = 0
    }
    movesSincePlaced += 1
  }

  /// Computes the scores of some problems from their parameters. Half a pass.
  func place(_ problems: [Int], at points: [[Double]], single: Bool? = nil) throws {
    let (weights, bias) = objective.split(points.count == 1 ? points[0] : points.flatMap(\.self))
    try lines.place(problems, weights: weights, bias: bias, single: single ?? self.single)
  }

  /// Whether scores are to be computed afresh before they are used again.
  var scoresAreStale: Bool { movesSincePlaced % Self.movesBeforeRefresh == 0 }

  /// Computes scores afresh before they are used again.
  func forgetScores() { movesSincePlaced = 0 }

  // MARK: Scores in doubt

  /// Rows whose scores are computed afresh to see whether the kept ones still hold.
  private static var rowsToCompare: Int { 64 }
  /// A difference of scores beside their size that counts: some thousand units in the last place.
  private static var mostDrift: Double { 0x1p-42 }

  /// Scores that were moved along carry the rounding of the farthest place on their way. Where they have come back from
  /// one so far away that it shows, values and gradients are those of no point at all, and are measured afresh here.
  package func remeasured(_ requests: [EvaluationRequest]) throws -> [Evaluation]? {
    guard try haveDrifted(requests.map(\.problem), requests.map(\.point)) else { return nil }
    movesSincePlaced = 0
    return try evaluate(requests)
  }

  /// Whether the kept scores of some problems, which stand at the given points, are others than those of their weights
  /// in a sample of the rows.
  func haveDrifted(_ problems: [Int], _ points: [[Double]]) throws -> Bool {
    guard movesSincePlaced > 0, !single, !streams, problems.allSatisfy(lines.problems.contains) else {
      return false
    }
    let (rows, p) = (lines.rows, objective.features.columns)
    let sample = (0..<min(rows, Self.rowsToCompare)).map { $0 * rows / min(rows, Self.rowsToCompare) }
    guard let features = try? objective.features.selectingRows(sample) else { return true }
    let (weights, bias) = objective.split(points.count == 1 ? points[0] : points.flatMap(\.self))
    let fresh = try linearScores(
      features, weights: Matrix(rows: bias.count, columns: p, checked: weights), bias: bias, variant: pass.variant)
    return sample.indices.contains { place in
      (0..<bias.count).contains { column in
        let (problem, k) = (problems[column / columnsPerProblem], column % columnsPerProblem)
        let own = (lines.problems.firstIndex(of: problem) ?? 0) * columnsPerProblem + k
        let (score, kept) = (fresh[place, column], lines.scores.pointer[sample[place] * lines.columns + own])
        return !((score - kept).magnitude <= Self.mostDrift * (1 + score.magnitude))
      }
    }
  }

  private func directions(of lines: [Line]) -> (weights: [Double], bias: [Double]) {
    objective.split(lines.count == 1 ? lines[0].direction : lines.flatMap(\.direction))
  }

  package func evaluate(onLines requests: [LineRequest]) throws -> [LineEvaluation] {
    guard !streams else { return try evaluateAfresh(requests) }
    let sums = try lines.evaluate(steps: steps(of: requests))
    return requests.map { request in
      let (place, t) = (lines.problems.firstIndex(of: request.problem) ?? 0, request.step)
      let squares = openLines.squares(ofLine: request.problem, objective)
      let norm = squares.ww + t * (2 * squares.wd + t * squares.dd)
      return LineEvaluation(
        value: sums.losses[place] / objective.weightTotal + norm / 2 + separableValue(request),
        slope: sums.slopes[place] / objective.weightTotal + squares.wd + t * squares.dd)
    }
  }

  package func move(alongLines requests: [LineRequest]) throws -> [Evaluation] {
    guard !streams else { return try moveAfresh(requests) }
    countPass()
    let sums = try lines.move(steps: steps(of: requests), withCurvature: keepsScoreCurvature, single: single)
    return evaluations(sums, requests)
  }

  private func evaluations(_ sums: PassSums, _ requests: [LineRequest]) -> [Evaluation] {
    requests.map { request in
      objective.evaluation(
        sums, place: lines.problems.firstIndex(of: request.problem) ?? 0, problem: request.problem,
        at: openLines.point(at: request, objective))
    }
  }

  private func separableValue(_ request: LineRequest) -> Double {
    separableTerm(problem: request.problem)?.value(at: openLines.point(at: request, objective)) ?? 0
  }

  /// One step for every problem on the lines, 0 for those not asked for.
  private func steps(of requests: [LineRequest]) -> [Double] {
    lines.problems.map { problem in requests.first { $0.problem == problem }?.step ?? 0 }
  }
}
