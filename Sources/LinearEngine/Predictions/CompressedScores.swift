import CKernels
import Matrices

/// Scores of compressed rows, without a loss.
func fillCompressedScores<Real: WorkingScalar>(
  _ result: UnsafeMutablePointer<Double>, _ rows: CompressedRows, _ folded: FoldedWeights, _: Real.Type,
  _ variant: KernelVariant, _ memory: WeightMemory = WeightMemory()
) {
  let columns = folded.bias.count
  let (kernels, doubleKernels) = (Real.kernels(variant), Double.kernels(variant))
  let packed = TransposedWeights<Real>(folded, features: rows.columns, for: kernels, in: memory)
  let plan = ChunkPlan(compressedRows: rows.rows, columns: columns, partialCount: 1)
  let threads = Parallelism.threads(for: .products, rows.count * columns)
  let scratch = (0..<min(threads, plan.chunks)).map { _ in
    AlignedBuffer<Real>(zeros: plan.blockRows * columns + Int(EST_WIDTH_MULTIPLE))
  }
  rows.read {
    Parallelism.perform(tasks: plan.chunks, threads: threads) { worker, chunk in
      for range in plan.blocks(ofChunk: chunk) {
        var x = rows.block(range)
        let block = DenseBlock<Real>(
          scores: scratch[worker].pointer, rows: range.count, columns: columns)
        Real.forward(kernels, &x, packed, block)
        block.giveScores(doubleKernels, result + range.lowerBound * columns)
      }
    }
  }
}
