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

extension LAPACK {
  /// Of more rows the work space, 2·n² numbers, has a size that LAPACK's whole numbers do not hold.
  private static let mostEigenvalues = 32_000

  private static func eigenName(_ n: Int) -> String { "The work space for the eigenvalues of a matrix of \(n) × \(n)" }

  /// Replaces the symmetric `matrix` (n × n) by its eigenvectors, one per **row**, and returns the eigenvalues, ascending.
  ///
  /// - Throws: ``MatrixError/noConvergence(operation:)``, ``MatrixError/tooLarge(what:bytes:)`` for n above 32,000.
  package static func symmetricEigen(_ matrix: inout Matrix<Float>) throws -> [Float] {
    let n = matrix.rows
    precondition(n == matrix.columns, "Eigenvectors need a square matrix")
    guard n <= mostEigenvalues else { throw MatrixError.tooLarge(what: eigenName(n), bytes: .max) }
    var values = [Float](repeating: 0, count: n)
    guard n > 0 else { return values }
    let info = matrix.withMutableElements { elements -> BLASInt in
      guard let a = elements.baseAddress else { return 0 }
      #if canImport(Accelerate)
        return symmetricEigenFortran(n, a, &values)
      #else
        return LAPACKE_ssyevd(LAPACK_COL_MAJOR, 0x56, 0x55, BLASInt(n), a, BLASInt(n), &values)
      #endif
    }
    guard info == 0 else { throw MatrixError.noConvergence(operation: "the eigenvalues of a symmetric matrix") }
    return values
  }

  /// The same in double precision.
  package static func symmetricEigen(_ matrix: inout Matrix<Double>) throws -> [Double] {
    let n = matrix.rows
    precondition(n == matrix.columns, "Eigenvectors need a square matrix")
    guard n <= mostEigenvalues else { throw MatrixError.tooLarge(what: eigenName(n), bytes: .max) }
    var values = [Double](repeating: 0, count: n)
    guard n > 0 else { return values }
    let info = matrix.withMutableElements { elements -> BLASInt in
      guard let a = elements.baseAddress else { return 0 }
      #if canImport(Accelerate)
        return symmetricEigenFortran(n, a, &values)
      #else
        return LAPACKE_dsyevd(LAPACK_COL_MAJOR, 0x56, 0x55, BLASInt(n), a, BLASInt(n), &values)
      #endif
    }
    guard info == 0 else { throw MatrixError.noConvergence(operation: "the eigenvalues of a symmetric matrix") }
    return values
  }
}

#if canImport(Accelerate)
  extension LAPACK {
    /// The Fortran interface: ask for the size of the work space, then compute.
    private static func symmetricEigenFortran(
      _ n: Int, _ a: UnsafeMutablePointer<Float>, _ values: inout [Float]
    ) -> BLASInt {
      var (jobz, uplo): (CChar, CChar) = (0x56, 0x55)
      var (order, leading, info) = (BLASInt(n), BLASInt(n), BLASInt(0))
      var (size, integers): (Float, BLASInt) = (0, 0)
      var (query, integerQuery): (BLASInt, BLASInt) = (-1, -1)
      ssyevd_(&jobz, &uplo, &order, a, &leading, &values, &size, &query, &integers, &integerQuery, &info)
      var work = [Float](repeating: 0, count: Int(size))
      var integerWork = [BLASInt](repeating: 0, count: Int(integers))
      var (count, integerCount) = (BLASInt(work.count), BLASInt(integerWork.count))
      ssyevd_(&jobz, &uplo, &order, a, &leading, &values, &work, &count, &integerWork, &integerCount, &info)
      return info
    }

    private static func symmetricEigenFortran(
      _ n: Int, _ a: UnsafeMutablePointer<Double>, _ values: inout [Double]
    ) -> BLASInt {
      var (jobz, uplo): (CChar, CChar) = (0x56, 0x55)
      var (order, leading, info) = (BLASInt(n), BLASInt(n), BLASInt(0))
      var (size, integers): (Double, BLASInt) = (0, 0)
      var (query, integerQuery): (BLASInt, BLASInt) = (-1, -1)
      dsyevd_(&jobz, &uplo, &order, a, &leading, &values, &size, &query, &integers, &integerQuery, &info)
      var work = [Double](repeating: 0, count: Int(size))
      var integerWork = [BLASInt](repeating: 0, count: Int(integers))
      var (count, integerCount) = (BLASInt(work.count), BLASInt(integerWork.count))
      dsyevd_(&jobz, &uplo, &order, a, &leading, &values, &work, &count, &integerWork, &integerCount, &info)
      return info
    }
  }
#endif
