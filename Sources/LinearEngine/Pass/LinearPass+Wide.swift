// Guarded by `WidePassTests`.
import CKernels
import Matrices

/// What a pass over wide sparse rows keeps from call to call.
struct WideScratch<Real: WorkingScalar> {
  /// r of all rows, n × M, with room behind them.
  private(set) var residuals = AlignedBuffer<Real>(zeros: 0)
  /// Σ r·x, p × stride, feature by feature.
  private(set) var gradient = AlignedBuffer<Real>(zeros: 0)

  mutating func prepare(rows: Int, columns: Int, gradientCount: Int) {
    let count = rows * columns + Int(EST_WIDTH_MULTIPLE)
    if residuals.count < count {
      residuals = AlignedBuffer(uninitialized: count)
      (residuals.pointer + rows * columns).update(repeating: 0, count: count - rows * columns)
    }
    if gradient.count < gradientCount { gradient = AlignedBuffer(uninitialized: gradientCount) }
  }
}

/// The pass over sparse rows of so many columns that their gradient does not fit the cache: first the residuals of all
/// rows, then the gradient strip by strip.
extension LinearPass {
  /// A gradient of so many bytes in Double is more than a second-level cache holds.
  private static let wideBytes = 4 << 20
  /// Numbers that are added up in Float before their sum goes on in Double.
  private static let mostInSingle = 4096

  /// Whether the gradient goes by column strips, because it does not fit the cache.
  func hasStrips(_ rows: CompressedRows, columns: Int) -> Bool {
    let bytes = rows.columns * paddedWidth(columns) * MemoryLayout<Double>.stride
    // Strips sum over all rows in their order, which only one process has.
    return rows.isSparseInMemory && bytes >= Self.wideBytes && reducer is OneProcess
  }

  func evaluateWide<Real: PassScalar>(
    _: Real.Type, _ rows: CompressedRows, _ request: SweepRequest, _ loss: any ScoreKernel
  ) throws -> PassSums {
    let (kernels, columns, start, strips) = (Real.kernels(variant), request.columns, request.start, rows.strips)
    let packed = TransposedWeights<Real>(
      start.weights, features: features.columns, columns: columns, for: kernels, in: weightMemory)
    let stride = packed.stride
    let plan = ChunkPlan(compressedRows: features.rows, columns: columns, partialCount: 1).sampling(everyBlock)
    Real.scratch(of: self).wide.prepare(
      rows: features.rows, columns: columns, gradientCount: features.columns * stride)
    let wide = Real.scratch(of: self).wide
    let sums = try residuals(of: rows, packed, request, loss, plan, to: wide.residuals)
    let ends = PartialSums(after: sums.partial(0), columns: columns, withCurvature: request.withCurvature)
    let parts = everyBlock > 1 ? (0..<plan.chunks).flatMap { Array(plan.blocks(ofChunk: $0)) } : parts(strips)
    let gathers = everyBlock == 1 && parts.count > 1 && !Real.sumsInPlace
    let (residuals, gradient) = (wide.residuals.pointer, wide.gradient.pointer)
    return unfolded(ends, columns: columns, pieces: strips.columns) { [features] to, strip, own in
      let sum = gradient + own.lowerBound * stride
      sum.update(repeating: 0, count: own.count * stride)
      let heavy = gathers ? own.filter { strips.counts[$0] > Self.mostInSingle } : []
      let gathered = AlignedBuffer<Double>(zeros: heavy.count * stride)
      for range in parts {
        var x = strips.block(strip, range)
        let block = DenseBlock<Real>(
          scores: residuals + range.lowerBound * columns, rows: range.count, columns: columns)
        Real.backward(kernels, &x, stride: stride, block, gradient)
        for (place, feature) in heavy.enumerated() {
          Real.moveGradient(
            gradient + feature * stride, count: stride, to: gathered.pointer + place * stride, adding: true)
        }
      }
      for feature in own {
        for column in 0..<columns {
          to[column * features.columns + feature] = Double(gradient[feature * stride + column])
        }
      }
      for (place, feature) in heavy.enumerated() {
        for column in 0..<columns {
          to[column * features.columns + feature] = gathered.pointer[place * stride + column]
        }
      }
    }
  }

  /// Losses and sums of residuals of all chunks; the residuals themselves go to `residuals`.
  private func residuals<Real: PassScalar>(
    of rows: CompressedRows, _ packed: TransposedWeights<Real>, _ request: SweepRequest, _ loss: any ScoreKernel,
    _ plan: ChunkPlan, to residuals: AlignedBuffer<Real>
  ) throws -> ChunkSums {
    let (start, columns, withCurvature) = (request.start, request.columns, request.withCurvature)
    let count = PartialSums.count(columns: columns, width: self.loss.width, withCurvature: withCurvature)
    let sums = ChunkSums(reusing: &chunkSums, plan, partialCount: count)
    let threads = Parallelism.threads
    CompressedScratch.prepare(
      &Real.scratch(of: self).compressed, workers: threads, plan, columns: columns, gradientCount: 0)
    let workers = Real.scratch(of: self).compressed
    let kernels = Real.kernels(variant)
    try Parallelism.perform(tasks: plan.chunks, threads: threads) { worker, chunk in
      sums.clear(chunk)
      let ends = PartialSums(after: sums.partial(chunk), columns: columns, withCurvature: withCurvature)
      for range in plan.blocks(ofChunk: chunk) {
        // Kernels write some numbers beyond a block, so not in place: the next rows may be another thread's.
        let block = DenseBlock<Real>(
          scores: workers[worker].scores.pointer, rows: range.count, columns: columns)
        if start.weights != nil {
          var x = try rows.block(range, worker)
          Real.forward(kernels, &x, packed, block)
        }
        start.advance(range, kernels, block, self.variant)
        Real.differentiate(loss, block.scores, range, ends)
        (residuals.pointer + range.lowerBound * columns).update(from: block.scores, count: range.count * columns)
      }
    }
    _ = try sums.reduce(by: reducer)
    return sums
  }

  /// The rows in parts after which the sums of columns with many numbers go on in Double.
  private func parts(_ strips: ColumnStrips) -> [Range<Int>] {
    let (rows, heaviest) = (features.rows, strips.counts.max() ?? 0)
    let count = max(1, (heaviest + Self.mostInSingle - 1) / Self.mostInSingle)
    return (0..<count).map { rows * $0 / count..<rows * ($0 + 1) / count }
  }
}
