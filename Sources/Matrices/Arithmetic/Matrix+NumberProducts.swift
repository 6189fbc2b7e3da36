/// Products of numbers of any type with Doubles: pictures stay bytes.
extension Matrix where Scalar: ArrayNumber {
  /// Rows that are turned to Doubles at a time.
  private static var blockRows: Int { 256 }

  /// The matrix product A·B in Double, A of numbers of any type. NumPy's `A @ B`.
  ///
  /// - Complexity: O(rows · columns · other.columns); a block of rows is widened at a time, never the whole matrix.
  /// - Throws: ``MatrixError/shapeMismatch(operation:left:right:)`` when `columns` is not `other.rows`.
  @_disfavoredOverload
  public func times(_ other: Matrix<Double>) throws -> Matrix<Double> {
    guard columns == other.rows else {
      throw MatrixError.shapeMismatch(operation: "A·B", left: [rows, columns], right: [other.rows, other.columns])
    }
    var elements: [Double] = []
    elements.reserveCapacity(rows * other.columns)
    for start in stride(from: 0, to: rows, by: Self.blockRows) {
      elements += try widened(start).times(other).elements
    }
    return Matrix<Double>(rows: rows, columns: other.columns, checked: elements)
  }

  /// Aᵀ·B in Double without forming Aᵀ, A of numbers of any type. NumPy's `A.T @ B`.
  ///
  /// - Complexity: as of the product A·B.
  /// - Throws: ``MatrixError/shapeMismatch(operation:left:right:)`` when the row counts differ.
  @_disfavoredOverload
  public func transposedTimes(_ other: Matrix<Double>) throws -> Matrix<Double> {
    guard rows == other.rows else {
      throw MatrixError.shapeMismatch(operation: "Aᵀ·B", left: [rows, columns], right: [other.rows, other.columns])
    }
    var sum = Matrix<Double>.zeros(rows: columns, columns: other.columns)
    for start in stride(from: 0, to: rows, by: Self.blockRows) {
      let end = Swift.min(rows, start + Self.blockRows)
      sum = try sum + widened(start).transposedTimes(other[rows: start..<end])
    }
    return sum
  }

  /// A block of rows from `start` on, as Doubles.
  private func widened(_ start: Int) -> Matrix<Double> {
    let end = Swift.min(rows, start + Self.blockRows)
    let numbers = Scalar.doubles(self[rows: start..<end].elements[...])
    return Matrix<Double>(rows: end - start, columns: columns, checked: numbers)
  }
}
