import Matrices

/// Softmax does not see a move of all classes alike, and an L2 penalty is least where the weights of each feature sum to 0
/// over the classes. There the weights are put, and what is reported is what holds there.
extension LinearObjective {
  /// Whether weights are returned with the mean over the classes taken off.
  private var centresWeights: Bool { pass.loss == .softmax && penalty.isSmooth }

  /// Takes the mean over the classes off the weights of each feature, with value and gradient there: the loss stays as it
  /// is, the penalty changes by a formula. A problem whose gradient is then above the tolerance is no longer solved.
  ///
  /// - Parameter unsolved: The test that has ended such a problem.
  /// - Returns: Whether there was one.
  @discardableResult
  func centre(_ minimum: inout BatchMinimum, tolerance: Double, unsolved: StoppingTest) -> Bool {
    guard centresWeights else { return false }
    var isUnsolved = false
    for problem in minimum.minima.indices {
      minimum.minima[problem].iterate = centred(minimum.minima[problem].iterate)
      let isSolved = minimum.minima[problem].iterate.evaluation.gradientNorm <= tolerance
      guard minimum.minima[problem].stopped == .gradient, !isSolved else { continue }
      minimum.minima[problem].stopped = unsolved
      isUnsolved = true
    }
    return isUnsolved
  }

  private func centred(_ iterate: Iterate) -> Iterate {
    let (p, q, k) = (penalty.l2.count, columnParameters, columnsPerProblem)
    var result = iterate
    for j in 0..<p {
      let indices = stride(from: j, to: k * q, by: q)
      let mean = indices.reduce(0) { $0 + iterate.point[$1] } / Double(k)
      guard mean != 0 else { continue }
      for index in indices {
        result.point[index] -= mean
        result.evaluation.gradient[index] -= penalty.l2[j] * mean
      }
      result.evaluation.value -= Double(k) * penalty.l2[j] / 2 * mean * mean
    }
    return result
  }
}
