import Matrices

extension LinearEvaluator {
  package func openCurvature(at requests: [EvaluationRequest]) throws {
    try objective.requireScores()
    let problems = requests.map(\.problem)
    if scoresAreStale || !problems.allSatisfy(lines.problems.contains) {
      try place(problems, at: requests.map(\.point))
      movesSincePlaced = 1
    }
    let products = hessianProduct ?? HessianProduct(pass: pass)
    products.place(at: lines)
    hessianProduct = products
  }

  package func hessianProducts(_ requests: [EvaluationRequest]) throws -> [[Double]] {
    guard let products = hessianProduct else { preconditionFailure("openCurvature(at:) comes first") }
    countPass()
    let (weights, bias) = objective.split(requests.flatMap(\.point))
    let places =
      columnsPerProblem > 1
      ? Array(0..<columnsPerProblem) : requests.map { lines.problems.firstIndex(of: $0.problem) ?? 0 }
    let sums = try products.applied(places: places, weights: weights, bias: bias, single: single)
    return requests.enumerated().map { place, request in
      let columns = place * columnsPerProblem..<(place + 1) * columnsPerProblem
      return withoutGauge(objective.gradient(sums, columns, at: request.point))
    }
  }
}
