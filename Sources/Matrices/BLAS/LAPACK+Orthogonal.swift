#if canImport(Accelerate)
  import Accelerate
#else
  import COpenBLAS
#endif

extension LAPACK {
  /// The singular values of `matrix` (n × p), descending, and its right singular vectors, one per row: min(n, p) × p.
  ///
  /// - Throws: ``MatrixError/noConvergence(operation:)``.
  package static func rightSingular(_ matrix: Matrix<Double>) throws -> (values: [Double], vectors: Matrix<Double>) {
    let (n, p) = (matrix.rows, matrix.columns)
    let k = min(n, p)
    guard k > 0 else { return ([], .zeros(rows: 0, columns: p)) }
    var work = matrix
    var values = [Double](repeating: 0, count: k)
    var vectors = Matrix<Double>.zeros(rows: k, columns: p)
    // Column-major LAPACK sees the transpose, whose left vectors are the right ones here.
    let info = work.withMutableElements { a -> BLASInt in
      vectors.withMutableElements { u -> BLASInt in
        guard let a = a.baseAddress, let u = u.baseAddress else { return 0 }
        return leftSingularColumnMajor(rows: p, columns: n, a, &values, u)
      }
    }
    guard info == 0 else { throw MatrixError.noConvergence(operation: "a singular value decomposition") }
    return (values, vectors)
  }

  /// Replaces the columns of `matrix` (n × l, n ≥ l) by an orthonormal basis of what they span.
  package static func orthonormalizeColumns(_ matrix: inout Matrix<Double>) {
    let (n, l) = (matrix.rows, matrix.columns)
    precondition(n >= l, "\(l) columns of \(n) numbers cannot be orthonormal")
    guard l > 0 else { return }
    matrix.withMutableElements { elements in
      guard let a = elements.baseAddress else { return }
      var factors = [Double](repeating: 0, count: l)
      #if canImport(Accelerate)
        var (rows, columns, info) = (BLASInt(l), BLASInt(n), BLASInt(0))
        var work = [Double](repeating: 0, count: 64 * l)
        var size = BLASInt(work.count)
        var leading = rows
        dgelqf_(&rows, &columns, a, &leading, &factors, &work, &size, &info)
        var reflectors = rows
        dorglq_(&rows, &columns, &reflectors, a, &leading, &factors, &work, &size, &info)
      #else
        // Row-major n × l is column-major l × n: its LQ factorisation.
        _ = LAPACKE_dgelqf(LAPACK_COL_MAJOR, BLASInt(l), BLASInt(n), a, BLASInt(l), &factors)
        _ = LAPACKE_dorglq(LAPACK_COL_MAJOR, BLASInt(l), BLASInt(n), BLASInt(l), a, BLASInt(l), &factors)
      #endif
    }
  }

  /// The left singular vectors of a column-major matrix, into `u`: rows × min(rows, columns), column-major.
  private static func leftSingularColumnMajor(
    rows: Int, columns: Int, _ a: UnsafeMutablePointer<Double>, _ values: inout [Double],
    _ u: UnsafeMutablePointer<Double>
  ) -> BLASInt {
    #if canImport(Accelerate)
      var (left, right): (CChar, CChar) = (0x53, 0x4e)  // "S", "N"
      var (m, n, info, one) = (BLASInt(rows), BLASInt(columns), BLASInt(0), BLASInt(1))
      var (leading, leadingU) = (m, m)
      var (size, query, unused) = (0.0, BLASInt(-1), 0.0)
      dgesvd_(
        &left, &right, &m, &n, a, &leading, &values, u, &leadingU, &unused, &one, &size, &query, &info)
      var work = [Double](repeating: 0, count: Int(size))
      var count = BLASInt(work.count)
      dgesvd_(
        &left, &right, &m, &n, a, &leading, &values, u, &leadingU, &unused, &one, &work, &count, &info)
      return info
    #else
      var unused = 0.0
      var rest = [Double](repeating: 0, count: min(rows, columns))
      return LAPACKE_dgesvd(
        LAPACK_COL_MAJOR, 0x53, 0x4e, BLASInt(rows), BLASInt(columns), a, BLASInt(rows), &values, u, BLASInt(rows),
        &unused, 1, &rest)
    #endif
  }
}
