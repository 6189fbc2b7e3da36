import CKernels
import Matrices

/// One worker's scores, room for residuals in whole vectors, and, in single precision, its gradient: p × stride numbers,
/// feature by feature.
struct CompressedScratch<Real: WorkingScalar> {
  let scores: AlignedBuffer<Real>
  let padded: AlignedBuffer<Real>
  let gradient: AlignedBuffer<Real>

  /// Kernels write whole vectors, so scores have some room behind them.
  private static func scoreCount(_ rows: Int, _ columns: Int) -> Int { rows * columns + Int(EST_WIDTH_MULTIPLE) }

  init(rows: Int, columns: Int, gradient count: Int) {
    scores = AlignedBuffer(zeros: Self.scoreCount(rows, columns))
    padded = AlignedBuffer(uninitialized: Self.scoreCount(rows, BlockColumns.mostScoreColumns))
    gradient = AlignedBuffer(zeros: count)
  }

  /// Scratch for all workers that have a chunk to do, kept from earlier calls where it is large enough.
  static func prepare(
    _ scratch: inout [CompressedScratch<Real>], workers: Int, _ plan: ChunkPlan, columns: Int, gradientCount: Int
  ) {
    let own = Real.self == Double.self ? 0 : gradientCount
    if let first = scratch.first,
      first.scores.count < scoreCount(plan.blockRows, columns) || first.gradient.count < own
    {
      scratch = []
    }
    while scratch.count < min(workers, plan.chunks) {
      scratch.append(CompressedScratch(rows: plan.blockRows, columns: columns, gradient: own))
    }
  }
}

/// Memory for one pass's weights after the other's: fresh pages cost more than filling them.
final class WeightMemory {
  private var numbers = AlignedBuffer<Double>(zeros: 0)

  /// Room for `count` numbers, valid until it is asked for again.
  func room<Real: WorkingScalar>(for count: Int, _: Real.Type) -> UnsafeMutablePointer<Real> {
    let doubles = (count * MemoryLayout<Real>.stride + 7) / 8
    if numbers.count < doubles { numbers = AlignedBuffer(uninitialized: doubles) }
    return UnsafeMutableRawPointer(numbers.pointer).assumingMemoryBound(to: Real.self)
  }
}

/// Weights feature by feature, as the kernels for compressed rows read them: p × stride, padded with zeros.
struct TransposedWeights<Real: WorkingScalar> {
  /// Features turned at a time, so that their rows stay in the cache.
  private static var featuresAtATime: Int { 64 }

  let stride: Int
  let weights: UnsafeMutablePointer<Real>
  let bias: AlignedBuffer<Real>
  private let memory: WeightMemory

  /// - Parameters:
  ///   - kernels: Those that read the weights, in vectors of theirs.
  ///   - memory: Where the weights go. Weights that were there before are lost.
  init(_ folded: FoldedWeights, features: Int, for kernels: Real.Kernels, in memory: WeightMemory) {
    let (columns, lanes) = (folded.bias.count, Real.lanes(kernels))
    stride = max(1, (columns + lanes - 1) / lanes) * lanes
    self.memory = memory
    weights = memory.room(for: features * stride, Real.self)
    bias = AlignedBuffer(zeros: stride)
    for column in 0..<columns { bias.pointer[column] = Real(folded.bias[column]) }
    guard features > 0 else { return }
    let (pieces, to, stride) = ((features + Self.featuresAtATime - 1) / Self.featuresAtATime, weights, stride)
    folded.weights.withUnsafeBufferPointer { from in
      guard let from = from.baseAddress else { return }
      Parallelism.perform(tasks: pieces, threads: Parallelism.threads(forNumbers: features * columns)) { _, piece in
        let start = piece * Self.featuresAtATime
        for feature in start..<min(features, start + Self.featuresAtATime) {
          let row = to + feature * stride
          for column in 0..<columns { row[column] = Real(from[column * features + feature]) }
          for column in columns..<stride { row[column] = 0 }
        }
      }
    }
  }
}

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
  /// Rows whose gradients are added up in Float before their sum goes on in Double: about a thousand, or more where moving
  /// the sum would cost more than a twentieth of making it; a chunk in equal parts.
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
  func evaluateCompressed<Real: WorkingScalar>(
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
    Parallelism.perform(tasks: plan.chunks, threads: threads) { [withCurvature] worker, chunk in
      let partial = sums.partial(chunk)
      let ends = PartialSums(after: partial + gradientCount, columns: columns, withCurvature: withCurvature)
      let gradient = Real.gradientBuffer(partial, workers[worker].gradient.pointer)
      sums.clear(chunk, from: Real.sumsInPlace ? 0 : gradientCount)
      var (summed, moved) = (0, false)
      for range in plan.blocks(ofChunk: chunk) {
        var x = rows.block(range)
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

/// Scores of compressed rows, without a loss.
func fillCompressedScores<Real: WorkingScalar>(
  _ result: UnsafeMutablePointer<Double>, _ rows: CompressedRows, _ folded: FoldedWeights, _: Real.Type,
  _ variant: KernelVariant, _ memory: WeightMemory = WeightMemory()
) {
  let columns = folded.bias.count
  let (kernels, doubleKernels) = (Real.kernels(variant), Double.kernels(variant))
  let packed = TransposedWeights<Real>(folded, features: rows.columns, for: kernels, in: memory)
  let plan = ChunkPlan(compressedRows: rows.rows, columns: columns, partialCount: 1)
  let threads = rows.count * columns < 100_000 ? 1 : Parallelism.threads
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
