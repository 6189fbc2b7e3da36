import Matrices

extension LinearObjective {
  package func openCurvature(at requests: [EvaluationRequest]) throws {
    try requireScores()
    let problems = requests.map(\.problem)
    if scoresAreStale || !problems.allSatisfy(lines.problems.contains) {
      let (weights, bias) = split(requests.flatMap(\.point))
      try lines.place(problems, weights: weights, bias: bias, single: single)
      movesSincePlaced = 1
    }
    let products = hessianProduct ?? HessianProduct(pass: pass)
    products.place(at: lines)
    hessianProduct = products
  }

  package func hessianProducts(_ requests: [EvaluationRequest]) throws -> [[Double]] {
    guard let products = hessianProduct else { preconditionFailure("openCurvature(at:) comes first") }
    countPass()
    let (weights, bias) = split(requests.flatMap(\.point))
    let places =
      columnsPerProblem > 1
      ? Array(0..<columnsPerProblem) : requests.map { lines.problems.firstIndex(of: $0.problem) ?? 0 }
    let sums = try products.applied(places: places, weights: weights, bias: bias, single: single)
    return requests.enumerated().map { place, request in
      withoutGauge(gradient(sums, place * columnsPerProblem..<(place + 1) * columnsPerProblem, at: request.point))
    }
  }

  /// Softmax does not change when the intercepts of all classes move alike, nor when unpenalised weights do.
  package func withoutGauge(_ vector: [Double]) -> [Double] {
    guard pass.loss.isShiftInvariant else { return vector }
    let (p, q, k) = (pass.features.columns, columnParameters, columnsPerProblem)
    var result = vector
    for j in 0..<q where j == p || penalty.l2[j] == 0 {
      var mean = 0.0
      for a in 0..<k { mean += vector[a * q + j] }
      mean /= Double(k)
      for a in 0..<k { result[a * q + j] -= mean }
    }
    return result
  }
}
