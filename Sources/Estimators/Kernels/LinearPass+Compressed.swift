import CKernels
import Matrices

/// One worker's scores and, in single precision, its gradient: p × stride numbers, feature by feature.
struct CompressedScratch<Real: WorkingScalar> {
  let scores: AlignedBuffer<Real>
  let exactScores: AlignedBuffer<Double>
  let gradient: AlignedBuffer<Real>

  /// Kernels write whole vectors, so scores have some room behind them.
  init(rows: Int, columns: Int, gradient count: Int) {
    scores = AlignedBuffer(zeros: rows * columns + Int(EST_WIDTH_MULTIPLE))
    exactScores = AlignedBuffer(zeros: rows * columns)
    gradient = AlignedBuffer(zeros: count)
  }

  /// Scratch for all workers, kept from earlier calls where it is large enough.
  static func prepare(
    _ scratch: inout [CompressedScratch<Real>], workers: Int, _ plan: ChunkPlan, columns: Int, gradientCount: Int
  ) {
    let own = Real.self == Double.self ? 0 : gradientCount
    if let first = scratch.first,
      first.exactScores.count < plan.blockRows * columns || first.gradient.count < own
    {
      scratch = []
    }
    while scratch.count < workers {
      scratch.append(CompressedScratch(rows: plan.blockRows, columns: columns, gradient: own))
    }
  }
}

/// Weights feature by feature, as the kernels for compressed rows read them: p × stride, padded with zeros.
struct TransposedWeights<Real: WorkingScalar> {
  /// Features turned at a time, so that their rows stay in the cache.
  private static var featuresAtATime: Int { 64 }

  let stride: Int
  let weights: AlignedBuffer<Real>
  let bias: AlignedBuffer<Real>

  init(_ folded: FoldedWeights, features: Int) {
    let columns = folded.bias.count
    stride = paddedWidth(columns)
    weights = AlignedBuffer(zeros: features * stride)
    bias = AlignedBuffer(zeros: stride)
    for column in 0..<columns { bias.pointer[column] = Real(folded.bias[column]) }
    guard features > 0 else { return }
    let row = AlignedBuffer<Real>(uninitialized: Self.featuresAtATime)
    folded.weights.withUnsafeBufferPointer { from in
      guard let from = from.baseAddress else { return }
      for start in Swift.stride(from: 0, to: features, by: Self.featuresAtATime) {
        let count = min(Self.featuresAtATime, features - start)
        for column in 0..<columns {
          Real.convert(count, from + column * features + start, times: 1, row.pointer)
          for feature in 0..<count { weights.pointer[(start + feature) * stride + column] = row.pointer[feature] }
        }
      }
    }
  }
}

extension TransposedWeights {
  /// What a pass needs: nothing when its scores are known.
  init(_ start: LinearPass.Start, features: Int, columns: Int) {
    var folded = FoldedWeights(none: columns)
    if case .weights(let given) = start { folded = given }
    self.init(folded, features: folded.weights.isEmpty ? 0 : features)
  }
}

extension LinearPass {
  /// Rows whose gradients are added up in Float before their sum goes on in Double: about a thousand, or more where moving
  /// the sum would cost more than a twentieth of making it.
  private func rowsInSingle(_ rows: CompressedRows) -> Int {
    max(1000, 20 * rows.columns * max(1, rows.rows) / max(1, rows.count))
  }

  /// The pass over compressed rows.
  func evaluateCompressed<Real: WorkingScalar>(
    _ rows: CompressedRows, _ start: Start, _ columns: Int, _ sides: [Int], scratch: inout [CompressedScratch<Real>]
  ) -> PassSums {
    let packed = TransposedWeights<Real>(start, features: features.columns, columns: columns)
    let stride = packed.stride
    let gradientCount = features.columns * stride
    let count = gradientCount + PartialSums.count(columns: columns, loss: loss, withCurvature: withCurvature)
    let plan = ChunkPlan(compressedRows: features.rows, columns: columns, partialCount: count)
    let sums = ChunkSums(reusing: &chunkSums, plan, partialCount: count)
    let threads = rows.count * columns < 100_000 ? 1 : Parallelism.threads
    CompressedScratch.prepare(&scratch, workers: threads, plan, columns: columns, gradientCount: gradientCount)
    let (workers, rowsInSingle) = (scratch, rowsInSingle(rows))
    let (kernels, doubleKernels) = (Real.kernels(variant), Double.kernels(variant))
    withSides(sides) { sides in
      Parallelism.perform(tasks: plan.chunks, threads: threads) { [loss, withCurvature] worker, chunk in
        let partial = sums.partial(chunk)
        let ends = PartialSums(after: partial + gradientCount, columns: columns, withCurvature: withCurvature)
        let gradient = Real.gradientBuffer(partial, workers[worker].gradient.pointer)
        var summed = 0
        for range in plan.blocks(ofChunk: chunk) {
          var x = rows.block(range)
          let block = DenseBlock<Real>(
            scores: workers[worker].scores.pointer, rows: range.count, columns: columns,
            targets: self.targets(range, sides))
          switch start {
          case .weights:
            Real.forward(kernels, &x, packed, block)
            Self.addLosses(loss, kernels, block, ends)
          case .scores(let known):
            Self.addLosses(
              loss, kernels, doubleKernels, block, of: known, range, exact: workers[worker].exactScores.pointer, ends)
          }
          Real.backward(kernels, &x, stride: stride, block, gradient)
          summed += range.count
          if summed >= rowsInSingle {
            Real.moveGradient(gradient, count: gradientCount, to: partial)
            summed = 0
          }
        }
        Real.moveGradient(gradient, count: gradientCount, to: partial)
      }
    }
    let sum = sums.reduce(threads: threads)
    return unfolded(
      PartialSums(after: sum + gradientCount, columns: columns, withCurvature: withCurvature), columns: columns,
      element: { column, feature in sum[feature * stride + column] })
  }
}

/// Scores of compressed rows, without a loss.
func fillCompressedScores<Real: WorkingScalar>(
  _ result: UnsafeMutablePointer<Double>, _ rows: CompressedRows, _ folded: FoldedWeights, _: Real.Type,
  _ variant: KernelVariant
) {
  let columns = folded.bias.count
  let packed = TransposedWeights<Real>(folded, features: rows.columns)
  let plan = ChunkPlan(compressedRows: rows.rows, columns: columns, partialCount: 1)
  let threads = rows.count * columns < 100_000 ? 1 : Parallelism.threads
  let scratch = (0..<threads).map { _ in
    AlignedBuffer<Real>(zeros: plan.blockRows * columns + Int(EST_WIDTH_MULTIPLE))
  }
  let kernels = Real.kernels(variant)
  Parallelism.perform(tasks: plan.chunks, threads: threads) { worker, chunk in
    for range in plan.blocks(ofChunk: chunk) {
      var x = rows.block(range)
      let block = DenseBlock<Real>(
        scores: scratch[worker].pointer, rows: range.count, columns: columns, targets: est_targets())
      Real.forward(kernels, &x, packed, block)
      block.giveScores(result + range.lowerBound * columns)
    }
  }
}
