// Guarded by `CoordinateDescentTests`.
import CKernels
import Files
import Matrices

/// Features column by column, as coordinate descent reads them: a copy in the stored type, of the chosen rows, without
/// the column change.
///
/// - Compressed when at most a sixth of the numbers is not 0: 4 bytes for the row and the number itself for each of
///   them, and 8 for each column. A sparse matrix always is.
/// - Otherwise all numbers, column after column: as much memory as the chosen rows take.
final class FeatureColumns {
  let features: Features
  private let starts: AlignedBuffer<Int64>?
  private let rowIndices: AlignedBuffer<Int32>?
  private let values: Values
  private let variant: KernelVariant

  private enum Values {
    case bytes(AlignedBuffer<UInt8>)
    case float(AlignedBuffer<Float>)
    case double(AlignedBuffer<Double>)
  }

  /// One stored number in so many is where compressed loops, which gather, become as fast as dense ones.
  private static let leastSparsity = 6

  /// Bytes of the copy at most.
  static func bytes(_ features: Features) -> Int {
    let storage = features.storage
    guard storage.isSparse else { return Memory.bytes(features.rows, features.columns, storage.numberBytes) }
    let (sum, overflow) = Memory.bytes(storage.storedCount, storage.numberBytes)
      .addingReportingOverflow(Memory.bytes(features.columns, 8))
    return overflow ? .max : sum
  }

  /// - Complexity: O(n · p), twice over the data; for sparse rows O(stored numbers + p).
  init(_ features: Features, variant: KernelVariant) {
    self.features = features
    self.variant = variant
    (starts, rowIndices, values) = FeatureBlocks(features).withReader { reader in
      func copy<Element>(
        _ columns: Columns<Element>, _ values: (AlignedBuffer<Element>) -> Values
      ) -> (AlignedBuffer<Int64>?, AlignedBuffer<Int32>?, Values) {
        (columns.starts, columns.rowIndices, values(columns.values))
      }
      switch reader.source {
      case .bytes(let start): return copy(Columns(start, features), Values.bytes)
      case .float(let start): return copy(Columns(start, features), Values.float)
      case .double(let start): return copy(Columns(start, features), Values.double)
      case .sparse(let from): return copy(Columns(from, reader, features), Values.double)
      case .source: preconditionFailure("Coordinate descent refuses sources before it asks for columns")
      }
    }
  }

  var isSparse: Bool { starts != nil }

  /// The same as the kernels read it; valid as long as this object lives.
  var kernelColumns: est_columns {
    let (start, type): (UnsafeRawPointer, est_column_type) =
      switch values {
      case .bytes(let buffer): (UnsafeRawPointer(buffer.pointer), EST_COLUMNS_U8)
      case .float(let buffer): (UnsafeRawPointer(buffer.pointer), EST_COLUMNS_F32)
      case .double(let buffer): (UnsafeRawPointer(buffer.pointer), EST_COLUMNS_F64)
      }
    return est_columns(
      rows: features.rows, columns: features.columns, starts: starts.map { UnsafePointer($0.pointer) },
      row_indices: rowIndices.map { UnsafePointer($0.pointer) }, values: start, type: type,
      variant: Int32(variant.index))
  }

  /// scores += X·w + b after the column change; `scores` has one number per row.
  func addScores(weights: [Double], bias: Double, to scores: UnsafeMutablePointer<Double>) {
    assert(weights.count == features.columns, "\(weights.count) weights for \(features.columns) columns")
    let folded = FoldedWeights(weights: weights, bias: [bias], features: features)
    var columns = kernelColumns
    for row in 0..<features.rows { scores[row] += folded.bias[0] }
    folded.weights.withUnsafeBufferPointer { weights in
      guard let start = weights.baseAddress else { return }
      est_column_scores(&columns, start, scores)
    }
  }

