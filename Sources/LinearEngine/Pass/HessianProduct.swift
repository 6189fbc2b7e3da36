import CKernels
import Matrices

/// Products of the Hessian of the summed loss with directions, where the scores are known:
///
///     V = X̃·D      R = s·(∂²ℓ/∂z²)·V, row by row      X̃ᵀ·R
///
/// One pass over the data per product, however many columns; nothing of the size of the Hessian is made. Before any
/// scores are given the loss is ½·z², whose Hessian is the Gram matrix: R = s·V. Sums are added in the fixed tree of
/// ``ChunkSums``. Not for use from two threads at a time: it keeps its scratch.
final class HessianProduct {
  private let pass: LinearPass
  /// Score columns of the passes before and after, which decide whether there are compressed rows to read.
  private let passColumns: Int?
  private let mostChunks: Int
  /// Score columns whose curvature is kept.
  private var columns = 0
  /// n × columns: what the loss needs of the scores; `nil` for ½·z².
  private var curvature: AlignedBuffer<Double>?
  private var loss: (any ScoreKernel)?
  private var sums: ChunkSums?
  private var doubles: [DenseScratch<Double>] = []
  private var floats: [DenseScratch<Float>] = []
  private var compressedDoubles: [CompressedScratch<Double>] = []
  private var compressedFloats: [CompressedScratch<Float>] = []

  init(pass: LinearPass) {
    self.pass = pass
    (passColumns, mostChunks) = (nil, ChunkPlan.mostChunks)
  }

  /// Chunks of rows for products with many directions, whose sums are large.
  private static let fewChunks = 4

  /// For products of the Gram matrix with many directions.
  init(gramOf pass: LinearPass, passColumns: Int) {
    self.pass = pass
    (self.passColumns, mostChunks) = (passColumns, Self.fewChunks)
  }

  /// Keeps the curvature at the scores where `lines` stand. No pass.
  func place(at lines: ScoreLines) {
    if curvature == nil || columns != lines.columns {
      columns = lines.columns
      curvature = AlignedBuffer(zeros: lines.rows * columns)
      (sums, doubles, floats) = (nil, [], [])
      (compressedDoubles, compressedFloats) = ([], [])
    }
    let loss = pass.loss.kernel(for: lines.problems, pass.variant)
    self.loss = loss
    let plan = ChunkPlan(rows: lines.rows, width: columns, partialCount: 1)
    let threads = lines.rows * columns < 20_000 ? 1 : Parallelism.threads
    guard let kept = curvature?.pointer else { return }
    Parallelism.perform(tasks: plan.chunks, threads: threads) { [columns] _, chunk in
      for rows in plan.blocks(ofChunk: chunk) {
        let start = rows.lowerBound * columns
        loss.keepCurvature(lines.scores.pointer + start, rows, to: kept + start)
      }
    }
  }

  /// The product for directions of some of the columns.
  ///
  /// - Parameters:
  ///   - places: Which of the columns, in the order of the lines; all of them for a loss of several scores.
  ///   - weights: M × p, one direction per place.
  ///   - bias: M numbers.
  /// - Returns: The sums of ``PassSums/gradient`` and ``PassSums/residuals`` with R for the residuals, without losses.
  func applied(places: [Int], weights: [Double], bias: [Double], single: Bool) throws -> PassSums {
    let folded = FoldedWeights(weights: weights, bias: bias, features: pass.features)
    if let rows = pass.compressedRows(columns: passColumns ?? places.count) {
      return try rows.read {
        single
          ? try applyCompressed(rows, folded, places, scratch: &compressedFloats)
          : try applyCompressed(rows, folded, places, scratch: &compressedDoubles)
      }
    }
    return try FeatureBlocks(pass.features).withReader { reader in
      single
        ? try applyDense(reader, folded, places, scratch: &floats)
        : try applyDense(reader, folded, places, scratch: &doubles)
    }
  }

