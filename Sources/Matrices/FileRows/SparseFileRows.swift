import Files

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Compressed sparse rows in a file, read while they are needed: sparse data larger than memory.
///
/// Three arrays lie in the file, as those of a ``SparseMatrix`` do in memory: where each row starts, the columns of the
/// stored numbers, and the numbers. SciPy writes them with `scipy.sparse.save_npz(file, matrix, compressed=False)`,
/// which `SparseFileRows(npz:)` of `EstimatorDatasets` opens. Rows are read by `pread` and checked as they come:
/// columns must ascend within a row and be columns of the matrix. The first rows stay in memory, as many as `budget`
/// holds.
///
/// The file must not change while this is in use.
///
/// Guarded by `SparseFileRowsTests`.
public struct SparseFileRows: Sendable {
  public let rows: Int
  /// In `0...Int32.max`.
  public let columns: Int
  /// Numbers that are stored, of all rows.
  public let storedCount: Int
  /// Bytes that rows may take in memory.
  public let budget: Int
  private let file: RowFile
  private let starts: Place
  private let indices: Place
  private let values: Place
  /// The first rows, or all.
  package private(set) var kept: SparseMatrix

  /// Where one of the arrays lies.
  package struct Place: Sendable {
    package enum Kind: Sendable { case int32, int64, uint8, float16, float32, float64 }

    let offset: Int
    let kind: Kind
    let isSwapped: Bool

    package init(offset: Int, kind: Kind, isBigEndian: Bool) {
      (self.offset, self.kind) = (offset, kind)
      isSwapped = kind.size > 1 && isBigEndian != (1.bigEndian == 1)
    }
  }

  /// Opens a file.
  ///
  /// - Parameters:
  ///   - starts: rows + 1 whole numbers.
  ///   - indices: `storedCount` whole numbers.
  ///   - values: `storedCount` numbers.
  /// - Throws: ``FileRowsError`` where the file can't be read, is shorter than its arrays, or they contradict each
  ///   other.
  package init(
    contentsOf url: URL, rows: Int, columns: Int, storedCount: Int, starts: Place, indices: Place, values: Place,
    budget: Int
  ) throws {
    file = try RowFile(url.path)
    guard rows >= 0, columns >= 0, columns <= Int(Int32.max), storedCount >= 0, budget >= 0 else {
      throw FileRowsError(
        "\(file.name): a sparse matrix of \(rows) × \(columns) with \(storedCount) numbers and a budget of \(budget) "
          + "can't be. None is negative, and there are at most \(Int32.max) columns.")
    }
    for (place, count) in [(starts, rows), (indices, storedCount - 1), (values, storedCount - 1)] {
      let bytes = Memory.bytes(count + 1, place.kind.size)
      guard place.offset >= 0, place.offset <= file.size, bytes <= file.size - place.offset else {
        throw FileRowsError(
          "\(file.name) has \(file.size) bytes: too few for \(count + 1) numbers of \(place.kind.size) bytes from byte "
            + "\(place.offset) on. Fetch or write it again.")
      }
    }
    (self.rows, self.columns, self.storedCount, self.budget) = (rows, columns, storedCount, budget)
    (self.starts, self.indices, self.values) = (starts, indices, values)
    kept = SparseMatrix(ordered: [0], [], [], columns: columns)
    let ends = try (start(ofRow: 0), start(ofRow: rows))
    guard ends == (0, storedCount) else {
      throw FileRowsError(
        "\(file.name): row starts must run from 0 to the \(storedCount) stored numbers; they run from \(ends.0) to "
          + "\(ends.1). Write it again.")
    }
    kept = try keptRows()
  }

  /// Whether all rows are in memory.
  package var isWhole: Bool { kept.rows == rows }

  // MARK: Rows

  /// Puts the stored numbers of rows that follow each other into a window.
  ///
  /// - Parameter range: In `0..<rows`.
  /// - Throws: ``FileRowsError`` for a read that fails or comes short, and for rows that are none.
  package func read(_ range: Range<Int>, into window: SparseWindow) throws {
    precondition(range.lowerBound >= 0 && range.upperBound <= rows)
    window.clear()
    try append(range, to: window)
  }

  /// Puts rows behind those that are in the window.
  package func append(_ range: Range<Int>, to window: SparseWindow) throws {
    if range.upperBound <= kept.rows {
      guard window.append(kept, range) else { throw tooMany(range, try storedCount(in: range)) }
      return
    }
    let (first, last) = try appendStarts(range, to: window)
    guard window.reserve(last - first) else { throw tooMany(range, last - first) }
    try withNumbers(indices, first..<last, as: Int64.self) { window.appendIndices($0, last - first) }
    try withNumbers(values, first..<last, as: Double.self) { window.appendValues($0, last - first) }
    try check(range, window)
  }

