extension Matrix where Scalar == Double {
  /// The matrix product A·B through CBLAS. NumPy's `A @ B`.
  ///
  /// - Complexity: O(rows · columns · other.columns).
  /// - Throws: ``MatrixError/shapeMismatch(operation:left:right:)`` when `columns` is not `other.rows`.
  public func times(_ other: Matrix) throws -> Matrix {
    try requireInner(columns == other.rows, "A·B", other)
    return product(other, m: rows, n: other.columns, k: columns)
  }

  /// Aᵀ·B without forming Aᵀ. NumPy's `A.T @ B`.
  ///
  /// - Throws: ``MatrixError/shapeMismatch(operation:left:right:)`` when the row counts differ.
  public func transposedTimes(_ other: Matrix) throws -> Matrix {
    try requireInner(rows == other.rows, "Aᵀ·B", other)
    return product(transposeA: true, other, m: columns, n: other.columns, k: rows)
  }

  /// A·Bᵀ without forming Bᵀ. NumPy's `A @ B.T`.
  ///
  /// - Throws: ``MatrixError/shapeMismatch(operation:left:right:)`` when the column counts differ.
  public func timesTransposed(_ other: Matrix) throws -> Matrix {
    try requireInner(columns == other.columns, "A·Bᵀ", other)
    return product(other, transposeB: true, m: rows, n: other.rows, k: columns)
  }

  private func product(
    transposeA: Bool = false, _ other: Matrix, transposeB: Bool = false, m: Int, n: Int, k: Int
  ) -> Matrix {
    var result = Matrix.zeros(rows: m, columns: n)
    BLAS.multiply(
      self, transposed: transposeA, other, transposed: transposeB, m: m, n: n, k: k, into: &result)
    return result
  }

  private func requireInner(_ fits: Bool, _ operation: String, _ other: Matrix) throws {
    guard fits else {
      throw MatrixError.shapeMismatch(
        operation: operation, left: [rows, columns], right: [other.rows, other.columns])
    }
  }
}
