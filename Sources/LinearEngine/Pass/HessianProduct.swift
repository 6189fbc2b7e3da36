import CKernels
import Matrices

/// Products of the Hessian of the summed loss with directions, where the scores are known:
///
///     V = X̃·D      R = s·(∂²ℓ/∂z²)·V, row by row      X̃ᵀ·R
///
/// One pass over the data per product, however many columns; nothing of the size of the Hessian is made. Before any
/// scores are given the loss is ½·z², whose Hessian is the Gram matrix: R = s·V. Not for use from two
/// threads at a time.
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
    }
    let loss = pass.loss.kernel(for: lines.problems, pass.variant)
    self.loss = loss
    let plan = ChunkPlan(rows: lines.rows, width: columns, partialCount: 1)
    let threads = Parallelism.threads(for: .exponentials, lines.rows * columns)
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
    let request = SweepRequest(
      start: .weights(FoldedWeights(weights: weights, bias: bias, features: pass.features)), columns: places.count,
      mostChunks: mostChunks, passColumns: passColumns)
    return single
      ? try pass.sweep(request) { self.applyCurvature($1 as DenseBlock<Float>, $0, places, $2) }
      : try pass.sweep(request) { self.applyCurvature($1 as DenseBlock<Double>, $0, places, $2) }
  }

  /// V → R for the rows of a block, in place; adds the column sums of R.
  private func applyCurvature<Real: PassScalar>(
    _ block: DenseBlock<Real>, _ rows: Range<Int>, _ places: [Int], _ sums: PartialSums
  ) {
    let (v, count) = (block.scores, places.count)
    if let loss, let curvature {
      Real.applyCurvature(loss, curvature.pointer + rows.lowerBound * columns, to: v, rows, places: places)
    } else if let weights = pass.loss.weights {
      for (place, row) in rows.enumerated() {
        for k in 0..<count { v[place * count + k] *= Real(weights.pointer[row]) }
      }
    }
    for place in 0..<rows.count {
      for k in 0..<count { sums.residuals[k] += Double(v[place * count + k]) }
    }
  }
}
