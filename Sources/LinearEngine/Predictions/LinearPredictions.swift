// Guarded by `LinearPredictionsTests`.
import CKernels
import Matrices

/// The column of the largest score X·Wᵀ + b of every row, of equals the first; for one column 1 where it is positive,
/// else 0. The same as that of ``linearScores(_:weights:bias:variant:)``, at half its price.
///
/// Most rows are decided in Float: the two largest scores differ by more than Float can have got wrong,
///
///     |z − z̃| ≤ (p + 8)·2⁻²⁴·(‖w‖₁·max|x| + |b|)     whatever the order of summation.
///
/// The others are done again in Double. Bytes are decided by whole numbers where the machine has their products: see
/// ``ByteWeights``.
///
/// - Complexity: O(n · p · M) time, O(n) memory.
package func predictedColumns(
  _ features: Features, weights: Matrix<Double>, bias: [Double], variant: KernelVariant = .current
) throws -> [Int32] {
  guard features.rows > Predictor.fewRows, !features.isSparse, features.servesSingle else {
    return try Predictor.exact(features, weights, bias, variant)
  }
  return try Predictor(features, weights, bias, variant).columns()
}

private struct Predictor {
  /// So few rows are done before the bounds are made.
  static let fewRows = 64

  private let features: Features
  private let weights: Matrix<Double>
  private let bias: [Double]
  private let variant: KernelVariant
  private let folded: FoldedWeights
  /// ‖w‖₁ of the column of the largest, and max |b|.
  private let size: (weights: Double, bias: Double)

  init(_ features: Features, _ weights: Matrix<Double>, _ bias: [Double], _ variant: KernelVariant) {
    (self.features, self.weights, self.bias, self.variant) = (features, weights, bias, variant)
    let folded = FoldedWeights(weights: weights.elements, bias: bias, features: features)
    self.folded = folded
    let p = features.columns
    let sums = (0..<bias.count).map { k in folded.weights[k * p..<(k + 1) * p].reduce(0) { $0 + $1.magnitude } }
    size = (sums.max() ?? 0, folded.bias.reduce(0) { max($0, $1.magnitude) })
  }

  /// From scores in Double.
  static func exact(
    _ features: Features, _ weights: Matrix<Double>, _ bias: [Double], _ variant: KernelVariant
  ) throws -> [Int32] {
    let scores = try finiteScores(features, weights: weights, bias: bias, variant: variant)
    return scores.withElements { z in
      (0..<features.rows).map { row in
        guard bias.count > 1 else { return z[row] > 0 ? 1 : 0 }
        var best = 0
        for k in 1..<bias.count where z[row * bias.count + k] > z[row * bias.count + best] { best = k }
        return Int32(best)
      }
    }
  }

  func columns() throws -> [Int32] {
    var result = try decidedInFloat()
    let open = result.indices.filter { result[$0] < 0 }
    guard !open.isEmpty, let rows = try? features.selectingRows(open) else { return result }
    for (row, column) in zip(open, try Self.exact(rows, weights, bias, variant)) { result[row] = column }
    return result
  }

  /// The columns, −1 where Float cannot tell.
  private func decidedInFloat() throws -> [Int32] {
    if let bytes = ByteWeights(folded, features: features.columns, variant), let decided = bytes.columns(of: features) {
      return decided
    }
    let (width, columns) = (paddedWidth(features.columns), bias.count)
    let plan = ChunkPlan(rows: features.rows, width: width, partialCount: 1)
    let threads = Parallelism.threads(for: .products, features.rows * features.columns * columns)
    let packed = PackedWeights<Float>(folded, features: features.columns, width: width)
    let scratch = (0..<min(threads, plan.chunks)).map { _ in
      DenseScratch<Float>(rows: plan.blockRows, width: width, columns: columns)
    }
    let kernels = Float.kernels(variant)
    return try [Int32](unsafeUninitializedCapacity: features.rows) { result, count in
      count = features.rows
      guard let to = result.baseAddress else { return }
      try FeatureBlocks(features).withReader { reader in
        try Parallelism.perform(tasks: plan.chunks, threads: threads) { worker, chunk in
          for rows in plan.blocks(ofChunk: chunk) {
            let panel = scratch[worker].panel.pointer
            try reader.widen(rows, to: panel, stride: width, kernels)
            let x = est_rows(panel: UnsafePointer(panel), rows: rows.count, width: width)
            let block = packed.block(rows.count, x, scores: scratch[worker].scores.pointer)
            // Memory is slower than the products: the next block comes in while this one is multiplied.
            reader.prefetch(rows.upperBound..<min(rows.upperBound + rows.count, features.rows))
            block.forward(kernels, variant)
            est_largest_columns(
              rows.count, columns, block.scores, Float(self.bound(reader, block)).nextUp, to + rows.lowerBound)
          }
        }
      }
    }
  }

  /// By how much two scores of a block may differ from their true difference.
  private func bound(_ reader: BlockReader, _ block: DenseBlock<Float>) -> Double {
    var largest = 255.0
    if case .bytes = reader.source {
    } else {
      largest = Double(est_largest_magnitude_f32(block.rows * block.width, block.panel))
    }
    return 2 * Double(features.columns + 8) * 0x1p-24 * (size.weights * largest + size.bias)
  }
}
