// Guarded by `LinearPassTests`.
import CKernels
import Matrices

/// What sweeps in one precision keep from call to call.
final class PassScratch<Real: WorkingScalar> {
  var dense: [DenseScratch<Real>] = []
  var compressed: [CompressedScratch<Real>] = []
  var wide = WideScratch<Real>()
}

/// What a sweep over the rows is to do.
struct SweepRequest {
  /// Where its scores come from.
  let start: LinearPass.Start
  let columns: Int
  var withCurvature = false
  /// Whether scores may be turned.
  var turns = false
  var mostChunks = ChunkPlan.mostChunks
  /// Score columns of the passes before and after, which decide whether there are compressed rows to read; as many as
  /// here when `nil`.
  var passColumns: Int?
}

extension LinearPass {
  /// Scores forward, what the caller makes of them, and the sums of that times the features, block by block while the
  /// block is in the cache. Sums are added in the fixed tree of ``ChunkSums``.
  ///
  /// - Parameter turn: Makes what is to be multiplied by the features of the scores of some rows, in place, and adds
  ///   its column sums, and losses and curvature where there are any.
  func sweep<Real: PassScalar>(
    _ request: SweepRequest,
    _ turn: @escaping (_ rows: Range<Int>, _ block: DenseBlock<Real>, _ sums: PartialSums) -> Void
  ) throws -> PassSums {
    if let rows = compressedRows(columns: request.passColumns ?? request.columns) {
      return try rows.read { try sweepCompressed(rows, request, turn) }
    }
    return try FeatureBlocks(features).withReader { try sweepDense($0, request, turn) }
  }

  private func sweepDense<Real: PassScalar>(
    _ reader: BlockReader, _ request: SweepRequest,
    _ turn: @escaping (Range<Int>, DenseBlock<Real>, PartialSums) -> Void
  ) throws -> PassSums {
    let (columns, withCurvature, width, variant) = (request.columns, request.withCurvature, width, variant)
    let scratch = Real.scratch(of: self)
    let gradientCount = columns * width
    let count = gradientCount + PartialSums.count(columns: columns, width: loss.width, withCurvature: withCurvature)
    let plan = ChunkPlan(
      rows: features.rows, width: width + columns, partialCount: count, mostChunks: request.mostChunks
    ).sampling(everyBlock)
    let sums = ChunkSums(reusing: &chunkSums, plan, partialCount: count)
    let kernels = Real.kernels(variant)
    let packed = PackedWeights<Real>(
      request.start.weights, features: features.columns, width: width, columns: columns,
      variant, turns: request.turns)
    let turns = request.turns && packed.stride == 0 && !variant.usesBLAS
    let threads = Parallelism.threads(for: .products, features.rows * features.columns * columns)
    DenseScratch.prepare(
      &scratch.dense, workers: min(threads, plan.chunks), rows: plan.blockRows, width: width,
      columns: columns)
    let (workers, multiplies) = (scratch.dense, request.start.weights != nil)
    try Parallelism.perform(tasks: plan.chunks, threads: threads) { worker, chunk in
      sums.clear(chunk)
      let partial = sums.partial(chunk)
      let ends = PartialSums(after: partial + gradientCount, columns: columns, withCurvature: withCurvature)
      for rows in plan.blocks(ofChunk: chunk) {
        let x = try reader.rows(
          rows, scoreColumns: columns, panel: workers[worker].panel.pointer, width: width, kernels, variant)
        let block = packed.block(rows.count, x, scores: workers[worker].scores.pointer, turned: turns)
        if multiplies { block.forward(kernels, variant) }
        turn(rows, block, ends)
        block.backward(kernels, variant, partial)
      }
    }
    let total = try sums.reduce(by: reducer, threads: threads)
    return unfolded(
      PartialSums(after: total + gradientCount, columns: columns, withCurvature: withCurvature), columns: columns,
      element: { column, feature in total[column * width + feature] })
  }

