extension SparseMatrix {
  /// The same matrix with the numbers of one column in another order: row i has what row `order[i]` had.
  ///
  /// - Precondition: `column` is a column, and `order` has a row of the matrix for each.
  /// - Complexity: O(rows + stored numbers).
  package func reordering(column: Int, by order: [Int]) -> SparseMatrix {
    let stored: [Double?] = (0..<rows).map { row in
      (rowStarts[row]..<rowStarts[row + 1]).first { columnIndices[$0] == column }.map { values[$0] }
    }
    var (starts, indices, numbers) = ([0], [Int32](), [Double]())
    starts.reserveCapacity(rows + 1)
    indices.reserveCapacity(values.count)
    numbers.reserveCapacity(values.count)
    for row in 0..<rows {
      var new = stored[order[row]]
      for k in rowStarts[row]..<rowStarts[row + 1] where columnIndices[k] != column {
        if columnIndices[k] > column, let value = new.take() {
          indices.append(Int32(column))
          numbers.append(value)
        }
        indices.append(columnIndices[k])
        numbers.append(values[k])
      }
      if let value = new {
        indices.append(Int32(column))
        numbers.append(value)
      }
      starts.append(numbers.count)
    }
    return SparseMatrix(ordered: starts, indices, numbers, columns: columns)
  }
}
