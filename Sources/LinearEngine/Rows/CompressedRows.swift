// Guarded by `CompressedRowsTests`.
import CKernels
import Matrices

/// Rows of which only the numbers that are not 0 are kept: a sparse matrix as it is, or a packed copy of dense data
/// that are mostly zeros, in their own type.
///
/// A picture of MNIST is 81 % zeros. Packed, a pass over bytes reads 2 bytes for each of the others and does a fifth of
/// the products: twice as fast as the dense pass with its wider vectors. Not for use after the features it was made of.
final class CompressedRows {
  /// What the numbers are.
  let form: est_compressed_form
  /// The numbers that are not 0.
  let count: Int
  let rows: Int
  let columns: Int
  private let numbers: Numbers
  /// Whether they are read while they are needed. Looking at `numbers` for each block would count references.
  private let isRead: Bool
  /// Which of the rows, of a sparse matrix.
  private let selection: AlignedBuffer<Int32>?
  /// Where the numbers are, while they are read.
  private var addresses: Addresses?
  /// The same numbers by strips of columns, where there are many columns.
  private(set) lazy var strips = read { ColumnStrips(self) }
  /// The same numbers by blocks of rows and by columns, once asked for.
  private var blockColumns: BlockColumns??

  private enum Numbers {
    case sparse(SparseMatrix)
    case borrowed(BorrowedRows, SparseRows)
    /// Read block by block, into a window for each worker.
    case source(any RowSource, [SparseWindow])
    /// Buffers that own what is at the addresses.
    case packed(Addresses, owner: [AnyObject])
  }

  private struct Addresses {
    let starts: UnsafePointer<Int64>
    let indices: UnsafeRawPointer
    let values: UnsafeRawPointer
  }

  /// Runs the closure with the numbers at addresses that the blocks for the kernels hold; no block may leave it. Within
  /// it any thread may ask for blocks, and it may be called again.
  func read<Result>(_ body: () throws -> Result) rethrows -> Result {
    guard addresses == nil else { return try body() }
    defer { addresses = nil }
    switch numbers {
    case .packed(let known, _):
      addresses = known
      return try body()
    case .source: return try body()
    case .borrowed(_, let rows):
      addresses = Addresses(
        starts: UnsafeRawPointer(rows.starts).assumingMemoryBound(to: Int64.self),
        indices: UnsafeRawPointer(rows.indices), values: UnsafeRawPointer(rows.values))
      return try body()
    case .sparse(let matrix):
      return try matrix.rowStarts.withUnsafeBufferPointer { starts in
        try matrix.columnIndices.withUnsafeBufferPointer { indices in
          try matrix.values.withUnsafeBufferPointer { values in
            addresses = Addresses(
              starts: UnsafeRawPointer(Self.address(starts)).assumingMemoryBound(to: Int64.self),
              indices: UnsafeRawPointer(Self.address(indices)), values: UnsafeRawPointer(Self.address(values)))
            return try body()
          }
        }
      }
    }
  }

  private static func address<Element>(_ buffer: UnsafeBufferPointer<Element>) -> UnsafePointer<Element> {
    buffer.baseAddress ?? UnsafePointer(bitPattern: MemoryLayout<Element>.alignment).unsafelyUnwrapped
  }

  private var here: Addresses {
    guard let addresses else { preconditionFailure("read(_:) comes first") }
    return addresses
  }

  /// A block of rows for the kernels, valid while ``read(_:)`` runs and until `worker` asks for another.
  ///
  /// - Throws: What reading a source throws.
  func block(_ rows: Range<Int>, _ worker: Int) throws -> est_compressed_rows {
    guard isRead, case .source(let source, let windows) = numbers else { return block(rows) }
    let window = windows[worker]
    window.clear()
    if let selection {
      for row in rows {
        let stored = Int(selection.pointer[row])
        try source.append(stored..<stored + 1, to: window)
      }
    } else {
      try source.append(rows, to: window)
    }
    return est_compressed_rows(
      form: form, row_starts: window.starts, row_ends: window.starts + 1, indices: window.indices,
      values: window.values, rows: nil, first: 0)
  }

  /// A block of rows in memory for the kernels, valid while ``read(_:)`` runs.
  func block(_ rows: Range<Int>) -> est_compressed_rows {
    assert(rows.lowerBound >= 0 && rows.upperBound <= self.rows, "Rows \(rows) of \(self.rows)")
    let here = here
    return est_compressed_rows(
      form: form, row_starts: here.starts, row_ends: here.starts + 1, indices: here.indices, values: here.values,
      rows: selection.map { UnsafePointer($0.pointer) + rows.lowerBound }, first: rows.lowerBound)
  }

