import Estimators
import Testing

/// How rows are cut for a pass.
@Suite struct ChunkPlanTests {
  @Test(
    arguments: [0, 1, 7, 8, 127, 128, 129, 1000, 60_000, 1_000_003],
    [(width: 1, sums: 1), (8, 30), (784, 7850), (50_000, 500_000), (1 << 22, 1 << 30)])
  func everyRowIsInOneBlock(rows: Int, shape: (width: Int, sums: Int)) {
    let plan = ChunkPlan(rows: rows, width: shape.width, partialCount: shape.sums)
    var next = 0
    for chunk in 0..<plan.chunks {
      for block in plan.blocks(ofChunk: chunk) {
        #expect(block.lowerBound == next && block.count <= plan.blockRows)
        next = block.upperBound
      }
    }
    #expect(next == rows && plan.chunks <= 64 && plan.blockRows >= 8)
    // Partial sums of all chunks stay within 256 MB, or there is one chunk.
    #expect(plan.chunks == 1 || plan.chunks * shape.sums * 8 <= 256 << 20)
  }
}
