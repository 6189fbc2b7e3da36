// Guarded by `BorrowedRowsTests`.
import Files
import Matrices

/// Rows in memory that somebody else owns, read where they lie: a caller from C, say, whose numbers are not copied.
///
/// The memory must stay as it is as long as features made of it are used. Whoever keeps features takes them through
/// ``Features/ownRows()``, which copies these.
package final class BorrowedRows: @unchecked Sendable {
  let rows: Int
  let columns: Int
  /// Where the numbers are.
  let source: BlockReader.Source
  /// Numbers that are stored.
  let storedCount: Int
  /// What must live as long as the numbers are read.
  private let owners: [AnyObject]

  private init(rows: Int, columns: Int, _ source: BlockReader.Source, stored: Int, owners: [AnyObject]) {
    (self.rows, self.columns, self.source, storedCount) = (rows, columns, source, stored)
    self.owners = owners
  }

  /// Compressed rows, checked in O(stored numbers).
  ///
  /// - Parameters:
  ///   - rowStarts: Where each row starts among the numbers; one more than there are rows.
  ///   - columnIndices: The column of each number, ascending in a row.
  ///   - values: The numbers, as many as columns.
  ///   - owners: Kept as long as the rows are.
  /// - Throws: `MatrixError` naming the first contradiction.
  package init(
    columns: Int, rowStarts: UnsafeBufferPointer<Int>, columnIndices: UnsafeBufferPointer<Int32>,
    values: UnsafeBufferPointer<Double>, owners: [AnyObject] = []
  ) throws {
    (rows, self.columns, storedCount) = (rowStarts.count - 1, columns, values.count)
    try SparseMatrix.check(rows: rows, columns: columns, rowStarts, columnIndices, values: values.count)
    source = .sparse(
      SparseRows(starts: rowStarts.start, indices: columnIndices.start, values: values.start))
    self.owners = owners
  }

  /// The same with row starts of 32 bits: SciPy's default. They alone are copied, 8 bytes a row.
  package convenience init(
    columns: Int, rowStarts: UnsafeBufferPointer<Int32>, columnIndices: UnsafeBufferPointer<Int32>,
    values: UnsafeBufferPointer<Double>
  ) throws {
    let starts = try Self.copy(rowStarts, "row starts") { Int($0) }
    try self.init(
      columns: columns, rowStarts: UnsafeBufferPointer(start: starts.pointer, count: starts.count),
      columnIndices: columnIndices, values: values, owners: [starts])
  }

  /// The same with numbers as floats. They are copied as doubles, 8 bytes each: kernels read no other sparse numbers.
  package convenience init(
    columns: Int, rowStarts: UnsafeBufferPointer<Int>, columnIndices: UnsafeBufferPointer<Int32>,
    values: UnsafeBufferPointer<Float>, owners: [AnyObject] = []
  ) throws {
    let numbers = try Self.copy(values, "sparse numbers") { Double($0) }
    try self.init(
      columns: columns, rowStarts: rowStarts, columnIndices: columnIndices,
      values: UnsafeBufferPointer(start: numbers.pointer, count: numbers.count), owners: owners + [numbers])
  }

  /// The same with row starts of 32 bits, copied too.
  package convenience init(
    columns: Int, rowStarts: UnsafeBufferPointer<Int32>, columnIndices: UnsafeBufferPointer<Int32>,
    values: UnsafeBufferPointer<Float>
  ) throws {
    let starts = try Self.copy(rowStarts, "row starts") { Int($0) }
    try self.init(
      columns: columns, rowStarts: UnsafeBufferPointer(start: starts.pointer, count: starts.count),
      columnIndices: columnIndices, values: values, owners: [starts])
  }

  private static func copy<Old, New: BitwiseCopyable>(
    _ from: UnsafeBufferPointer<Old>, _ what: String, _ convert: (Old) -> New
  ) throws -> AlignedBuffer<New> {
    let bytes = Memory.bytes(from.count, MemoryLayout<New>.stride)
    guard Memory.has(bytes) else { throw MatrixError.tooLarge(what: "\(from.count) \(what)", bytes: bytes) }
    let copy = AlignedBuffer<New>(uninitialized: from.count)
    for place in from.indices { copy.pointer[place] = convert(from[place]) }
    return copy
  }

  /// Rows of bytes, one after the other.
  ///
  /// - Parameter numbers: `rows` · `columns` of them.
  package convenience init(rows: Int, columns: Int, _ numbers: UnsafePointer<UInt8>, owners: [AnyObject] = []) {
    self.init(rows: rows, columns: columns, .bytes(numbers), stored: rows * columns, owners: owners)
  }

  /// Rows of floats, one after the other.
  package convenience init(rows: Int, columns: Int, _ numbers: UnsafePointer<Float>, owners: [AnyObject] = []) {
    self.init(rows: rows, columns: columns, .float(numbers), stored: rows * columns, owners: owners)
  }

  /// Rows of doubles, one after the other.
  package convenience init(rows: Int, columns: Int, _ numbers: UnsafePointer<Double>, owners: [AnyObject] = []) {
    self.init(rows: rows, columns: columns, .double(numbers), stored: rows * columns, owners: owners)
  }

  /// These rows as features, O(1).
  package var features: Features { Features(storage: .borrowed(self)) }
}

extension BorrowedRows {
  var isSparse: Bool {
    if case .sparse = source { true } else { false }
  }

  var isSingle: Bool {
    switch source {
    case .bytes, .float: true
    case .double, .sparse, .source: false
    }
  }

  /// Bytes that a stored number takes, with its place where it has one.
  var numberBytes: Int {
    switch source {
    case .bytes: 1
    case .float: 4
    case .double: 8
    case .sparse: 12
    case .source: 0
    }
  }

  /// "bytes", as of a matrix.
  var text: String {
    switch source {
    case .bytes: "bytes"
    case .float: "floats"
    case .double: "doubles"
    case .sparse: "sparse"
    case .source: "read"
    }
  }

  /// Some rows as a matrix of the stored type, copied.
  func matrix(_ chosen: [Int]) throws -> Features.Storage {
    switch source {
    case .bytes(let start): .bytes(try copied(chosen, start))
    case .float(let start): .float(try copied(chosen, start))
    case .double(let start): .double(try copied(chosen, start))
    case .sparse(let from): .sparse(copied(chosen, from))
    case .source(let source): try source.matrix(chosen)
    }
  }

  private func copied<Scalar>(_ chosen: [Int], _ start: UnsafePointer<Scalar>) throws -> Matrix<Scalar> {
    var elements: [Scalar] = []
    elements.reserveCapacity(chosen.count * columns)
    for row in chosen { elements += UnsafeBufferPointer(start: start + row * columns, count: columns) }
    return try Matrix(rows: chosen.count, columns: columns, elements)
  }

  private func copied(_ chosen: [Int], _ from: SparseRows) -> SparseMatrix {
    var builder = SparseBuilder(
      columns: columns, capacity: chosen.reduce(0) { $0 + from.starts[$1 + 1] - from.starts[$1] })
    for row in chosen {
      for k in from.starts[row]..<from.starts[row + 1] { builder.append(from.values[k], from.indices[k]) }
      builder.endRow()
    }
    return builder.matrix
  }
}