  /// The numbers of a block of rows that lie between two cuts through every row.
  ///
  /// - Parameters:
  ///   - starts: Where the numbers of each row begin, in the order of the rows here.
  ///   - ends: Where they end.
  func block(_ rows: Range<Int>, from starts: UnsafePointer<Int64>, to ends: UnsafePointer<Int64>)
    -> est_compressed_rows
  {
    assert(rows.lowerBound >= 0 && rows.upperBound <= self.rows, "Rows \(rows) of \(self.rows)")
    let here = here
    return est_compressed_rows(
      form: form, row_starts: starts, row_ends: ends, indices: here.indices, values: here.values, rows: nil,
      first: rows.lowerBound)
  }

  /// The same numbers by the blocks of a plan and by columns; `nil` where that would not pay.
  func blockColumns(_ plan: ChunkPlan, scoreColumns: Int, threads: Int) -> BlockColumns? {
    guard scoreColumns <= CompressedScratch<Double>.mostScoreColumns else { return nil }
    let made = blockColumns ?? BlockColumns(self, plan: plan.sampling(1), threads: threads)
    blockColumns = .some(made)
    return made.flatMap { $0.serves(plan) ? $0 : nil }
  }

  /// Where the numbers of a row begin; rows that are not chosen from others.
  func firstNumber(ofRow row: Int) -> Int {
    assert(selection == nil && row >= 0 && row < rows, "Row \(row) of \(rows)")
    return Int(here.starts[row])
  }

  /// Calls `body` with the places and the columns of the numbers of a row of a sparse matrix, ascending.
  func withColumns(ofRow row: Int, _ body: (_ first: Int, UnsafeBufferPointer<Int32>) -> Void) {
    let (here, stored) = (here, selection.map { Int($0.pointer[row]) } ?? row)
    assert(form == EST_SPARSE && row >= 0 && row < rows, "Row \(row) of \(rows)")
    let (first, end) = (Int(here.starts[stored]), Int(here.starts[stored + 1]))
    assert(first >= 0 && first <= end && end <= count, "Row \(row) has the numbers \(first)..<\(end) of \(count)")
    let columns = here.indices.assumingMemoryBound(to: Int32.self) + first
    body(first, UnsafeBufferPointer(start: columns, count: end - first))
  }

  private init(
    form: est_compressed_form, count: Int, rows: Int, columns: Int, numbers: Numbers, selection: [Int32]? = nil
  ) {
    (self.form, self.count, self.rows, self.columns) = (form, count, rows, columns)
    assert(selection.map { $0.count == rows } ?? true, "\(selection?.count ?? 0) numbers for \(rows) rows")
    self.numbers = numbers
    isRead = if case .source = numbers { true } else { false }
    self.selection = selection.map(AlignedBuffer.init)
  }
}

// MARK: Sparse matrices

extension CompressedRows {
  /// The rows of sparse features, not copied; chosen rows through their numbers. `nil` for dense features.
  convenience init?(sparse features: Features) {
    let (numbers, count): (Numbers, Int)
    switch features.storage {
    case .bytes, .float, .double: return nil
    case .sparse(let matrix): (numbers, count) = (.sparse(matrix), matrix.values.count)
    case .source(let source):
      guard source.isSparse else { return nil }
      numbers = .source(source, (0..<Parallelism.most).map { _ in SparseWindow() })
      count = source.storedCount
    case .borrowed(let rows):
      guard case .sparse(let addresses) = rows.source else { return nil }
      (numbers, count) = (.borrowed(rows, addresses), rows.storedCount)
    }
    self.init(
      form: EST_SPARSE, count: count, rows: features.rows, columns: features.columns, numbers: numbers,
      selection: features.rowSelection)
  }

  /// Whether these are sparse rows all of which can be looked at at any time.
  var isSparseInMemory: Bool {
    switch numbers {
    case .sparse, .borrowed: true
    case .source, .packed: false
    }
  }
}

// MARK: Dense data that are mostly zeros

extension CompressedRows {
  /// Columns that fit the packed numbers' indices.
  private static var mostColumns: Int { 65_536 }
  /// Fewer numbers than this are quicker read as they are.
  private static var fewestNumbers: Int { 100_000 }
  /// Above this share of numbers that are not 0 the dense pass is faster.
  private static var densestShare: Double { 0.35 }
  /// A sample of this many rows with a share above this saves counting them all.
  private static var sampledRows: Int { 64 }
  private static var denseSampleShare: Double { 0.45 }

