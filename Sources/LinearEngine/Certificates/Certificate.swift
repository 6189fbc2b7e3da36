// Guarded by `CertificateTests`.
/// How far from the optimum a penalised fit can be at most: a proof, not an estimate.
///
/// With λ = 1/(S·C) the objective with an L2 penalty, minimised over the intercepts, is λ-strongly convex in the
/// weights W. So for any W, with the intercepts at their best,
///
///     F − F* ≤ ‖∇_W F‖² / (2λ)        ‖W − W*‖ ≤ ‖∇_W F‖ / λ
///
/// and, as losses are positive, F − F* ≤ F. The first bound is also the duality gap at the residuals P − Y. Where a
/// weight has neither a penalty nor bounds on both sides nothing can be proved, and there is no certificate.
///
/// The first bound holds of every iterate, and of every mean of what the iterates before the end prove, which is used
/// where it says more: the steps of L-BFGS go back and forth, and in the mean of some gradients little is left.
///
/// With an L1 norm or bounds it is the duality gap between the returned weights and a dual point: residuals times the
/// largest number in 0...1 that keeps every |∇ⱼ| within l1. Those of the returned weights themselves prove little, the
/// less the tighter the fit: what scaling costs falls with the gradient, the true gap with its square. So where that
/// bound is likely to be loose, some Newton steps over the weights that may move lead to a point near by, and its
/// residuals prove the gap of the returned weights: mostly to within some percent. They may cost a tenth of the
/// multiplications of the fit, or a millisecond's; beyond that (such as all 640 weights of the digits) the first dual
/// point has to do, and ``objectiveGap`` may be 100,000 times the true gap at a tolerance of 1e-8. A purely L1 penalty
/// says nothing of the coefficients.
///
/// The proof holds in exact arithmetic and for residuals that sum to 0, as they do where the intercepts are best. What
/// is left of their sums counts: by how much slopes and divergence change when they are moved to 0. What rounding may
/// hide of the gradient is estimated and added, to the L2 bound and to the gap with an L1 norm or bounds, so that
/// neither claims more than Doubles can know; rounding of the objective, some 1e-15 of it, comes on top. Of 35,000
/// random fits, the truth taken in double-double, none had a certificate below the true gap by more than 1e-13 of the
/// objective (`Scripts/attack`).
///
/// A bound with an L2 penalty can be loose: the weaker the penalty, the more so, and ``objectiveGapEstimate`` says how
/// much. On the digits at tolerance 1e-6 it is 2 to 8 times the true gap for C ≤ 1, up to 12 times for C = 1000, and
/// summed over one-vs-rest up to 15 times. A tighter `tolerance` brings it down with the square of the gradient. Where
/// a fit that has converged leaves much open, the notes of its report say so, and which tolerance settles it.
///
/// - SeeAlso: Boyd & Vandenberghe, *Convex Optimization*, sections 5.5.1 and 9.1.2; Drusvyatskiy, Fazel & Roy, SIAM J.
///   Optim. 28 (2018), for the mean of lower bounds.
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
  /// What F − F* is likely to be, all problems together: what is left when the objective goes on falling as it fell
  /// over the last tenths of the fit. No proof, often within a factor of 2; it shows how loose `objectiveGap` is. `nil`
  /// for fits of fewer than ten iterations, where nothing falls any more, and for solvers without a search along lines.
  public let objectiveGapEstimate: Double?

  /// - Parameters:
  ///   - gaps: A bound of F − F* for each problem.
  ///   - objectives: F of each problem, ≥ 0, above F* ≥ 0.
  ///   - convexity: The λ ≥ 0 with which F, minimised over the intercepts, is strongly convex in the weights.
  ///   - estimates: What the gap of each problem is likely to be, where that is known; at most what is certified.
  package init(gaps: [Double], objectives: [Double], convexity: Double, estimates: [Double?] = []) {
    objectiveGapPerProblem = zip(gaps, objectives).map { $0 <= $1 ? $0 : $1 }
    let errors = convexity > 0 ? objectiveGapPerProblem.map { (2 * $0 / convexity).squareRoot() } : nil
    coefficientErrorPerProblem = errors
    let gap = objectiveGapPerProblem.reduce(0, +)
    objectiveGap = gap
    let objective = objectives.reduce(0, +)
    relativeGap = objective > 0 ? gap / objective : 0
    coefficientError = errors.map { $0.reduce(0) { $0 + $1 * $1 }.squareRoot() }
    let likely = zip(estimates, objectiveGapPerProblem).map { min($0 ?? .infinity, $1) }
    objectiveGapEstimate = estimates.contains { $0 != nil } ? likely.reduce(0, +) : nil
  }
}

extension Certificate {
  /// How many times the likely gap the certified one is, ≥ 1; `nil` where there is no estimate.
  public var looseness: Double? {
    guard let estimate = objectiveGapEstimate, estimate > 0 else { return nil }
    return objectiveGap / estimate
  }
}

extension Certificate: CustomStringConvertible, CustomDebugStringConvertible {
  /// ``looseness`` in whole numbers, from 2 on.
  private var likelyFactor: Int? { looseness.flatMap { $0 >= 2 ? Int(min($0, 1e6).rounded()) : nil } }

  /// A sentence with four digits, and one more where the bound is likely to be loose.
  public var description: String { sentence(Readable.number) }

  /// The same with all digits.
  public var debugDescription: String { sentence { "\($0)" } }

  private func sentence(_ text: (Double) -> String) -> String {
    "Certified: the objective is at most \(text(objectiveGap)) above the optimum (\(text(relativeGap)) of it)"
      + (coefficientError.map { ", the coefficients are at most \(text($0)) from theirs." } ?? ".")
      + (likelyFactor.map { " The bound is likely to be some \($0) times the gap." } ?? "")
  }
}