  /// The three arrays for one stored type.
  private struct Columns<Element: BitwiseCopyable & Numeric> {
    var starts: AlignedBuffer<Int64>?
    var rowIndices: AlignedBuffer<Int32>?
    var values: AlignedBuffer<Element>

    init(_ elements: UnsafePointer<Element>, _ features: Features) where Element: MatrixScalar {
      let (rows, columns) = (features.rows, features.columns)
      let counts = AlignedBuffer<Int64>(zeros: columns + 1)
      for row in 0..<rows {
        let start = features.storedRow(row) * columns
        for j in 0..<columns { counts.pointer[j + 1] += elements[start + j] == 0 ? 0 : 1 }
      }
      for j in 0..<columns { counts.pointer[j + 1] += counts.pointer[j] }
      let stored = Int(counts.pointer[columns])
      assert(stored <= rows * columns, "\(stored) numbers in \(rows) × \(columns)")
      guard stored * FeatureColumns.leastSparsity <= rows * columns else {
        values = Self.transposed(elements, features)
        return
      }
      (starts, rowIndices, values) = (counts, AlignedBuffer(zeros: stored), AlignedBuffer(zeros: stored))
      let next = Self.places(counts, columns)
      let (indices, into) = (rowIndices?.pointer ?? .init(bitPattern: 4).unsafelyUnwrapped, values.pointer)
      for row in 0..<rows {
        let start = features.storedRow(row) * columns
        for j in 0..<columns where elements[start + j] != 0 {
          let place = Int(next.pointer[j])
          assert(place < Int(counts.pointer[j + 1]), "Column \(j) has more numbers than were counted")
          (indices[place], into[place]) = (Int32(row), elements[start + j])
          next.pointer[j] += 1
        }
      }
    }

    init(_ from: SparseRows, _ reader: BlockReader, _ features: Features) where Element == Double {
      let (rows, columns) = (features.rows, features.columns)
      let counts = AlignedBuffer<Int64>(zeros: columns + 1)
      for row in 0..<rows {
        let stored = reader.storedRow(row)
        for k in from.starts[stored]..<from.starts[stored + 1] { counts.pointer[Int(from.indices[k]) + 1] += 1 }
      }
      for j in 0..<columns { counts.pointer[j + 1] += counts.pointer[j] }
      let total = Int(counts.pointer[columns])
      let (indices, into) = (AlignedBuffer<Int32>(zeros: total), AlignedBuffer<Double>(zeros: total))
      let next = Self.places(counts, columns)
      for row in 0..<rows {
        let stored = reader.storedRow(row)
        for k in from.starts[stored]..<from.starts[stored + 1] {
          let j = Int(from.indices[k])
          let place = Int(next.pointer[j])
          assert(place < Int(counts.pointer[j + 1]), "Column \(j) has more numbers than were counted")
          (indices.pointer[place], into.pointer[place]) = (Int32(row), from.values[k])
          next.pointer[j] += 1
        }
      }
      (starts, rowIndices, values) = (counts, indices, into)
    }

    /// Where the next number of each column goes.
    private static func places(_ starts: AlignedBuffer<Int64>, _ columns: Int) -> AlignedBuffer<Int64> {
      let next = AlignedBuffer<Int64>(zeros: columns)
      next.pointer.update(from: starts.pointer, count: columns)
      return next
    }

    private static var tile: Int { 64 }

    private static func transposed(_ elements: UnsafePointer<Element>, _ features: Features) -> AlignedBuffer<Element>
    where Element: MatrixScalar {
      let (rows, columns) = (features.rows, features.columns)
      let result = AlignedBuffer<Element>(zeros: rows * columns)
      for first in stride(from: 0, to: rows, by: tile) {
        for left in stride(from: 0, to: columns, by: tile) {
          for row in first..<min(rows, first + tile) {
            let start = features.storedRow(row) * columns
            for j in left..<min(columns, left + tile) { result.pointer[j * rows + row] = elements[start + j] }
          }
        }
      }
      return result
    }
  }
}
