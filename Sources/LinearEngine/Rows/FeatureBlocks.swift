// Guarded by `LinearPassTests`, `FeatureBlockTests`.
import CKernels
import Matrices

/// Reads features block by block in their stored type.
package struct FeatureBlocks {
  let features: Features

  package init(_ features: Features) { self.features = features }

  /// Lets the closure read blocks. The reader is valid only inside it.
  package func withReader<Result>(_ body: (BlockReader) throws -> Result) rethrows -> Result {
    guard let selection = features.rowSelection else { return try withStored(selection: nil, body) }
    return try selection.withUnsafeBufferPointer { try withStored(selection: $0.baseAddress, body) }
  }

  /// The rows as doubles without the column change, `stride` numbers apart.
  ///
  /// - Parameter elements: Room for `rows.count * stride` numbers.
  package func widen(rows: Range<Int>, into elements: UnsafeMutableBufferPointer<Double>, stride: Int) throws {
    assert(rows.lowerBound >= 0 && rows.upperBound <= features.rows, "Rows \(rows) of \(features.rows)")
    assert(rows.isEmpty || (rows.count - 1) * stride + features.columns <= elements.count, "\(elements.count) numbers")
    guard let start = elements.baseAddress else { return }
    try withReader { try $0.widen(rows, to: start, stride: stride, Double.kernels(KernelVariant.current)) }
  }

  private func withStored<Result>(
    selection: UnsafePointer<Int32>?, _ body: (BlockReader) throws -> Result
  ) rethrows -> Result {
    func reader(_ source: BlockReader.Source) -> BlockReader {
      BlockReader(
        source: source, columns: features.columns, storedRows: features.storage.shape.rows, selection: selection)
    }
    switch features.storage {
    case .bytes(let matrix): return try matrix.withElements { try body(reader(.bytes($0.start))) }
    case .float(let matrix): return try matrix.withElements { try body(reader(.float($0.start))) }
    case .double(let matrix): return try matrix.withElements { try body(reader(.double($0.start))) }
    case .sparse(let matrix):
      return try matrix.rowStarts.withUnsafeBufferPointer { starts in
        try matrix.columnIndices.withUnsafeBufferPointer { indices in
          try matrix.values.withUnsafeBufferPointer { values in
            let rows = SparseRows(starts: starts.start, indices: indices.start, values: values.start)
            return try body(reader(.sparse(rows)))
          }
        }
      }
    case .source(let source): return try body(reader(.source(source)))
    case .borrowed(let rows): return try withExtendedLifetime(rows) { try body(reader(rows.source)) }
    }
  }
}

extension UnsafeBufferPointer {
  /// Where the buffer starts. An empty one may have no address; it then gets one that is never read.
  package var start: UnsafePointer<Element> {
    baseAddress ?? UnsafePointer(bitPattern: MemoryLayout<Element>.alignment).unsafelyUnwrapped
  }
}

/// The three arrays of a ``SparseMatrix`` or of ``BorrowedRows``, checked when it was made.
package struct SparseRows {
  package let starts: UnsafePointer<Int>
  package let indices: UnsafePointer<Int32>
  package let values: UnsafePointer<Double>
}

/// Rows of features as memory. Every row that is asked for lies in `0..<features.rows`.
package struct BlockReader {
  package enum Source {
    case bytes(UnsafePointer<UInt8>)
    case float(UnsafePointer<Float>)
    case double(UnsafePointer<Double>)
    case sparse(SparseRows)
    case source(any RowSource)
  }

  package let source: Source
  let columns: Int
  /// Rows in memory, of which `selection` may choose.
  let storedRows: Int
  let selection: UnsafePointer<Int32>?

  package func storedRow(_ row: Int) -> Int { selection.map { Int($0[row]) } ?? row }

  /// A block of rows for the kernels: where they lie, or copied into `panel`, which takes rows of `width` numbers.
  func rows<Real: WorkingScalar>(
    _ rows: Range<Int>, scoreColumns: Int, panel: UnsafeMutablePointer<Real>, width: Int, _ kernels: Real.Kernels,
    _ variant: KernelVariant
  ) throws -> est_rows {
    if !variant.usesBLAS, scoreColumns <= mostColumnsInPlace, let here = inPlace(rows) { return here }
    try widen(rows, to: panel, stride: width, kernels)
    return est_rows(panel: UnsafePointer(panel), rows: rows.count, width: width)
  }

  /// Rows where they lie; `nil` where they are no numbers one after the other in memory.
  private func inPlace(_ rows: Range<Int>) -> est_rows? {
    func all(_ start: UnsafePointer<some Any>, _ number: est_number) -> est_rows {
      let chosen = selection.map { $0 + rows.lowerBound }
      return est_rows(
        number: number, start: chosen == nil ? start + rows.lowerBound * columns : start,
        end: start + storedRows * columns, stride: columns, chosen: chosen, columns: columns)
    }
    switch source {
    case .bytes(let start): return all(start, EST_U8)
    case .float(let start): return all(start, EST_F32)
    case .double(let start): return all(start, EST_F64)
    case .sparse, .source: return nil
    }
  }

  /// Writes rows in working precision, `stride` ≥ `columns` numbers apart; what lies between stays as it is for dense
  /// data and must be 0 before for sparse data, whose zeros are written too.
  func widen<Real: WorkingScalar>(
    _ rows: Range<Int>, to panel: UnsafeMutablePointer<Real>, stride: Int, _ kernels: Real.Kernels
  ) throws {
    assert(rows.lowerBound >= 0, "Rows \(rows)")
    assert(stride >= columns || rows.count <= 1, "Rows of \(columns) numbers, \(stride) apart")
    if case .source(let rest) = source, selection == nil {
      return try Real.widen(rest, rows, to: panel, stride: stride)
    }
    func forEachRow(_ body: (_ stored: Int, _ to: UnsafeMutablePointer<Real>) throws -> Void) rethrows {
      for (place, row) in rows.enumerated() {
        let stored = storedRow(row)
        assert(stored >= 0, "Row \(stored)")
        try body(stored, panel + place * stride)
      }
    }
    switch source {  // once a block: copying it counts references
    case .bytes(let from): forEachRow { Real.widen(kernels, columns, from + $0 * columns, $1) }
    case .float(let from): forEachRow { Real.widen(kernels, columns, from + $0 * columns, $1) }
    case .double(let from): forEachRow { Real.widen(kernels, columns, from + $0 * columns, $1) }
    case .sparse(let from):
      forEachRow { stored, to in
        to.update(repeating: 0, count: columns)
        for k in from.starts[stored]..<from.starts[stored + 1] { to[Int(from.indices[k])] = Real(from.values[k]) }
      }
    case .source(let rest): try forEachRow { try Real.widen(rest, $0..<$0 + 1, to: $1, stride: columns) }
    }
  }
}

extension BlockReader {
  /// The same in Double, by the kernels of this machine: for other modules, which do not specialise.
  package func widen(_ rows: Range<Int>, to panel: UnsafeMutablePointer<Double>, stride: Int) throws {
    try widen(rows, to: panel, stride: stride, Double.kernels(.current))
  }

  /// Asks for rows of bytes that will be read soon, where they lie one after the other.
  func prefetch(_ rows: Range<Int>) {
    guard case .bytes(let from) = source, selection == nil, !rows.isEmpty else { return }
    est_prefetch(from + rows.lowerBound * columns, rows.count * columns)
  }
}
