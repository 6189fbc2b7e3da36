/// What can be wrong with the shape or the content of a matrix. The text names the values, the rule and the next step.
public enum MatrixError: Error, Hashable, Sendable {
  /// The number of elements is not rows × columns.
  case elementCountMismatch(rows: Int, columns: Int, elements: Int)
  /// A row has another length than the first.
  case raggedRows(row: Int, expected: Int, found: Int)
  /// The shapes do not fit for the named operation.
  case shapeMismatch(operation: String, left: [Int], right: [Int])
  /// A row or column number lies outside the matrix.
  case indexOutOfRange(index: Int, count: Int, axis: String)
  /// The row starts, column indices and values of a sparse matrix contradict each other.
  case malformedSparse(reason: String)
  /// The matrix is not positive definite, or holds a number that is not finite; elimination broke down at the given pivot,
  /// counted from 1.
  case notPositiveDefinite(pivot: Int)
  /// An iteration inside LAPACK did not end.
  case noConvergence(operation: String)
  /// A random draw that cannot be made.
  case invalidDraw(reason: String)
}

extension MatrixError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .elementCountMismatch(let rows, let columns, let elements):
      "A \(rows) × \(columns) matrix needs rows · columns elements, got \(elements)."
    case .raggedRows(let row, let expected, let found):
      "Row \(row) has \(found) elements but row 0 has \(expected). Give every row the same length."
    case .shapeMismatch(let operation, let left, let right):
      "Cannot compute \(operation): the shapes are \(shape(left)) and \(shape(right)). Check which one is transposed."
    case .indexOutOfRange(let index, let count, let axis):
      "\(axis) index \(index) is outside 0..<\(count)."
    case .malformedSparse(let reason):
      "This is not a compressed sparse row matrix: \(reason)"
    case .notPositiveDefinite(let pivot):
      "The matrix is not positive definite (pivot \(pivot) is not positive, or not a number). "
        + "Check for constant or repeated columns."
    case .noConvergence(let operation):
      "LAPACK could not compute \(operation). Check the matrix for numbers that are not finite."
    case .invalidDraw(let reason):
      reason
    }
  }

  private func shape(_ sizes: [Int]) -> String { sizes.map(String.init).joined(separator: " × ") }
}