  private func sweepCompressed<Real: PassScalar>(
    _ rows: CompressedRows, _ request: SweepRequest,
    _ turn: @escaping (Range<Int>, DenseBlock<Real>, PartialSums) -> Void
  ) throws -> PassSums {
    let (columns, withCurvature, kernels) = (request.columns, request.withCurvature, Real.kernels(variant))
    let scratch = Real.scratch(of: self)
    let packed = TransposedWeights<Real>(
      request.start.weights, features: features.columns, columns: columns, for: kernels, in: weightMemory)
    let (stride, gradientCount) = (packed.stride, features.columns * packed.stride)
    let plan = compressedPlan(columns: columns, mostChunks: request.mostChunks).sampling(everyBlock)
    let sums = ChunkSums(
      reusing: &chunkSums, plan,
      partialCount: gradientCount
        + PartialSums.count(columns: columns, width: loss.width, withCurvature: withCurvature))
    let threads = Parallelism.threads(for: .products, rows.count * columns)
    CompressedScratch.prepare(
      &scratch.compressed, workers: threads, plan, columns: columns, gradientCount: gradientCount)
    let (workers, rowsInSingle) = (scratch.compressed, rowsInSingle(rows, plan))
    // Few chunks have other blocks than passes, for which the columns are made.
    let byColumns =
      request.mostChunks < ChunkPlan.mostChunks ? nil : rows.blockColumns(plan, scoreColumns: columns, threads: threads)
    let multiplies = request.start.weights != nil
    var isWhole = false
    // A sum that was not moved on would be taken for the next one's.
    defer { if !isWhole { scratch.compressed = [] } }
    try Parallelism.perform(tasks: plan.chunks, threads: threads) { worker, chunk in
      let (partial, own) = (sums.partial(chunk), workers[worker])
      let ends = PartialSums(after: partial + gradientCount, columns: columns, withCurvature: withCurvature)
      let gradient = Real.gradientBuffer(partial, own.gradient.pointer)
      sums.clear(chunk, from: Real.sumsInPlace ? 0 : gradientCount)
      var (summed, moved) = (0, false)
      for range in plan.blocks(ofChunk: chunk) {
        var x = try rows.block(range, worker)
        let block = DenseBlock<Real>(scores: own.scores.pointer, rows: range.count, columns: columns)
        if multiplies { Real.forward(kernels, &x, packed, block) }
        turn(range, block, ends)
        if let byColumns {
          byColumns.backward(range, kernels, stride: stride, block, own, gradient)
        } else {
          Real.backward(kernels, &x, stride: stride, block, gradient)
        }
        summed += range.count
        if summed >= rowsInSingle {
          Real.moveGradient(gradient, count: gradientCount, to: partial, adding: moved)
          (summed, moved) = (0, true)
        }
      }
      if summed > 0 || !moved { Real.moveGradient(gradient, count: gradientCount, to: partial, adding: moved) }
    }
    isWhole = true
    let total = try sums.reduce(by: reducer, threads: threads)
    return unfolded(
      PartialSums(after: total + gradientCount, columns: columns, withCurvature: withCurvature), columns: columns,
      element: { column, feature in total[feature * stride + column] })
  }

  /// Rows whose gradients are added up in Float before their sum goes on in Double: about a thousand, or more where
  /// moving the sum would cost more than a twentieth of making it; a chunk in equal parts.
  private func rowsInSingle(_ rows: CompressedRows, _ plan: ChunkPlan) -> Int {
    let wanted = max(1000, 20 * rows.columns * max(1, rows.rows) / max(1, rows.count))
    let parts = max(1, (plan.chunkRows + wanted / 2) / wanted)
    return (plan.chunkRows + parts - 1) / parts
  }

  /// The same plan for both precisions, so that their samples are of the same rows.
  func compressedPlan(columns: Int, mostChunks: Int = ChunkPlan.mostChunks) -> ChunkPlan {
    ChunkPlan(
      compressedRows: features.rows, columns: columns, partialCount: features.columns * paddedWidth(columns),
      mostChunks: mostChunks)
  }
}

extension PackedWeights {
  /// What a pass needs: nothing when its scores are known.
  init(_ weights: FoldedWeights?, features: Int, width: Int, columns: Int, _ variant: KernelVariant, turns: Bool) {
    self.init(
      weights ?? FoldedWeights(none: columns), features: weights == nil ? 0 : features, width: width,
      weights == nil ? nil : variant, turns: turns)
  }
}

extension TransposedWeights {
  /// What a pass needs: nothing when its scores are known.
  init(_ weights: FoldedWeights?, features: Int, columns: Int, for kernels: Real.Kernels, in memory: WeightMemory) {
    self.init(
      weights ?? FoldedWeights(none: columns), features: weights == nil ? 0 : features, for: kernels, in: memory)
  }
}
