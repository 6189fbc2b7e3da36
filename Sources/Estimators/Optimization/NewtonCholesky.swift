import Matrices

/// Newton's method: the step d of ∇²F·d = −∇F by a Cholesky factorisation.
///
/// The system is solved after scaling its diagonal to 1, so columns of very different scale lose no accuracy. A singular
/// Hessian (repeated columns without a penalty) gets the smallest multiple of its diagonal added that makes it definite.
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
  static func step(_ hessian: Matrix<Double>, _ gradient: [Double]) throws -> [Double] {
    let scale = (0..<hessian.rows).map { j in
      let curvature = hessian[j, j]
      return curvature > 0 ? 1 / curvature.squareRoot() : 1
    }
    var scaled = hessian
    scaled.withMutableElements { elements in
      for i in scale.indices {
        for j in 0...i { elements[i * scale.count + j] *= scale[i] * scale[j] }
      }
    }
    let rightHandSide = zip(gradient, scale).map { -$0 * $1 }
    let solution = try factorRaisingDiagonal(scaled).solve(rightHandSide)
    return zip(solution, scale).map(*)
  }

  private static func factorRaisingDiagonal(_ matrix: Matrix<Double>) throws -> Cholesky {
    var raised = matrix
    var raise = 1e-13
    while true {
      do {
        return try Cholesky(raised)
      } catch MatrixError.notPositiveDefinite(let pivot) {
        guard raise <= 1 else { throw MatrixError.notPositiveDefinite(pivot: pivot) }
        for j in 0..<matrix.rows { raised[j, j] = matrix[j, j] + raise }
        raise *= 100
      }
    }
  }
}
