// Guarded by `ChunkPlanTests`, `ReducerTests`.
/// How the rows are cut: into blocks that fit the cache, and chunks of blocks whose sums are added in a fixed binary
/// tree.
///
/// Everything here depends on shapes alone, so results do not depend on the number of threads.
package struct ChunkPlan {
  let rows: Int
  /// Rows that are widened and multiplied at a time.
  package let blockRows: Int
  /// Rows whose sums make one leaf of the tree.
  let chunkRows: Int
  package let chunks: Int
  /// Every n-th block is used: 1 for all.
  private var everyBlock = 1

  /// Rows of so many doubles, in bytes, stay in a second-level cache beside the weights. With blocks of half the size
  /// 5,000 rows of 1,000 floats took 190 ns each instead of 135, in products with five columns.
  static let panelBytes = 400_000
  static let mostBlockRows = 256
  /// Blocks that the rows are to make at least, so that there is something to do for several threads.
  private static let fewestBlocks = 8
  static let mostChunks = 64
  private static let fewestChunkRows = 128
  /// All partial sums together, in bytes.
  private static let partialBytes = 256 << 20

  /// - Parameters:
  ///   - width: Numbers in a row of the panel.
  ///   - partialCount: Numbers that one chunk sums up.
  ///   - panelBytes: What a block may take.
  ///   - mostBlockRows: Rows that it may have.
  package init(
    rows: Int, width: Int, partialCount: Int, mostChunks: Int = Self.mostChunks, panelBytes: Int = Self.panelBytes,
    mostBlockRows: Int = Self.mostBlockRows
  ) {
    assert(rows >= 0 && width >= 0 && partialCount >= 0 && mostChunks >= 1, "A plan for \(rows) rows of \(width)")
    let fitting = panelBytes / (8 * max(1, width))
    blockRows = max(8, min(mostBlockRows, fitting / 8 * 8, rows / (8 * Self.fewestBlocks) * 8))
    let affordable = max(1, Self.partialBytes / (8 * max(1, partialCount)))
    let wanted = max(1, min(mostChunks, affordable, (rows + Self.fewestChunkRows - 1) / Self.fewestChunkRows))
    let blocks = (rows + blockRows - 1) / blockRows
    chunkRows = max(1, (blocks + wanted - 1) / wanted) * blockRows
    chunks = max(1, (rows + chunkRows - 1) / chunkRows)
    self.rows = rows
    assert(chunkRows % blockRows == 0, "Chunks of \(chunkRows) rows cut a block of \(blockRows)")
    assert(coversRowsOnce)
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
    assert(coversRowsOnce)
  }

  /// Whether every row is in one chunk, and no chunk is empty but that of no rows.
  private var coversRowsOnce: Bool {
    (chunks - 1) * chunkRows < max(1, rows) && chunks * chunkRows >= rows && chunks <= Self.mostChunks
  }

  /// The same for a sample of the rows: one of `everyBlock` blocks of each chunk.
  func sampling(_ everyBlock: Int) -> ChunkPlan {
    assert(everyBlock >= 1, "One of \(everyBlock) blocks")
    var plan = self
    plan.everyBlock = everyBlock
    return plan
  }

  func rows(ofChunk chunk: Int) -> Range<Int> {
    assert(chunk >= 0 && chunk < chunks, "Chunk \(chunk) of \(chunks)")
    return chunk * chunkRows..<min(rows, (chunk + 1) * chunkRows)
  }

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