  private func applyDense<Real: PassScalar>(
    _ reader: BlockReader, _ folded: FoldedWeights, _ places: [Int], scratch: inout [DenseScratch<Real>]
  ) throws -> PassSums {
    let (width, variant, count) = (pass.width, pass.variant, places.count)
    let plan = ChunkPlan(
      rows: pass.features.rows, width: width, partialCount: count * width + 2 * count, mostChunks: mostChunks
    ).sampling(pass.everyBlock)
    let sums = ChunkSums(reusing: &self.sums, plan, partialCount: count * width + 2 * count)
    let packed = PackedWeights<Real>(folded, features: pass.features.columns, width: width)
    let threads = pass.threadCount(columns: count)
    DenseScratch.prepare(
      &scratch, workers: min(threads, plan.chunks), rows: plan.blockRows, width: width, columns: max(columns, count))
    let (workers, kernels) = (scratch, Real.kernels(variant))
    try Parallelism.perform(tasks: plan.chunks, threads: threads) { worker, chunk in
      sums.clear(chunk)
      let partial = sums.partial(chunk)
      for rows in plan.blocks(ofChunk: chunk) {
        let block = DenseBlock(
          rows: rows.count, width: width, columns: count, panel: workers[worker].panel.pointer,
          weights: packed.weights.pointer, bias: packed.bias.pointer, scores: workers[worker].scores.pointer)
        try reader.widen(rows, to: block.panel, stride: width, kernels)
        block.forward(kernels, variant)
        self.applyCurvature(block.scores, rows, places, sums: partial + count * width)
        block.backward(kernels, variant, partial)
      }
    }
    let total = try sums.reduce(by: pass.reducer)
    return pass.unfolded(
      PartialSums(after: total + count * width, columns: count, withCurvature: false), columns: count,
      element: { column, feature in total[column * width + feature] })
  }

  private func applyCompressed<Real: PassScalar>(
    _ rows: CompressedRows, _ folded: FoldedWeights, _ places: [Int], scratch: inout [CompressedScratch<Real>]
  ) throws -> PassSums {
    let (kernels, count) = (Real.kernels(pass.variant), places.count)
    let packed = TransposedWeights<Real>(
      folded, features: pass.features.columns, for: kernels, in: pass.weightMemory)
    let gradientCount = pass.features.columns * packed.stride
    let plan = ChunkPlan(
      compressedRows: pass.features.rows, columns: count, partialCount: gradientCount + 2 * count,
      mostChunks: mostChunks
    ).sampling(pass.everyBlock)
    let sums = ChunkSums(reusing: &self.sums, plan, partialCount: gradientCount + 2 * count)
    let threads = rows.count * count < 100_000 ? 1 : Parallelism.threads
    CompressedScratch.prepare(&scratch, workers: threads, plan, columns: count, gradientCount: gradientCount)
    let workers = scratch
    // Few chunks have other blocks than passes, for which the columns are made.
    let byColumns = curvature == nil ? nil : rows.blockColumns(plan, scoreColumns: count, threads: threads)
    try Parallelism.perform(tasks: plan.chunks, threads: threads) { worker, chunk in
      let (partial, scores) = (sums.partial(chunk), workers[worker].scores.pointer)
      sums.clear(chunk)
      let gradient = Real.gradientBuffer(partial, workers[worker].gradient.pointer)
      for range in plan.blocks(ofChunk: chunk) {
        var x = try rows.block(range, worker)
        let block = DenseBlock<Real>(scores: scores, rows: range.count, columns: count)
        Real.forward(kernels, &x, packed, block)
        self.applyCurvature(scores, range, places, sums: partial + gradientCount)
        if let byColumns {
          byColumns.backward(range, kernels, stride: packed.stride, block, workers[worker], gradient)
        } else {
          Real.backward(kernels, &x, stride: packed.stride, block, gradient)
        }
      }
      Real.moveGradient(gradient, count: gradientCount, to: partial, adding: true)
    }
    let total = try sums.reduce(by: pass.reducer, threads: threads)
    return pass.unfolded(
      PartialSums(after: total + gradientCount, columns: count, withCurvature: false), columns: count,
      element: { column, feature in total[feature * packed.stride + column] })
  }

  /// V → R for the rows of a block, in place; adds the column sums of R.
  private func applyCurvature<Real: PassScalar>(
    _ v: UnsafeMutablePointer<Real>, _ rows: Range<Int>, _ places: [Int], sums: UnsafeMutablePointer<Double>
  ) {
    let count = places.count
    if let loss, let curvature {
      Real.applyCurvature(loss, curvature.pointer + rows.lowerBound * columns, to: v, rows, places: places)
    } else if let weights = pass.loss.weights {
      for (place, row) in rows.enumerated() {
        for k in 0..<count { v[place * count + k] *= Real(weights.pointer[row]) }
      }
    }
    for place in 0..<rows.count {
      for k in 0..<count { sums[k] += Double(v[place * count + k]) }
    }
  }
}
