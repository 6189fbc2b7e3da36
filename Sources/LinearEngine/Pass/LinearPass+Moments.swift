import CKernels
import Matrices

extension LinearPass {
  /// The weighted means of the p features and of their squares, over all rows.
  ///
  /// - Parameter columns: Score columns of the passes to come, which decide whether there are compressed rows to read.
  func columnMoments(columns: Int) throws -> (means: [Double], squares: [Double]) {
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
    Parallelism.perform(tasks: plan.chunks, threads: threads) { _, chunk in
      let (range, sum) = (plan.rows(ofChunk: chunk), sums.partial(chunk))
      if let byColumns {
        for range in plan.blocks(ofChunk: chunk) { byColumns.addMoments(range, sums: sum, squares: sum + p) }
        sum[2 * p] += Double(range.count)
        return
      }
      var block = rows.block(range)
      let weights = self.loss.weights.map { UnsafePointer($0.pointer + range.lowerBound) }
      est_compressed_moments(range.count, &block, weights, sum, sum + p)
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

  private func denseMoments() throws -> (sums: [Double], squares: [Double], weight: Double) {
    let p = features.columns
    let plan = ChunkPlan(rows: features.rows, width: p, partialCount: 2 * p + 1)
    let sums = ChunkSums(chunks: plan.chunks, partialCount: 2 * p + 1)
    let threads = Parallelism.threads(for: .numbers, features.rows * p)
    let rows = (0..<min(threads, plan.chunks)).map { _ in AlignedBuffer<Double>(zeros: p) }
    let kernels = Double.kernels(variant)
    try FeatureBlocks(features).withReader { reader in
      try Parallelism.perform(tasks: plan.chunks, threads: threads) { worker, chunk in
        let (x, sum) = (rows[worker].pointer, sums.partial(chunk))
        for row in plan.rows(ofChunk: chunk) {
          try reader.widen(row..<row + 1, to: x, stride: p, kernels)
          let s = self.loss.weights?.pointer[row] ?? 1
          if let affine = self.features.affine {
            for j in 0..<p { x[j] = (x[j] - affine.shift[j]) * affine.scale[j] }
          }
          for j in 0..<p {
            sum[j] += s * x[j]
            sum[p + j] += s * x[j] * x[j]
          }
          sum[2 * p] += s
        }
      }
    }
    let total = try sums.reduce(by: reducer)
    return ((0..<p).map { total[$0] }, (0..<p).map { total[p + $0] }, total[2 * p])
  }
}
