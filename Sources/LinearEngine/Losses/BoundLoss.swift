import Matrices

/// A loss of one's own bound to its targets: what turns a ``ScoreLoss`` into what the engine meets.
///
/// Several lists of targets are several problems side by side, of losses of a single score.
///
/// Guarded by `ScoreLossTests`.
package final class BoundLoss<Loss: ScoreLoss>: RowLoss {
  private let loss: Loss
  private let targets: [AlignedBuffer<Loss.Target>]
  package let weights: AlignedBuffer<Double>?

  /// - Parameters:
  ///   - targets: One list for each problem, n targets each; one list where `loss` has several scores.
  ///   - weights: n weights, or `nil` for all 1.
  package init(_ loss: Loss, targets: [[Loss.Target]], weights: [Double]?) {
    precondition(!targets.isEmpty && (targets.count == 1 || loss.width == 1))
    self.loss = loss
    self.targets = targets.map { list in
      let buffer = AlignedBuffer<Loss.Target>(uninitialized: list.count)
      for (row, target) in list.enumerated() { (buffer.pointer + row).initialize(to: target) }
      return buffer
    }
    self.weights = weights.map { AlignedBuffer($0) }
  }

  package var width: Int { loss.width }
  package var problemCount: Int { targets.count }
  package var curvatureBound: Double? { loss.curvatureBound }
  package var diagonalCurvatureBound: Double? { loss.curvatureBound }
  package var isShiftInvariant: Bool { loss.isShiftInvariant }
  package func factor(ofRow row: Int, problem: Int) -> Double { 1 }
  package func weighsAlike(problem: Int) -> Bool { true }
  package func largestFactor(problem: Int) -> Double { 1 }
  package func residualBound(meanLoss: Double) -> Double? { nil }

  package func kernel(for problems: [Int], _ variant: KernelVariant) -> any ScoreKernel {
    BoundKernel(loss: loss, targets: problems.map { targets[$0] }, weights: weights)
  }

  package func curvature(_ sums: UnsafePointer<Double>, columns: Int) -> [Double] {
    (0..<columns * width).map { sums[$0] }
  }
}

/// Some problems of a ``BoundLoss``. What is per element here are numbers; the loss is asked once for each block.
private struct BoundKernel<Loss: ScoreLoss>: ScoreKernel {
  let loss: Loss
  let targets: [AlignedBuffer<Loss.Target>]
  let weights: AlignedBuffer<Double>?

  private var width: Int { loss.width }
  private var columns: Int { width * targets.count }
  /// Rows that are taken at a time where there are many, so that scratch stays in the cache.
  private static var rowsAtATime: Int { 256 }

  private func weight(_ row: Int) -> Double { weights?.pointer[row] ?? 1 }

  private func block(
    _ z: UnsafeMutablePointer<Double>, _ targets: UnsafePointer<Loss.Target>, _ rows: Int, place: Int,
    results: UnsafeMutablePointer<Double>
  ) -> ScoreBlock<Loss.Target> {
    ScoreBlock(
      rows: rows, width: width, stride: columns, scores: z + place * width, targets: targets, results: results)
  }

  func differentiate(_ z: UnsafeMutablePointer<Double>, _ rows: Range<Int>, _ sums: PartialSums) {
    differentiate(
      z, rows.count, sums, row: { rows.lowerBound + $0 }, targets: { UnsafePointer($0.pointer + rows.lowerBound) })
  }

  func differentiate(_ z: UnsafeMutablePointer<Float>, _ rows: Range<Int>, _ sums: PartialSums) {
    withDoubles(z, rows.count * columns) { differentiate($0, rows, sums) }
  }

  func differentiate(_ z: UnsafeMutablePointer<Double>, gathered rows: ArraySlice<Int>, _ sums: PartialSums) {
    let gathered = AlignedBuffer<Loss.Target>(uninitialized: rows.count)
    differentiate(
      z, rows.count, sums, row: { rows[rows.startIndex + $0] },
      targets: { all in
        for (place, row) in rows.enumerated() { (gathered.pointer + place).initialize(to: all.pointer[row]) }
        return UnsafePointer(gathered.pointer)
      })
  }

