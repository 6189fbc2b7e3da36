/// How the rows are cut: into blocks that fit the cache, and chunks of blocks whose sums are added in a fixed binary tree.
///
/// Everything here depends on shapes alone, so results do not depend on the number of threads.
package struct ChunkPlan {
  let rows: Int
  /// Rows that are widened and multiplied at a time.
  package let blockRows: Int
  /// Rows whose sums make one leaf of the tree.
  let chunkRows: Int
  package let chunks: Int
  /// One of so many blocks is used: 1 for all.
  private var everyBlock = 1

  /// A panel of this size, in bytes, stays in a second-level cache beside the weights.
  static let panelBytes = 200_000
  static let mostChunks = 64
  private static let fewestChunkRows = 128
  /// All partial sums together, in bytes.
  private static let partialBytes = 256 << 20

  /// - Parameters:
  ///   - width: Numbers in a row of the panel.
  ///   - partialCount: Numbers that one chunk sums up.
  ///   - panelBytes: What a block may take.
  package init(
    rows: Int, width: Int, partialCount: Int, mostChunks: Int = Self.mostChunks, panelBytes: Int = Self.panelBytes
  ) {
    let fitting = panelBytes / (8 * max(1, width))
    blockRows = max(8, min(128, fitting / 8 * 8))
    let affordable = max(1, Self.partialBytes / (8 * max(1, partialCount)))
    let wanted = max(1, min(mostChunks, affordable, (rows + Self.fewestChunkRows - 1) / Self.fewestChunkRows))
    let blocks = (rows + blockRows - 1) / blockRows
    chunkRows = max(1, (blocks + wanted - 1) / wanted) * blockRows
    chunks = max(1, (rows + chunkRows - 1) / chunkRows)
    self.rows = rows
  }

  /// Rows of scores that are widened and multiplied at a time, in bytes.
  private static let scoreBytes = 32_768
  /// A chunk of compressed rows sums into a gradient that is cleared and added up, so it should be worth that.
  private static let fewestCompressedRows = 512
  private static let compressedPartialBytes = 64 << 20
  private static let mostCompressedChunks = 24

  /// A plan for compressed rows, which need no panel.
  init(compressedRows rows: Int, columns: Int, partialCount: Int, mostChunks: Int = Self.mostChunks) {
    blockRows = max(16, min(256, Self.scoreBytes / (8 * max(1, columns)) / 16 * 16))
    // An even number, so that two threads have the same to do.
    let affordable = max(2, Self.compressedPartialBytes / (8 * max(1, partialCount)) / 2 * 2)
    let most = min(mostChunks, Self.mostCompressedChunks, affordable)
    let wanted = max(1, min(most, (rows + Self.fewestCompressedRows - 1) / Self.fewestCompressedRows))
    chunkRows = max(1, (rows + wanted - 1) / wanted)
    chunks = max(1, (rows + chunkRows - 1) / chunkRows)
    self.rows = rows
  }

  /// The same for a sample of the rows: one of `everyBlock` blocks of each chunk.
  func sampling(_ everyBlock: Int) -> ChunkPlan {
    var plan = self
    plan.everyBlock = everyBlock
    return plan
  }

  func rows(ofChunk chunk: Int) -> Range<Int> { chunk * chunkRows..<min(rows, (chunk + 1) * chunkRows) }

  /// Blocks of a chunk that is not the last.
  var blocksPerChunk: Int { (chunkRows + blockRows - 1) / blockRows }

  /// The blocks of a chunk, in order.
  package func blocks(ofChunk chunk: Int) -> some Sequence<Range<Int>> {
    let range = rows(ofChunk: chunk)
    return stride(from: range.lowerBound, to: range.upperBound, by: blockRows * everyBlock).map {
      $0..<Swift.min($0 + blockRows, range.upperBound)
    }
  }
}

/// The one place where sums over rows are put together.
///
/// Chunk i is added to chunk i − 2ᵏ at level k: always the same tree, whoever computed the leaves. A communicator between
/// machines would join in after the last level.
struct ChunkSums {
  let partials: AlignedBuffer<Double>
  let partialCount: Int
  let chunks: Int

  init(chunks: Int, partialCount: Int) {
    self.chunks = chunks
    // Whole cache lines, so that no two threads write to one.
    self.partialCount = (partialCount + 7) / 8 * 8
    partials = AlignedBuffer(zeros: chunks * self.partialCount)
  }

  func partial(_ chunk: Int) -> UnsafeMutablePointer<Double> { partials.pointer + chunk * partialCount }

  /// The same memory, for as many or fewer smaller numbers.
  func partial<Real: BitwiseCopyable>(_ chunk: Int, as _: Real.Type) -> UnsafeMutablePointer<Real> {
    UnsafeMutableRawPointer(partial(chunk)).assumingMemoryBound(to: Real.self)
  }

  /// Sums for a plan, in the memory of earlier ones where that is enough. Each chunk is to be cleared before it is added to.
  init(reusing kept: inout ChunkSums?, _ plan: ChunkPlan, partialCount: Int) {
    let padded = (partialCount + 7) / 8 * 8
    (chunks, self.partialCount) = (plan.chunks, padded)
    if let kept, kept.partials.count >= chunks * padded {
      partials = kept.partials
    } else {
      partials = AlignedBuffer(uninitialized: chunks * padded)
      kept = self
    }
  }

  /// Sets some numbers of a chunk to 0, from the given one on.
  func clear(_ chunk: Int, from first: Int = 0) {
    (partial(chunk) + first).update(repeating: 0, count: partialCount - first)
  }

  /// The total of all chunks, left in chunk 0, of the numbers from the given one on. Each number has the same tree, whoever
  /// adds it up.
  func reduce(from first: Int = 0, threads: Int = 1) -> UnsafeMutablePointer<Double> {
    let piece = 4096
    let pieces = (partialCount - first + piece - 1) / piece
    Parallelism.perform(tasks: pieces, threads: pieces * chunks < 32 ? 1 : threads) { _, task in
      reduce(first + task * piece..<min(partialCount, first + (task + 1) * piece))
    }
    return partials.pointer
  }

  private func reduce(_ range: Range<Int>) {
    var distance = 1
    while distance < chunks {
      for chunk in stride(from: 0, to: chunks - distance, by: 2 * distance) {
        let (into, from) = (partial(chunk), partial(chunk + distance))
        for index in range { into[index] += from[index] }
      }
      distance *= 2
    }
  }
}
