/// Puts a ``SparseMatrix`` together row by row.
package struct SparseBuilder {
  private let columns: Int
  private var starts = [0]
  private var indices: [Int32] = []
  private var values: [Double] = []

  /// - Parameter columns: In `0...Int32.max`.
  package init(columns: Int, capacity: Int = 0) {
    precondition(columns >= 0 && columns <= Int(Int32.max), "A sparse matrix cannot have \(columns) columns")
    self.columns = columns
    indices.reserveCapacity(capacity)
    values.reserveCapacity(capacity)
  }

  /// Adds a number to the row that is being made.
  ///
  /// - Precondition: columns of a row ascend.
  package mutating func append(_ value: Double, _ column: Int32) {
    precondition(
      column >= 0 && Int(column) < columns
        && (indices.count == starts[starts.count - 1] || indices[indices.count - 1] < column),
      "Column \(column) out of order")
    indices.append(column)
    values.append(value)
  }

  /// Ends the row that is being made.
  package mutating func endRow() { starts.append(values.count) }

  /// The rows so far.
  package var matrix: SparseMatrix {
    SparseMatrix(ordered: starts, indices, values, columns: columns)
  }
}

extension SparseMatrix {
  /// Other numbers in the same places.
  ///
  /// - Precondition: as many as are stored.
  package func replacing(values: [Double]) -> SparseMatrix {
    precondition(values.count == self.values.count, "\(values.count) numbers for \(self.values.count) places")
    return SparseMatrix(ordered: rowStarts, columnIndices, values, columns: columns)
  }
}
