/// How far from the optimum a penalised fit can be at most: a proof, not an estimate.
///
/// With λ = 1/(S·C) the objective with an L2 penalty, minimised over the intercepts, is λ-strongly convex in the weights W.
/// So for any W, with the intercepts at their best,
///
///     F − F* ≤ ‖∇_W F‖² / (2λ)        ‖W − W*‖ ≤ ‖∇_W F‖ / λ
///
/// and, as losses are positive, F − F* ≤ F. The first bound is also the duality gap at the residuals P − Y. With an L1 norm
/// or bounds the gap is taken there too, at the residuals times the largest number in 0...1 that makes them a dual point; a
/// purely L1 penalty says nothing of the coefficients. Where a weight has neither a penalty nor bounds on both sides nothing
/// can be proved, and there is no certificate.
///
/// The proof holds in exact arithmetic. Rounding of the objective, some 1e-15 of it, comes on top; where columns are 1e16
/// apart and the penalty is weak, so does that of the gradient, which then is too small a number to be known well.
///
/// A bound can be loose: the weaker the penalty, the more so. On the digits at tolerance 1e-6 it is 2 to 8 times the
/// true gap of softmax for C ≤ 1, up to 20 times for C = 1000; summed over one-vs-rest, up to 25 times. A tighter
/// `tolerance` brings it down with the square of the gradient.
///
/// - SeeAlso: Boyd & Vandenberghe, *Convex Optimization*, sections 5.5.1 and 9.1.2.
public struct Certificate: Sendable, Codable, Hashable {
  /// What F − F* is at most, ≥ 0, for each problem: one number for multinomial, K for one-vs-rest.
  public let objectiveGapPerProblem: [Double]
  /// What ‖W − W*‖, the Euclidean norm over the weights without intercepts, is at most, for each problem; `nil` where
  /// some weight has no L2 penalty.
  public let coefficientErrorPerProblem: [Double]?
  /// What F − F* is at most, ≥ 0; with one-vs-rest the sum over its problems.
  public let objectiveGap: Double
  /// `objectiveGap` as a share of the objective, in 0...1. 1 proves nothing.
  public let relativeGap: Double
  /// What ‖W − W*‖ is at most, over the weights of all problems; `nil` where some weight has no L2 penalty.
  public let coefficientError: Double?

  /// - Parameters:
  ///   - gaps: A bound of F − F* for each problem.
  ///   - objectives: F of each problem, ≥ 0, above F* ≥ 0.
  ///   - convexity: The λ ≥ 0 with which F, minimised over the intercepts, is strongly convex in the weights.
  package init(gaps: [Double], objectives: [Double], convexity: Double) {
    objectiveGapPerProblem = zip(gaps, objectives).map { $0 <= $1 ? $0 : $1 }
    let errors = convexity > 0 ? objectiveGapPerProblem.map { (2 * $0 / convexity).squareRoot() } : nil
    coefficientErrorPerProblem = errors
    objectiveGap = objectiveGapPerProblem.reduce(0, +)
    let objective = objectives.reduce(0, +)
    relativeGap = objective > 0 ? objectiveGap / objective : 0
    coefficientError = errors.map { $0.reduce(0) { $0 + $1 * $1 }.squareRoot() }
  }
}

extension Certificate: CustomStringConvertible {
  /// One sentence.
  public var description: String {
    "Certified: the objective is at most \(objectiveGap) above the optimum (\(relativeGap) of it)"
      + (coefficientError.map { ", the coefficients are at most \($0) from theirs." } ?? ".")
  }
}
