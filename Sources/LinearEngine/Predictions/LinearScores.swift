// Guarded by `LinearScoresTests`.
import CKernels
import Matrices

/// Scores Z = X·Wᵀ + b of every row, n × M, without a loss: the pass of prediction, always in Double.
///
/// - Parameters:
///   - weights: M × p.
///   - bias: M numbers.
/// - Complexity: O(n · p · M) time, O(n · M) memory.
package func linearScores(
  _ features: Features, weights: Matrix<Double>, bias: [Double], variant: KernelVariant = .current
) throws -> Matrix<Double> {
  try Matrix(rows: features.rows, columns: bias.count) { elements in
    guard let result = elements.baseAddress else { return }
    if features.rows <= fewRows, !features.isSparse {
      return try fillScoresOfFewRows(result, features, weights: weights, bias: bias, variant)
    }
    try fillLinearScores(result, features, weights: weights.elements, bias: bias, Double.self, variant)
  }
}

/// Rows up to which changing the rows is cheaper than folding that change into all weights.
private let fewRows = 4

/// Row by row, with the weights where they are: one row of MNIST in a microsecond.
private func fillScoresOfFewRows(
  _ result: UnsafeMutablePointer<Double>, _ features: Features, weights: Matrix<Double>, bias: [Double],
  _ variant: KernelVariant
) throws {
  let (p, kernels) = (features.columns, Double.kernels(variant))
  let row = AlignedBuffer<Double>(uninitialized: p)
  try weights.withElements { weights in
    guard let weights = weights.baseAddress else { return }
    try FeatureBlocks(features).withReader { reader in
      for i in 0..<features.rows {
        try reader.widen(i..<i + 1, to: row.pointer, stride: p, kernels)
        if let affine = features.affine { Double.apply(affine, row.pointer, count: p) }
        kernels.row_scores(p, row.pointer, bias.count, weights, bias, result + i * bias.count)
      }
    }
  }
}

/// The same into memory for n × M numbers, with products in Float or Double.
package func fillLinearScores(
  _ result: UnsafeMutablePointer<Double>, _ features: Features, weights: [Double], bias: [Double], single: Bool
) throws {
  single
    ? try fillLinearScores(result, features, weights: weights, bias: bias, Float.self, .current)
    : try fillLinearScores(result, features, weights: weights, bias: bias, Double.self, .current)
}

/// The same with products in the given precision.
func fillLinearScores<Real: WorkingScalar>(
  _ result: UnsafeMutablePointer<Double>, _ features: Features, weights: [Double], bias: [Double], _: Real.Type,
  _ variant: KernelVariant
) throws {
  var scratch: [DenseScratch<Real>] = []
  try fillLinearScores(result, features, weights: weights, bias: bias, variant, scratch: &scratch)
}

/// The same with scratch that is kept for the next time.
func fillLinearScores<Real: WorkingScalar>(
  _ result: UnsafeMutablePointer<Double>, _ features: Features, weights: [Double], bias: [Double],
  _ variant: KernelVariant, scratch: inout [DenseScratch<Real>]
) throws {
  let columns = bias.count
  let width = paddedWidth(features.columns)
  let folded = FoldedWeights(weights: weights, bias: bias, features: features)
  if let rows = CompressedRows(sparse: features) {
    return try fillCompressedScores(result, rows, folded, Real.self, variant)
  }
  let plan = ChunkPlan(rows: features.rows, width: width + columns, partialCount: 1)
  let threads = Parallelism.threads(for: .products, features.rows * features.columns * columns)
  try FeatureBlocks(features).withReader { reader in
    let (kernels, doubleKernels) = (Real.kernels(variant), Double.kernels(variant))
    let packed = PackedWeights<Real>(
      folded, features: features.columns, width: width, variant)
    DenseScratch.prepare(
      &scratch, workers: min(threads, plan.chunks), rows: min(plan.blockRows, max(1, features.rows)), width: width,
      columns: columns)
    let scratch = scratch
    try Parallelism.perform(tasks: plan.chunks, threads: threads) { worker, chunk in
      for rows in plan.blocks(ofChunk: chunk) {
        let x = try reader.rows(
          rows, scoreColumns: columns, panel: scratch[worker].panel.pointer, width: width, kernels, variant)
        let block = packed.block(rows.count, x, scores: scratch[worker].scores.pointer)
        block.forward(kernels, variant)
        block.giveScores(doubleKernels, result + rows.lowerBound * columns)
      }
    }
  }
}
