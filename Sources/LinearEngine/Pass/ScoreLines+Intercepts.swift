import CKernels
import Matrices

/// What intercepts alone need: the scores are known, so no data are read.
extension ScoreLines {
  /// Puts the intercepts so far from where the scores stand, one number per score column. The scores stay until
  /// ``keepInterceptShift()``: a huge step that is taken back leaves no trace in them.
  func shiftIntercepts(by amounts: [Double]) {
    sumsHere = nil
    interceptShift = amounts.contains { $0 != 0 } ? amounts : []
  }

  /// Takes the shift of the intercepts over into the scores.
  func keepInterceptShift() {
    guard !interceptShift.isEmpty else { return }
    let (columns, amounts, scores) = (interceptShift.count, AlignedBuffer(interceptShift), scores)
    interceptShift = []
    let plan = ChunkPlan(rows: rows, width: 4 * columns, partialCount: 1)
    Parallelism.perform(tasks: plan.chunks, threads: Parallelism.threads(for: .exponentials, rows * columns)) {
      _, chunk in
      let rows = plan.rows(ofChunk: chunk)
      Self.add(amounts.pointer, to: scores.pointer + rows.lowerBound * columns, rows: rows.count, columns: columns)
    }
  }

  private static func add(
    _ amounts: UnsafePointer<Double>, to scores: UnsafeMutablePointer<Double>, rows: Int, columns: Int
  ) {
    for row in 0..<rows {
      let z = scores + row * columns
      for k in 0..<columns { z[k] += amounts[k] }
    }
  }

  /// Losses, residual sums and curvature at the scores as they stand, with the intercepts shifted; no gradient in the
  /// weights.
  func sums() throws -> PassSums {
    if let sumsHere { return sumsHere }
    let columns = self.columns
    let count = PartialSums.count(columns: columns, width: pass.loss.width, withCurvature: true)
    let plan = ChunkPlan(rows: rows, width: 4 * columns, partialCount: count)
    let sums = ChunkSums(chunks: plan.chunks, partialCount: count)
    let threads = Parallelism.threads(for: .exponentials, rows * columns)
    let workers = (0..<min(threads, plan.chunks)).map { _ in
      AlignedBuffer<Double>(zeros: plan.blockRows * columns)
    }
    let loss = pass.loss.kernel(for: problems, pass.variant)
    let scores = scores
    let shift = interceptShift.isEmpty ? nil : AlignedBuffer(interceptShift)
    Parallelism.perform(tasks: plan.chunks, threads: threads) { worker, chunk in
      let ends = PartialSums(after: sums.partial(chunk), columns: columns, withCurvature: true)
      let copy = workers[worker].pointer
      for rows in plan.blocks(ofChunk: chunk) {
        copy.update(from: scores.pointer + rows.lowerBound * columns, count: rows.count * columns)
        if let shift { Self.add(shift.pointer, to: copy, rows: rows.count, columns: columns) }
        loss.differentiate(copy, rows, ends)
      }
    }
    let total = PartialSums(after: try sums.reduce(by: pass.reducer), columns: columns, withCurvature: true)
    var result = PassSums(
      losses: problems.indices.map { total.losses[$0] }, residuals: (0..<columns).map { total.residuals[$0] },
      gradient: [])
    if let curvature = total.curvature { result.curvature = pass.loss.curvature(curvature, columns: columns) }
    return result
  }
}
