extension SparseMatrix {
  /// Whether three arrays are compressed sparse rows: of these the first two, and how many numbers the third has.
  ///
  /// - Throws: ``MatrixError/malformedSparse(reason:)`` naming the first contradiction.
  /// - Complexity: O(stored numbers).
  package static func check(
    rows: Int, columns: Int, _ rowStarts: UnsafeBufferPointer<Int>, _ columnIndices: UnsafeBufferPointer<Int32>,
    values count: Int
  ) throws {
    func malformed(_ reason: String) -> MatrixError { .malformedSparse(reason: reason) }
    guard rows >= 0, columns >= 0, columns <= Int(Int32.max) else {
      throw malformed("a shape of \(rows) × \(columns) is outside 0...\(Int32.max).")
    }
    guard rowStarts.count - 1 == rows else {
      throw malformed("\(rows) rows need one more row start than rows, got \(rowStarts.count).")
    }
    guard columnIndices.count == count, rowStarts.first == 0, rowStarts.last == count else {
      throw malformed(
        "row starts must run from 0 to the number of values; they run from \(rowStarts[0]) to \(rowStarts[rows]), "
          + "with \(count) values and \(columnIndices.count) column indices.")
    }
    for row in 0..<rows {
      guard rowStarts[row] <= rowStarts[row + 1], rowStarts[row + 1] <= count else {
        throw malformed("row \(row) starts at \(rowStarts[row]) and ends at \(rowStarts[row + 1]).")
      }
      var previous: Int32 = -1
      for k in rowStarts[row]..<rowStarts[row + 1] {
        guard columnIndices[k] > previous, Int(columnIndices[k]) < columns else {
          throw malformed(
            "row \(row) has column \(columnIndices[k]) after \(previous); they must ascend and lie in 0..<\(columns).")
        }
        previous = columnIndices[k]
      }
    }
  }
}
