// Guarded by `NewtonCholeskyTests`.
import Matrices

/// Newton's method: the step d of ∇²F·d = −∇F by a Cholesky factorisation.
///
/// The system is solved after scaling its diagonal to 1, so columns of very different scale lose no accuracy. A
/// singular Hessian (repeated columns without a penalty) gets the smallest multiple of its diagonal added that makes it
/// definite.
///
/// - Complexity: one Hessian and d³/3 multiplications per iteration for d parameters; quadratic convergence.
/// - SeeAlso: Nocedal & Wright, *Numerical Optimization*, 2nd ed., section 3.4.
package struct NewtonCholesky: DescentMethod {
  package init() {}

  package mutating func direction(
    from iterate: Iterate, curvature: () throws -> Matrix<Double>
  ) throws -> (direction: [Double], step: Double) {
    (try Self.step(curvature(), iterate.evaluation.gradient), 1)
  }

  package mutating func moved(from old: Iterate, to new: Iterate) {}

  package mutating func failed() -> Bool { false }

  /// The d of H·d = −g, H symmetric (lower triangle read).
  ///
  /// - Throws: ``MatrixError/notPositiveDefinite(pivot:)`` when H holds numbers that are not finite.
  package static func step(_ hessian: Matrix<Double>, _ gradient: [Double]) throws -> [Double] {
    try ScaledCholesky(hessian).solve(gradient).map { -$0 }
  }
}