  /// - Parameters:
  ///   - row: The row at a place of the block.
  ///   - chosen: The targets of the block among those of all rows.
  private func differentiate(
    _ z: UnsafeMutablePointer<Double>, _ count: Int, _ sums: PartialSums, row: (Int) -> Int,
    targets chosen: (AlignedBuffer<Loss.Target>) -> UnsafePointer<Loss.Target>
  ) {
    let room = count * (sums.curvature == nil ? 1 : max(1, width * width))
    withUnsafeTemporaryAllocation(of: Double.self, capacity: max(1, room)) { room in
      guard let results = room.baseAddress else { return }
      for (place, all) in targets.enumerated() {
        let block = block(z, chosen(all), count, place: place, results: results)
        if let curvature = sums.curvature {
          loss.differentiateTwice(block)
          let to = curvature + place * width * width
          for i in 0..<count {
            let s = weight(row(i))
            for index in 0..<width * width { to[index] += s * results[i * width * width + index] }
          }
        }
        loss.differentiate(block)
        for i in 0..<count {
          let s = weight(row(i))
          sums.losses[place] += s * results[i]
          for k in place * width..<(place + 1) * width {
            let residual = s * z[i * columns + k]
            z[i * columns + k] = residual
            sums.residuals[k] += residual
          }
        }
      }
    }
  }

  func addLine(
    _ z: UnsafePointer<Double>, _ v: UnsafePointer<Double>, _ t: UnsafePointer<Double>, _ rows: Range<Int>,
    losses: UnsafeMutablePointer<Double>, slopes: UnsafeMutablePointer<Double>
  ) {
    let columns = columns
    let moved = AlignedBuffer<Double>(uninitialized: min(rows.count, Self.rowsAtATime) * columns)
    let ignored = AlignedBuffer<Double>(zeros: columns)
    for start in stride(from: rows.lowerBound, to: rows.upperBound, by: Self.rowsAtATime) {
      let own = start..<min(rows.upperBound, start + Self.rowsAtATime)
      let first = (start - rows.lowerBound) * columns
      for i in 0..<own.count {
        for k in 0..<columns {
          moved.pointer[i * columns + k] = z[first + i * columns + k] + t[k] * v[first + i * columns + k]
        }
      }
      differentiate(moved.pointer, own, PartialSums(residuals: ignored.pointer, losses: losses, curvature: nil))
      for i in 0..<own.count {
        for k in 0..<columns { slopes[k / width] += moved.pointer[i * columns + k] * v[first + i * columns + k] }
      }
    }
  }

  /// The scores themselves: how they curve is asked for anew.
  func keepCurvature(_ z: UnsafePointer<Double>, _ rows: Range<Int>, to kept: UnsafeMutablePointer<Double>) {
    kept.update(from: z, count: rows.count * columns)
  }

  func applyCurvature(
    _ kept: UnsafePointer<Double>, to v: UnsafeMutablePointer<Double>, _ rows: Range<Int>, places: [Int]
  ) {
    let (width, columns, size) = (width, columns, width * width)
    let z = AlignedBuffer<Double>(uninitialized: rows.count * columns)
    z.pointer.update(from: kept, count: rows.count * columns)
    let h = AlignedBuffer<Double>(uninitialized: rows.count * size)
    for first in stride(from: 0, to: places.count, by: width) {
      let problem = places[first] / width
      loss.differentiateTwice(
        block(z.pointer, targets[problem].pointer + rows.lowerBound, rows.count, place: problem, results: h.pointer))
      for (i, row) in rows.enumerated() {
        let (own, matrix, s) = (v + i * places.count + first, h.pointer + i * size, weight(row))
        withUnsafeTemporaryAllocation(of: Double.self, capacity: width) { product in
          for k in 0..<width {
            var sum = 0.0
            for l in 0..<width { sum += matrix[k * width + l] * own[l] }
            product[k] = s * sum
          }
          for k in 0..<width { own[k] = product[k] }
        }
      }
    }
  }

  func applyCurvature(
    _ kept: UnsafePointer<Double>, to v: UnsafeMutablePointer<Float>, _ rows: Range<Int>, places: [Int]
  ) {
    withDoubles(v, rows.count * places.count) { applyCurvature(kept, to: $0, rows, places: places) }
  }

  func fillHessians(_ z: UnsafeMutablePointer<Double>, _ rows: Range<Int>, to h: UnsafeMutablePointer<Double>) {
    let size = width * width
    loss.differentiateTwice(block(z, targets[0].pointer + rows.lowerBound, rows.count, place: 0, results: h))
    guard let weights else { return }
    for (i, row) in rows.enumerated() {
      for index in i * size..<(i + 1) * size { h[index] *= weights.pointer[row] }
    }
  }

  /// Runs the closure on a copy in Double, and rounds what it leaves there.
  private func withDoubles(
    _ floats: UnsafeMutablePointer<Float>, _ count: Int, _ body: (UnsafeMutablePointer<Double>) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: max(1, count)) { doubles in
      guard let start = doubles.baseAddress else { return }
      for index in 0..<count { start[index] = Double(floats[index]) }
      body(start)
      for index in 0..<count { floats[index] = Float(start[index]) }
    }
  }
}
