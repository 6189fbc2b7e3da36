// Guarded by `DiagonalPreconditionerTests`.
import CKernels
import Matrices

extension LinearPass {
  /// The weighted means of the p features and of their squares, over all rows.
  ///
  /// - Parameter columns: Score columns of the passes to come, which decide whether there are compressed rows to read.
  package func columnMoments(columns: Int) throws -> (means: [Double], squares: [Double]) {
    let rows = compressedRows(columns: columns)
    let (sums, squares, weight) =
      try rows.map { rows in try rows.read { try compressedMoments(rows, columns: columns) } } ?? denseMoments()
    return (sums.map { $0 / weight }, squares.map { $0 / weight })
  }

  /// Of compressed rows: scale²·(Σ s·x² − 2·shift·Σ s·x + shift²·Σ s). The columns are mostly zeros, so no mean is
  /// large against its deviation and nothing cancels.
  private func compressedMoments(
    _ rows: CompressedRows, columns: Int
  ) throws -> (sums: [Double], squares: [Double], weight: Double) {
    let p = features.columns
    let plan = compressedPlan(columns: columns)
    let sums = ChunkSums(chunks: plan.chunks, partialCount: 2 * p + 1)
    let threads = Parallelism.threads(for: .numbers, rows.count)
    let byColumns = loss.weights == nil ? rows.blockColumns(plan, scoreColumns: columns, threads: threads) : nil
    try Parallelism.perform(tasks: plan.chunks, threads: threads) { worker, chunk in
      let (range, sum) = (plan.rows(ofChunk: chunk), sums.partial(chunk))
      if let byColumns {
        for range in plan.blocks(ofChunk: chunk) { byColumns.addMoments(range, sums: sum, squares: sum + p) }
        sum[2 * p] += Double(range.count)
        return
      }
      for range in plan.blocks(ofChunk: chunk) {
        var block = try rows.block(range, worker)
        let weights = self.loss.weights.map { UnsafePointer($0.pointer + range.lowerBound) }
        est_compressed_moments(range.count, &block, weights, sum, sum + p)
      }
      for row in range { sum[2 * p] += self.loss.weights?.pointer[row] ?? 1 }
    }
    let total = try sums.reduce(by: reducer, threads: threads)
    let weight = total[2 * p]
    guard let affine = features.affine else {
      return ((0..<p).map { total[$0] }, (0..<p).map { total[p + $0] }, weight)
    }
    let (scale, shift) = (affine.scale, affine.shift)
    return (
      (0..<p).map { scale[$0] * (total[$0] - shift[$0] * weight) },
      (0..<p).map { j in
        scale[j] * scale[j] * max(0, total[p + j] - 2 * shift[j] * total[j] + shift[j] * shift[j] * weight)
      }, weight
    )
  }

  /// In Double: squares of what Float holds may be too large or too small for it.
  private func denseMoments() throws -> (sums: [Double], squares: [Double], weight: Double) {
    let (p, width, variant) = (features.columns, width, variant)
    let plan = ChunkPlan(rows: features.rows, width: width, partialCount: 2 * width + 1)
    let sums = ChunkSums(chunks: plan.chunks, partialCount: 2 * width + 1)
    let threads = Parallelism.threads(for: .numbers, features.rows * p)
    let panels = (0..<min(threads, plan.chunks)).map { _ in AlignedBuffer<Double>(zeros: plan.blockRows * width) }
    let kernels = Double.kernels(variant)
    let change = features.affine.map { affine in
      (
        shift: AlignedBuffer<Double>(padding: affine.shift, to: width),
        scale: AlignedBuffer<Double>(padding: affine.scale, to: width)
      )
    }
    try FeatureBlocks(features).withReader { reader in
      try Parallelism.perform(tasks: plan.chunks, threads: threads) { worker, chunk in
        let sum = sums.partial(chunk)
        for rows in plan.blocks(ofChunk: chunk) {
          var x = try reader.rows(
            rows, scoreColumns: 1, panel: panels[worker].pointer, width: width, kernels, variant)
          let weights = self.loss.weights.map { UnsafePointer($0.pointer + rows.lowerBound) }
          var to = est_moments(
            shift: change?.shift.pointer, scale: change?.scale.pointer, weights: weights, sums: sum,
            squares: sum + width)
          kernels.moments(rows.count, &x, &to)
          for place in 0..<rows.count { sum[2 * width] += weights?[place] ?? 1 }
        }
      }
    }
    let total = try sums.reduce(by: reducer)
    return ((0..<p).map { total[$0] }, (0..<p).map { total[width + $0] }, total[2 * width])
  }
}

extension AlignedBuffer where Element == Double {
  /// A list with zeros behind it.
  fileprivate convenience init(padding list: [Double], to count: Int) {
    self.init(zeros: count)
    for (index, number) in list.enumerated() { pointer[index] = number }
  }
}
