#if canImport(Accelerate)
  import Accelerate
#else
  import COpenBLAS
#endif

/// LAPACK's factorisations, row-major, with `info` turned into Swift errors. Used only by `Factorizations/`.
package enum LAPACK {
  /// Replaces the lower triangle of the symmetric positive definite `matrix` (n × n) by L with A = L·Lᵀ.
  ///
  /// - Throws: ``MatrixError/notPositiveDefinite(pivot:)``.
  package static func choleskyFactor(_ matrix: inout Matrix<Double>) throws {
    let n = matrix.rows
    precondition(n == matrix.columns, "A Cholesky factorisation needs a square matrix")
    guard n > 0 else { return }
    let info = matrix.withMutableElements { elements -> BLASInt in
      guard let a = elements.baseAddress else { return 0 }
      #if canImport(Accelerate)
        // Column-major LAPACK sees the transpose, so our lower triangle is its upper one.
        var uplo: CChar = 0x55  // "U"
        var order = BLASInt(n)
        var leading = BLASInt(n)
        var info: BLASInt = 0
        dpotrf_(&uplo, &order, a, &leading, &info)
        return info
      #else
        // The same trick here: LAPACKE's row-major path would copy and transpose the matrix.
        return LAPACKE_dpotrf_work(LAPACK_COL_MAJOR, 0x55, BLASInt(n), a, BLASInt(n))
      #endif
    }
    guard info == 0 else { throw MatrixError.notPositiveDefinite(pivot: Int(info)) }
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
      #if canImport(Accelerate)
        var uplo: CChar = 0x55
        var order = BLASInt(n)
        var one: BLASInt = 1
        var leading = BLASInt(n)
        var info: BLASInt = 0
        dpotrs_(&uplo, &order, &one, UnsafeMutablePointer(mutating: a), &leading, &b, &leading, &info)
      #else
        _ = LAPACKE_dpotrs_work(LAPACK_COL_MAJOR, 0x55, BLASInt(n), 1, a, BLASInt(n), &b, BLASInt(n))
      #endif
    }
  }
}
