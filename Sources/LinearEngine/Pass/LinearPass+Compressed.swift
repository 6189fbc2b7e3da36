import CKernels
import Matrices

extension TransposedWeights {
  /// What a pass needs: nothing when its scores are known.
  init(
    _ start: LinearPass.Start, features: Int, columns: Int, for kernels: Real.Kernels, in memory: WeightMemory
  ) {
    let folded = start.weights ?? FoldedWeights(none: columns)
    self.init(folded, features: folded.weights.isEmpty ? 0 : features, for: kernels, in: memory)
  }
}

extension LinearPass {
  /// Rows whose gradients are added up in Float before their sum goes on in Double: about a thousand, or more where
  /// moving the sum would cost more than a twentieth of making it; a chunk in equal parts.
  private func rowsInSingle(_ rows: CompressedRows, _ plan: ChunkPlan) -> Int {
    let wanted = max(1000, 20 * rows.columns * max(1, rows.rows) / max(1, rows.count))
    let parts = max(1, (plan.chunkRows + wanted / 2) / wanted)
    return (plan.chunkRows + parts - 1) / parts
  }

  /// The same plan for both precisions, so that their samples are of the same rows.
  func compressedPlan(columns: Int) -> ChunkPlan {
    ChunkPlan(compressedRows: features.rows, columns: columns, partialCount: features.columns * paddedWidth(columns))
  }

  /// The pass over compressed rows.
  func evaluateCompressed<Real: PassScalar>(
    _ rows: CompressedRows, _ start: Start, _ columns: Int, _ loss: any ScoreKernel,
    scratch: inout [CompressedScratch<Real>]
  ) throws -> PassSums {
    let kernels = Real.kernels(variant)
    let packed = TransposedWeights<Real>(
      start, features: features.columns, columns: columns, for: kernels, in: weightMemory)
    let stride = packed.stride
    let gradientCount = features.columns * stride
    let count =
      gradientCount + PartialSums.count(columns: columns, width: self.loss.width, withCurvature: withCurvature)
    let plan = compressedPlan(columns: columns).sampling(everyBlock)
    let sums = ChunkSums(reusing: &chunkSums, plan, partialCount: count)
    let threads = rows.count * columns < 100_000 ? 1 : Parallelism.threads
    CompressedScratch.prepare(&scratch, workers: threads, plan, columns: columns, gradientCount: gradientCount)
    let (workers, rowsInSingle) = (scratch, rowsInSingle(rows, plan))
    let byColumns = rows.blockColumns(plan, scoreColumns: columns, threads: threads)
    try Parallelism.perform(tasks: plan.chunks, threads: threads) { [withCurvature] worker, chunk in
      let partial = sums.partial(chunk)
      let ends = PartialSums(after: partial + gradientCount, columns: columns, withCurvature: withCurvature)
      let gradient = Real.gradientBuffer(partial, workers[worker].gradient.pointer)
      sums.clear(chunk, from: Real.sumsInPlace ? 0 : gradientCount)
      var (summed, moved) = (0, false)
      for range in plan.blocks(ofChunk: chunk) {
        var x = try rows.block(range, worker)
        let block = DenseBlock<Real>(
          scores: workers[worker].scores.pointer, rows: range.count, columns: columns)
        if start.weights != nil { Real.forward(kernels, &x, packed, block) }
        start.advance(range, kernels, block)
        Real.differentiate(loss, block.scores, range, ends)
        if let byColumns {
          byColumns.backward(range, kernels, stride: stride, block, workers[worker], gradient)
        } else {
          Real.backward(kernels, &x, stride: stride, block, gradient)
        }
        summed += range.count
        if summed >= rowsInSingle {
          Real.moveGradient(gradient, count: gradientCount, to: partial, adding: moved)
          (summed, moved) = (0, true)
        }
      }
      if summed > 0 || !moved {
        Real.moveGradient(gradient, count: gradientCount, to: partial, adding: moved)
      }
    }
    let sum = try sums.reduce(by: reducer, threads: threads)
    let ends = PartialSums(after: sum + gradientCount, columns: columns, withCurvature: withCurvature)
    return unfolded(ends, columns: columns, element: { column, feature in sum[feature * stride + column] })
  }
}