  /// Rows of the file in memory.
  ///
  /// - Parameter runs: In `0..<rows`.
  /// - Throws: ``FileRowsError``, also where there is no memory for all of them.
  package func matrix(_ runs: [Range<Int>]) throws -> SparseMatrix {
    let count = try runs.reduce(0) { try $0 + storedCount(in: $1) }
    guard Memory.has(Memory.bytes(count, Self.numberBytes)) else {
      throw FileRowsError(
        "\(file.name): \(runs.reduce(0) { $0 + $1.count }) rows store \(count) numbers, more than fit in memory. "
          + "Take fewer rows.")
    }
    let window = SparseWindow()
    var builder = SparseBuilder(columns: columns, capacity: count)
    for run in runs {
      for start in stride(from: run.lowerBound, to: run.upperBound, by: Self.rowsAtATime) {
        try read(start..<min(run.upperBound, start + Self.rowsAtATime), into: window)
        window.copy(to: &builder)
      }
    }
    return builder.matrix
  }

  /// How many numbers rows store, if their starts are right; they are checked when the rows are read.
  private func storedCount(in range: Range<Int>) throws -> Int {
    func place(_ row: Int) throws -> Int { try min(max(0, start(ofRow: row)), storedCount) }
    return try max(0, place(range.upperBound) - place(range.lowerBound))
  }

  private func tooMany(_ range: Range<Int>, _ count: Int) -> FileRowsError {
    FileRowsError(
      "\(file.name): rows \(range.lowerBound)..<\(range.upperBound) store \(count) numbers, more than fit in memory.")
  }

  /// The starts of rows go into the window as places there.
  ///
  /// - Returns: Which stored numbers they are.
  private func appendStarts(_ range: Range<Int>, to window: SparseWindow) throws -> (first: Int, last: Int) {
    var known = (first: 0, last: 0)
    try withNumbers(starts, range.lowerBound..<range.upperBound + 1, as: Int64.self) { found in
      known = (Int(found[0]), Int(found[range.count]))
      for place in 0..<range.count {
        let (start, end) = (Int(found[place]), Int(found[place + 1]))
        guard start >= 0, start <= end, end <= storedCount, end - start <= columns else {
          throw FileRowsError(
            "\(file.name): row \(range.lowerBound + place) starts at \(start) and ends at \(end); it can have at most "
              + "\(columns) of the \(storedCount) stored numbers. Write it again.")
        }
      }
      window.appendStarts(found, range.count)
    }
    return known
  }

  private func check(_ range: Range<Int>, _ window: SparseWindow) throws {
    for (place, row) in range.enumerated() {
      if let (column, before) = window.disorder(inRow: window.rows - range.count + place, columns: columns) {
        throw FileRowsError(
          "\(file.name): row \(row) has column \(column) after \(before); they must ascend and lie in 0..<\(columns). "
            + "Call sort_indices() and sum_duplicates() before saving.")
      }
    }
  }

  private func start(ofRow row: Int) throws -> Int {
    if kept.rows > 0, row <= kept.rows { return kept.rowStarts[row] }
    var start = 0
    try withNumbers(starts, row..<row + 1, as: Int64.self) { start = Int($0[0]) }
    return start
  }

  /// Bytes of a stored number and of a row, in a ``SparseMatrix``.
  private static let numberBytes = 12
  private static let startBytes = 8
  private static let rowsAtATime = 4096

  private func keptRows() throws -> SparseMatrix {
    // The most rows whose numbers fit, by bisection.
    var (fitting, above) = (0, rows + 1)
    while above - fitting > 1 {
      let middle = (fitting + above) / 2
      let bytes = try max(0, start(ofRow: middle)).multipliedReportingOverflow(by: Self.numberBytes)
      if !bytes.overflow, bytes.partialValue <= budget - Self.startBytes * (middle + 1) {
        fitting = middle
      } else {
        above = middle
      }
    }
    guard fitting > 0 else { return kept }
    let count = try max(0, start(ofRow: fitting))
    guard Memory.has(Memory.bytes(count, Self.numberBytes)) else {
      throw FileRowsError(
        "The budget of \(budget) bytes for \(file.name) is more than there is. Pass a smaller one, or none.")
    }
    return try matrix([0..<fitting])
  }

  // MARK: Numbers

  /// Reads some numbers of an array and lets the closure see them.
  private func withNumbers<Wanted: FileNumber>(
    _ place: Place, _ range: Range<Int>, as _: Wanted.Type, _ body: (UnsafePointer<Wanted>) throws -> Void
  ) throws {
    let (count, size) = (range.count, place.kind.size)
    try withUnsafeTemporaryAllocation(byteCount: max(16, count * size), alignment: 16) { raw in
      guard let start = raw.baseAddress else { return }
      try file.read(into: start, count * size, at: place.offset + range.lowerBound * size)
      if place.isSwapped { FileRows.swap(start, count * size, size) }
      try withUnsafeTemporaryAllocation(of: Wanted.self, capacity: max(1, count)) { numbers in
        guard let to = numbers.baseAddress else { return }
        Wanted.convert(UnsafeRawPointer(start), count, place.kind, to)
        try body(UnsafePointer(to))
      }
    }
  }
}

extension SparseFileRows.Place.Kind {
  /// Bytes of a number.
  package var size: Int {
    switch self {
    case .uint8: 1
    case .float16: 2
    case .int32, .float32: 4
    case .int64, .float64: 8
    }
  }
}

extension SparseFileRows: CustomStringConvertible {
  public var description: String { "\(rows) × \(columns) sparse, \(storedCount) stored, in \(file.name)" }
}
