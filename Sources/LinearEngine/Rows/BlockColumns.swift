// Guarded by `PackedBytesTests`.
import CKernels

/// Packed bytes block by block of rows, and within a block column by column, beside the rows that they come from: sums
/// over rows add up in registers, where row after row would load and store the sums of all classes for each number.
///
/// Takes 2 bytes per number. On a core with AVX2 a sum over MNIST for ten classes takes three quarters of the time; to
/// make it takes as long as two or three sums.
final class BlockColumns {
  /// Numbers of a column in a block, on average, below which going from column to column would cost more than the
  /// numbers.
  private static let fewestNumbers = 8

  /// How the rows are cut.
  private let plan: ChunkPlan
  private let blocksPerChunk: Int
  private let columns: Int
  /// columns + 1 numbers for each block, from the first number of the block on.
  private let starts: AlignedBuffer<UInt32>
  private let numbers: AlignedBuffer<UInt16>
  /// The owner of this.
  private unowned let rows: CompressedRows

  /// - Returns: `nil` where rows are not bytes, or too few to pay.
  init?(_ rows: CompressedRows, plan: ChunkPlan, threads: Int) {
    let blocks = plan.chunks * plan.blocksPerChunk
    guard rows.form == EST_BYTES, plan.blockRows <= Int(EST_MOST_BLOCK_ROWS),
      rows.count >= Self.fewestNumbers * blocks * rows.columns
    else { return nil }
    (self.rows, self.plan, columns, blocksPerChunk) = (rows, plan, rows.columns, plan.blocksPerChunk)
    starts = AlignedBuffer(uninitialized: blocks * (rows.columns + 1))
    numbers = AlignedBuffer(uninitialized: rows.count)
    let columns = rows.columns
    Parallelism.perform(tasks: plan.chunks, threads: threads) { [starts, numbers] _, chunk in
      for (place, range) in plan.blocks(ofChunk: chunk).enumerated() {
        var x = rows.block(range)
        let first = rows.firstNumber(ofRow: range.lowerBound)
        est_fill_block_columns(
          range.count, &x, columns, starts.pointer + (chunk * plan.blocksPerChunk + place) * (columns + 1),
          numbers.pointer + first)
      }
    }
  }

  /// Adds rowsᵀ · residuals of a block of the plan: p × stride.
  func backward<Real: WorkingScalar>(
    _ range: Range<Int>, _ kernels: Real.Kernels, stride: Int, _ block: DenseBlock<Real>,
    _ scratch: CompressedScratch<Real>, _ gradient: UnsafeMutablePointer<Real>
  ) {
    assert(stride >= block.columns, "\(block.columns) sums in \(stride) numbers")
    var x = self.block(range)
    Real.backward(
      kernels, &x, features: columns, stride: stride, block, padded: scratch.padded.pointer, gradient)
  }

  /// Adds Σ x and Σ x² of every column over a block of the plan.
  func addMoments(_ range: Range<Int>, sums: UnsafeMutablePointer<Double>, squares: UnsafeMutablePointer<Double>) {
    var x = self.block(range)
    est_block_moments(columns, &x, sums, squares)
  }

  /// Whether blocks of that plan, or of a sample of it, are blocks here.
  func serves(_ other: ChunkPlan) -> Bool { other.blockRows == plan.blockRows && other.chunkRows == plan.chunkRows }

  /// A block of the plan for the kernels, valid as long as this lives.
  private func block(_ range: Range<Int>) -> est_block_columns {
    let (chunk, row) = range.lowerBound.quotientAndRemainder(dividingBy: plan.chunkRows)
    assert(row % plan.blockRows == 0 && range.count <= plan.blockRows, "Rows \(range) are no block of the plan")
    assert(chunk < plan.chunks, "Chunk \(chunk) of \(plan.chunks)")
    let block = chunk * blocksPerChunk + row / plan.blockRows
    let first = rows.firstNumber(ofRow: range.lowerBound)
    return est_block_columns(
      starts: starts.pointer + block * (columns + 1), numbers: numbers.pointer + first)
  }
}