  /// A packed copy of dense data, or `nil` where it would not pay.
  ///
  /// - Complexity: two reads of the data; memory for 2, 6 or 10 bytes per number that is not 0 (bytes, floats,
  ///   doubles).
  static func packed(_ features: Features) -> CompressedRows? {
    guard features.columns <= mostColumns, features.rows * features.columns >= fewestNumbers else { return nil }
    return FeatureBlocks(features).withReader { reader in
      switch reader.source {
      case .bytes(let start): pack(features, reader, start, EST_BYTES, est_count_u8, est_compress_u8)
      case .float(let start): pack(features, reader, start, EST_FLOATS, est_count_f32, est_compress_f32)
      case .double(let start): pack(features, reader, start, EST_DOUBLES, est_count_f64, est_compress_f64)
      case .sparse, .source: nil
      }
    }
  }

  private static func pack<Scalar: BitwiseCopyable, Index: BitwiseCopyable>(
    _ features: Features, _ reader: BlockReader, _ start: UnsafePointer<Scalar>, _ form: est_compressed_form,
    _ countOfRow: @escaping (Int, UnsafePointer<Scalar>) -> Int,
    _ packRow: @escaping (Int, UnsafePointer<Scalar>, UnsafeMutablePointer<Index>, UnsafeMutablePointer<Scalar>) -> Int
  ) -> CompressedRows? {
    let (rows, columns) = (features.rows, features.columns)
    let chunks = min(64, rows)
    let threads = Parallelism.threads(for: .numbers, rows * columns)
    func chunk(_ i: Int) -> Range<Int> { rows * i / chunks..<rows * (i + 1) / chunks }
    let sample = min(sampledRows, rows)
    let sampled = (0..<sample).reduce(0) {
      $0 + countOfRow(columns, start + reader.storedRow($1 * rows / sample) * columns)
    }
    guard Double(sampled) <= denseSampleShare * Double(sample * columns) else { return nil }
    let starts = AlignedBuffer<Int64>(zeros: rows + 1)
    Parallelism.perform(tasks: chunks, threads: threads) { _, i in
      for row in chunk(i) {
        starts.pointer[row + 1] = Int64(countOfRow(columns, start + reader.storedRow(row) * columns))
      }
    }
    for row in 0..<rows { starts.pointer[row + 1] += starts.pointer[row] }
    let count = Int(starts.pointer[rows])
    assert(count >= 0 && count <= rows * columns, "\(count) numbers that are not 0 in \(rows) × \(columns)")
    guard Double(count) <= densestShare * Double(rows * columns) else { return nil }
    // Rows are packed side by side by several threads, and a packer writes one number beyond its row: a row's last
    // number therefore goes through a buffer of its own.
    let indices = AlignedBuffer<Index>(uninitialized: count)
    let values = AlignedBuffer<Scalar>(uninitialized: count)
    let scratch = (0..<min(threads, chunks)).map { _ in
      (AlignedBuffer<Index>(uninitialized: columns + 1), AlignedBuffer<Scalar>(uninitialized: columns + 1))
    }
    Parallelism.perform(tasks: chunks, threads: threads) { worker, i in
      let (places, numbers) = scratch[worker]
      for row in chunk(i) {
        let found = packRow(
          columns, start + reader.storedRow(row) * columns, places.pointer, numbers.pointer)
        let place = Int(starts.pointer[row])
        assert(place + found == Int(starts.pointer[row + 1]), "Row \(row): \(found) numbers")
        (indices.pointer + place).update(from: places.pointer, count: found)
        (values.pointer + place).update(from: numbers.pointer, count: found)
      }
    }
    return CompressedRows(
      form: form, count: count, rows: rows, columns: columns,
      numbers: .packed(
        Addresses(
          starts: starts.pointer, indices: UnsafeRawPointer(indices.pointer),
          values: UnsafeRawPointer(values.pointer)), owner: [starts, indices, values]))
  }
}

// MARK: When

extension CompressedRows {
  /// The compressed form of features, made when first asked for.
  struct Source {
    /// With fewer score columns most lanes of a vector would idle.
    private static let fewestColumns = 5

    private let features: Features
    private let variant: KernelVariant
    private var made: CompressedRows??

    init(_ features: Features, variant: KernelVariant) {
      self.features = features
      self.variant = variant
    }

    /// Sparse data always; dense data for enough score columns, where BLAS does not take their products.
    mutating func rows(columns: Int) -> CompressedRows? {
      if let made { return columns >= Self.fewestColumns || made?.form == EST_SPARSE ? made : nil }
      if let sparse = CompressedRows(sparse: features) {
        made = .some(sparse)
      } else {
        guard columns >= Self.fewestColumns else { return nil }
        made = .some(variant.usesBLAS ? nil : CompressedRows.packed(features))
      }
      return made ?? nil
    }
  }
}
