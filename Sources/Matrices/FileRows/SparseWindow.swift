import Files

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

  /// What a number takes while it is read: as it is in a file, converted, and here.
  private static let bytesWhileRead = 28

  /// Makes room for `more` further numbers: twice the room there was, so that row after row copies each number a few
  /// times only, or just what is needed where memory is short.
  ///
  /// - Returns: `false`, with nothing done, where memory has none of both.
  func reserve(_ more: Int) -> Bool {
    let needed = indexCount + more
    guard needed > room else { return true }
    let wanted = [max(needed, 2 * room), needed].first { Memory.has(Memory.bytes($0, Self.bytesWhileRead)) }
    guard let wanted else { return false }
    indices = Self.grown(indices, indexCount, to: wanted)
    values = Self.grown(values, valueCount, to: wanted)
    room = wanted
    return true
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
      startRoom = max(rows + count, 2 * startRoom)
      starts = Self.grown(starts, rows + 1, to: startRoom + 1)
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
  ///
  /// - Returns: `false`, with nothing done, where there is no memory for them.
  func append(_ matrix: SparseMatrix, _ range: Range<Int>) -> Bool {
    let own = matrix.rowStarts[range.lowerBound]..<matrix.rowStarts[range.upperBound]
    guard reserve(own.count) else { return false }
    matrix.rowStarts[range.lowerBound...range.upperBound].map(Int64.init).withUnsafeBufferPointer {
      if let from = $0.baseAddress { appendStarts(from, range.count) }
    }
    for (place, k) in own.enumerated() {
      (indices[indexCount + place], values[valueCount + place]) = (matrix.columnIndices[k], matrix.values[k])
    }
    (indexCount, valueCount) = (indexCount + own.count, valueCount + own.count)
    return true
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
