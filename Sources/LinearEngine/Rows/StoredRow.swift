import Matrices

/// The stored numbers of one sparse row, valid as long as what they are read from.
///
/// Guarded by `SparseFileRowsTests`.
package struct StoredRow {
  package let count: Int
  package let indices: UnsafePointer<Int32>
  package let values: UnsafePointer<Double>

  init(_ rows: SparseRows, _ row: Int) {
    let start = rows.starts[row]
    count = rows.starts[row + 1] - start
    indices = rows.indices + start
    values = rows.values + start
  }

  /// - Parameter row: A row of the window, valid until the window is filled again.
  init(_ window: SparseWindow, _ row: Int) {
    let start = Int(window.starts[row])
    count = Int(window.starts[row + 1]) - start
    indices = UnsafePointer(window.indices + start)
    values = UnsafePointer(window.values + start)
  }
}

extension BlockReader {
  /// Rows of a source that are read at a time.
  private static var rowsAtATime: Int { 256 }

  /// Calls the closure with the stored numbers of rows of a sparse storage, in their order.
  package func forEachStoredRow(_ rows: Range<Int>, _ body: (_ row: Int, StoredRow) throws -> Void) throws {
    let window = SparseWindow()
    defer { withExtendedLifetime(window) {} }
    for start in stride(from: rows.lowerBound, to: rows.upperBound, by: Self.rowsAtATime) {
      let some = start..<min(rows.upperBound, start + Self.rowsAtATime)
      let isInWindow = try fill(window, some)
      for (place, row) in some.enumerated() {
        if isInWindow {
          try body(row, StoredRow(window, place))
        } else {
          try withStoredRow(row, window) { try body(row, $0) }
        }
      }
    }
  }

  /// Lets the closure see the stored numbers of one row of a sparse storage.
  ///
  /// - Parameter window: Where rows of a source are read into.
  func withStoredRow<Result>(
    _ row: Int, _ window: SparseWindow, _ body: (StoredRow) throws -> Result
  ) throws -> Result {
    if case .sparse(let rows) = source { return try body(StoredRow(rows, storedRow(row))) }
    guard try fill(window, row..<row + 1) else { preconditionFailure("Dense rows have no stored numbers") }
    return try withExtendedLifetime(window) { try body(StoredRow(window, 0)) }
  }

  /// Fills a window with rows of a source.
  ///
  /// - Returns: `false`, with nothing done, for rows in memory.
  private func fill(_ window: SparseWindow, _ rows: Range<Int>) throws -> Bool {
    guard case .source(let source) = source else { return false }
    window.clear()
    guard selection != nil else {
      try source.append(rows, to: window)
      return true
    }
    for row in rows { try source.append(storedRow(row)..<storedRow(row) + 1, to: window) }
    return true
  }
}

extension FeatureBlocks {
  /// The first stored number, in row order, that is as asked for.
  func firstStored(where isWrong: (Double) -> Bool) throws -> (row: Int, column: Int, value: Double)? {
    var found: (row: Int, column: Int, value: Double)?
    try withReader { reader in
      try reader.forEachStoredRow(0..<features.rows) { row, stored in
        guard found == nil, let k = (0..<stored.count).first(where: { isWrong(stored.values[$0]) }) else { return }
        found = (row, Int(stored.indices[k]), stored.values[k])
      }
    }
    return found
  }
}
