/// The Cholesky factorisation A = L·Lᵀ of a symmetric positive definite matrix.
///
///     let x = try Cholesky(hessian).solve(gradient)
///
/// - Complexity: n³/3 multiplications once, n² per right-hand side.
public struct Cholesky: Sendable {
  private let factor: Matrix<Double>

  /// Factors `matrix`, of which only the lower triangle is read.
  ///
  /// - Throws: ``MatrixError/shapeMismatch(operation:left:right:)`` when it is not square,
  ///   ``MatrixError/notPositiveDefinite(pivot:)`` when elimination meets a pivot ≤ 0.
  public init(_ matrix: Matrix<Double>) throws {
    guard matrix.rows == matrix.columns else {
      throw MatrixError.shapeMismatch(
        operation: "a Cholesky factorisation", left: [matrix.rows, matrix.columns], right: [matrix.rows, matrix.rows])
    }
    var factor = matrix
    try LAPACK.choleskyFactor(&factor)
    self.factor = factor
  }

  /// The smallest L[i, i]²: the least that elimination left of a number on the diagonal. 0 for no rows.
  package var smallestPivot: Double {
    let smallest = (0..<factor.rows).map { factor[$0, $0].magnitude }.min() ?? 0
    return smallest * smallest
  }

  /// The x with A·x = `rightHandSide`.
  ///
  /// - Throws: ``MatrixError/shapeMismatch(operation:left:right:)`` when the length is not n.
  public func solve(_ rightHandSide: [Double]) throws -> [Double] {
    guard rightHandSide.count == factor.rows else {
      throw MatrixError.shapeMismatch(
        operation: "A·x = b", left: [factor.rows, factor.rows], right: [rightHandSide.count])
    }
    var x = rightHandSide
    LAPACK.choleskySolve(factor, &x)
    return x
  }
}
