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
    let converged = work.withMutableElements { a in
      vectors.withMutableElements { u in
        guard let a = a.baseAddress, let u = u.baseAddress else { return true }
        return Routines.rightSingular(rows: n, columns: p, a, &values, u)
      }
    }
    guard converged else { throw MatrixError.noConvergence(operation: "a singular value decomposition") }
    return (values, vectors)
  }

  /// Replaces the columns of `matrix` (n × l, n ≥ l) by an orthonormal basis of what they span.
  package static func orthonormalizeColumns(_ matrix: inout Matrix<Double>) {
    let (n, l) = (matrix.rows, matrix.columns)
    precondition(n >= l, "\(l) columns of \(n) numbers cannot be orthonormal")
    guard l > 0 else { return }
    matrix.withMutableElements { elements in
      guard let a = elements.baseAddress else { return }
      Routines.orthonormalizeColumns(rows: n, columns: l, a)
    }
  }
}
