/// Some compressed rows in memory, to be filled again and again: what a reader of ``SparseFileRows`` works on.
package final class SparseWindow {
  /// Rows that are in it.
  package private(set) var rows = 0
  private var startRoom = 0
  private var room = 0
  /// Where each row starts in `indices` and `values`; rows + 1 places.
  package private(set) var starts = UnsafeMutablePointer<Int64>.allocate(capacity: 1)
  package private(set) var indices = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
  package private(set) var values = UnsafeMutablePointer<Double>.allocate(capacity: 1)

  package init() { starts[0] = 0 }

  deinit {
    starts.deallocate()
    indices.deallocate()
    values.deallocate()
  }

  /// Numbers whose columns and whose values have come.
  private var indexCount = 0
  private var valueCount = 0

  package func clear() { (rows, indexCount, valueCount) = (0, 0, 0) }

  /// The room that `more` further numbers need, as a count of numbers.
  func room(for more: Int) -> Int { indexCount + more }

  func reserve(_ wanted: Int) {
    guard wanted > room else { return }
    indices = Self.grown(indices, indexCount, to: wanted)
    values = Self.grown(values, valueCount, to: wanted)
    room = wanted
  }

  private static func grown<Element>(
    _ old: UnsafeMutablePointer<Element>, _ count: Int, to room: Int
  ) -> UnsafeMutablePointer<Element> {
    let new = UnsafeMutablePointer<Element>.allocate(capacity: room)
    new.update(from: old, count: count)
    old.deallocate()
    return new
  }

  /// - Parameter found: `count` + 1 places in another array.
  func appendStarts(_ found: UnsafePointer<Int64>, _ count: Int) {
    if rows + count > startRoom {
      starts = Self.grown(starts, rows + 1, to: rows + count + 1)
      startRoom = rows + count
    }
    let first = starts[rows]
    for place in 0..<count { starts[rows + 1 + place] = first + found[place + 1] - found[0] }
    rows += count
  }

  /// Columns that do not fit an `Int32` become −1, which is no column.
  func appendIndices(_ found: UnsafePointer<Int64>, _ count: Int) {
    for place in 0..<count { indices[indexCount + place] = Int32(exactly: found[place]) ?? -1 }
    indexCount += count
  }

  func appendValues(_ found: UnsafePointer<Double>, _ count: Int) {
    (values + valueCount).update(from: found, count: count)
    valueCount += count
  }

  /// Adds rows of a matrix.
  func append(_ matrix: SparseMatrix, _ range: Range<Int>) {
    let own = matrix.rowStarts[range.lowerBound]..<matrix.rowStarts[range.upperBound]
    reserve(room(for: own.count))
    matrix.rowStarts[range.lowerBound...range.upperBound].map(Int64.init).withUnsafeBufferPointer {
      if let from = $0.baseAddress { appendStarts(from, range.count) }
    }
    for (place, k) in own.enumerated() {
      (indices[indexCount + place], values[valueCount + place]) = (matrix.columnIndices[k], matrix.values[k])
    }
    (indexCount, valueCount) = (indexCount + own.count, valueCount + own.count)
  }

  /// The first column of a row that does not come after the one before it, or is none.
  func disorder(inRow row: Int, columns: Int) -> (column: Int32, before: Int32)? {
    var before: Int32 = -1
    for k in Int(starts[row])..<Int(starts[row + 1]) {
      guard indices[k] > before, Int(indices[k]) < columns else { return (indices[k], before) }
      before = indices[k]
    }
    return nil
  }

  /// Adds all rows to a matrix that is being made.
  package func copy(to builder: inout SparseBuilder) {
    for row in 0..<rows {
      for k in Int(starts[row])..<Int(starts[row + 1]) { builder.append(values[k], indices[k]) }
      builder.endRow()
    }
  }
}
