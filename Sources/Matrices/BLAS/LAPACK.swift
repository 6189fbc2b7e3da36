/// LAPACK's factorisations, row-major, with `info` turned into Swift errors. Used only by `Factorizations/`.
package enum LAPACK {
  /// Replaces the lower triangle of the symmetric positive definite `matrix` (n × n) by L with A = L·Lᵀ.
  ///
  /// - Throws: ``MatrixError/notPositiveDefinite(pivot:)``.
  package static func choleskyFactor(_ matrix: inout Matrix<Double>) throws {
    let n = matrix.rows
    precondition(n == matrix.columns, "A Cholesky factorisation needs a square matrix")
    guard n > 0 else { return }
    let pivot = matrix.withMutableElements { elements in
      elements.baseAddress.map { Routines.choleskyFactor(n, $0) } ?? 0
    }
    guard pivot == 0 else { throw MatrixError.notPositiveDefinite(pivot: pivot) }
    // OpenBLAS takes a NaN for a positive pivot. It reaches the diagonal of its row, wherever it stands.
    if let row = (0..<n).first(where: { !matrix[$0, $0].isFinite }) {
      throw MatrixError.notPositiveDefinite(pivot: row + 1)
    }
  }

  /// Solves L·Lᵀ·x = b in place for one right-hand side, `factor` as left by ``choleskyFactor(_:)``.
  package static func choleskySolve(_ factor: Matrix<Double>, _ b: inout [Double]) {
    let n = factor.rows
    precondition(b.count == n, "A right-hand side of \(b.count) numbers for \(n) equations")
    guard n > 0 else { return }
    factor.withElements { elements in
      guard let a = elements.baseAddress else { return }
      Routines.choleskySolve(n, a, &b)
    }
  }
}

extension LAPACK {
  /// Of more rows the work space, 2·n² numbers, has a size that LAPACK's whole numbers do not hold.
  private static let mostEigenvalues = 32_000

  private static func eigenName(_ n: Int) -> String { "The work space for the eigenvalues of a matrix of \(n) × \(n)" }

  /// Replaces the symmetric `matrix` (n × n) by its eigenvectors, one per **row**, and returns the eigenvalues,
  /// ascending.
  ///
  /// - Throws: ``MatrixError/noConvergence(operation:)``, ``MatrixError/tooLarge(what:bytes:)`` for n above 32,000.
  package static func symmetricEigen(_ matrix: inout Matrix<Float>) throws -> [Float] {
    let n = matrix.rows
    precondition(n == matrix.columns, "Eigenvectors need a square matrix")
    guard n <= mostEigenvalues else { throw MatrixError.tooLarge(what: eigenName(n), bytes: .max) }
    var values = [Float](repeating: 0, count: n)
    guard n > 0 else { return values }
    let converged = matrix.withMutableElements { elements in
      elements.baseAddress.map { Routines.symmetricEigen(n, $0, &values) } ?? true
    }
    guard converged else { throw MatrixError.noConvergence(operation: "the eigenvalues of a symmetric matrix") }
    return values
  }

  /// The same in double precision.
  package static func symmetricEigen(_ matrix: inout Matrix<Double>) throws -> [Double] {
    let n = matrix.rows
    precondition(n == matrix.columns, "Eigenvectors need a square matrix")
    guard n <= mostEigenvalues else { throw MatrixError.tooLarge(what: eigenName(n), bytes: .max) }
    var values = [Double](repeating: 0, count: n)
    guard n > 0 else { return values }
    let converged = matrix.withMutableElements { elements in
      elements.baseAddress.map { Routines.symmetricEigen(n, $0, &values) } ?? true
    }
    guard converged else { throw MatrixError.noConvergence(operation: "the eigenvalues of a symmetric matrix") }
    return values
  }
}
