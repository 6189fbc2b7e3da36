import Matrices

/// The best change of the intercept for given scores: a problem of one number, solved to the last digits.
struct InterceptFit {
  /// By how much a loss changes with a common shift of all scores: slope and curvature, over S.
  private let derivatives: ([Double], Double) -> (slope: Double, curvature: Double)

  init<Loss: ScalarLoss>(_ loss: Loss, targets: [Loss.Target], weights: [Double]?, weightTotal: Double) {
    derivatives = { scores, shift in
      var (slope, curvature) = (0.0, 0.0)
      for (row, score) in scores.enumerated() {
        let terms = loss.terms(score + shift, targets[row])
        let weight = (weights?[row] ?? 1) / weightTotal
        slope += weight * terms.slope
        curvature += weight * terms.curvature
      }
      return (slope, curvature)
    }
  }

  /// More steps than Newton's method takes near its end.
  private static let mostSteps = 10

  /// Newton's steps, as long as the slope falls.
  ///
  /// - Complexity: O(n) for each of a few steps.
  func shift(_ scores: [Double]) -> Double {
    var (best, left) = (0.0, Double.infinity)
    var shift = 0.0
    for _ in 0..<Self.mostSteps {
      let (slope, curvature) = derivatives(scores, shift)
      guard slope.magnitude < left, curvature > 0 else { break }
      (best, left) = (shift, slope.magnitude)
      let next = shift - slope / curvature
      guard slope != 0, next.isFinite, next != shift else { break }
      shift = next
    }
    return best
  }
}

extension SmoothFit {
  /// Puts the intercept at its best for the weights, and proves how far the end of a fit is from the optimum:
  ///
  ///     F − F* ≤ ‖∇_w F‖²/(2α)        ‖w − w*‖ ≤ ‖∇_w F‖/α
  ///
  /// since F, minimised over the intercept, is α-strongly convex in the weights.
  ///
  /// - Returns: `nil` without an L2 penalty, with an L1 norm, for a loss that is not convex, and for a fit that was
  ///   cancelled.
  /// - Complexity: Two passes over the data with an intercept, none without.
  func certify(_ minimum: inout BatchMinimum) throws -> Certificate? {
    let convexity = settings.convexity
    guard isConvex, convexity > 0, settings.penalty.l1Ratio == 0, minimum.minima[0].stopped != .cancelled else {
      return nil
    }
    var proven = minimum.minima[0].iterate
    if settings.fitIntercept { proven = try withBestIntercept(proven) }
    let squares = proven.evaluation.gradient.prefix(rows.features.columns).reduce(0) { $0 + $1 * $1 }
    var gap = squares / (2 * convexity)
    let end = minimum.minima[0].iterate.evaluation
    if proven.evaluation.value <= end.value,
      proven.evaluation.gradientNorm <= max(settings.tolerance, end.gradientNorm)
    {
      minimum.minima[0].iterate = proven
    } else {
      gap += max(0, end.value - proven.evaluation.value)
    }
    minimum.minima[0].testEnd(tolerance: settings.tolerance)
    minimum.evaluations = evaluator.passes
    minimum.noteEnd()
    guard gap.isFinite else { return nil }
    return Certificate(
      gaps: [gap], objectives: [minimum.minima[0].iterate.evaluation.value], convexity: convexity)
  }

  private func withBestIntercept(_ end: Iterate) throws -> Iterate {
    let (weights, bias) = evaluator.objective.split(end.point)
    let row = Matrix<Double>(rows: 1, columns: weights.count) { elements in
      for (place, weight) in weights.enumerated() { elements.initializeElement(at: place, to: weight) }
    }
    let scores = try linearScores(evaluator.objective.features, weights: row, bias: bias).elements
    var point = end.point
    point[point.count - 1] += intercept.shift(scores)
    evaluator.makeExact()
    return Iterate(point: point, evaluation: try evaluator.evaluate([EvaluationRequest(problem: 0, point: point)])[0])
  }
}
