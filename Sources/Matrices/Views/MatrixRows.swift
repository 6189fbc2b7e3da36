/// Chosen rows of a matrix, in any order and as often as wanted, without copying a number.
///
///     let folded = images[rows: [4, 0, 0, 7]]     // 4 × columns, four indices of 4 bytes
///
/// - Complexity: O(number of chosen rows) to make and to keep.
public struct MatrixRows<Scalar: MatrixScalar>: Sendable, Hashable {
  /// The matrix whose rows are chosen.
  public let base: Matrix<Scalar>
  /// The chosen rows of `base`.
  public let indices: [Int32]

  /// The number of chosen rows.
  public var rows: Int { indices.count }
  /// The number of columns.
  public var columns: Int { base.columns }

  /// The element in the `row`-th chosen row.
  ///
  /// - Precondition: both indices are in range.
  public subscript(row: Int, column: Int) -> Scalar { base[Int(indices[row]), column] }

  /// The chosen rows as a matrix of their own.
  ///
  /// - Complexity: O(`rows * columns`).
  public func copied() -> Matrix<Scalar> {
    var elements: [Scalar] = []
    elements.reserveCapacity(rows * columns)
    for index in indices { elements.append(contentsOf: base[row: Int(index)]) }
    return Matrix(rows: rows, columns: columns, offset: 0, storage: elements)
  }
}

extension Matrix {
  /// Chosen rows, without a copy.
  ///
  /// - Precondition: every index lies in `0..<rows`, and the matrix has no more than `Int32.max` rows.
  public subscript(rows indices: [Int]) -> MatrixRows<Scalar> {
    for index in indices {
      precondition(index >= 0 && index < rows, "Row \(index) of a matrix with \(rows) rows")
    }
    return MatrixRows(base: self, indices: indices.map(Int32.init))
  }
}
