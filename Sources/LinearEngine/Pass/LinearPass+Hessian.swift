// Guarded by `HessianTests`, `LinearObjectiveTests`.
import CKernels
import Matrices
internal import Platform

extension LinearPass {
  /// Chunks of rows, each with sums of its own: few, since these take as long to add up as some hundred rows to make.
  private static let hessianChunks = 32
  /// Rows of a block where the sums stay in a cache from block to block, and where they do not.
  private static let (fewBlockRows, manyBlockRows) = (128, 512)
  private static let cachedSums = 1 << 17
  private static let panelBytes = 16 << 20

  /// Σᵢ sᵢ·(∇²ℓ)(zᵢ) ⊗ x̃ᵢx̃ᵢᵀ with x̃ = (x, 1): the Hessian of the summed loss in the parameters of
  /// ``LinearObjective``.
  ///
  /// For each pair of scores k, l the sum Σᵢ hᵢ·x̃ᵢx̃ᵢᵀ with h = s·∂²ℓ/∂z_k∂z_l, of which the lower triangle is made:
  /// for M(M − 1)/2 pairs where ℓ stays the same when all scores of a row move alike, since then Σₗ ∂²ℓ/∂z_k∂z_l = 0
  /// gives the pairs of a score with itself; for M(M + 1)/2 elsewhere.
  ///
  /// - Parameters:
  ///   - weights: M × p, M the scores of a problem.
  ///   - problem: Whose scores these are.
  /// - Complexity: O(n · p² · M²) time; memory for as many numbers per chunk of rows as the pairs' triangles have.
  package func hessian(
    weights: [Double], bias: [Double], hasIntercept: Bool, problem: Int
  ) throws -> Matrix<Double> {
    let (p, columns) = (features.columns, bias.count)
    if columns > 1, let softmax = loss as? SoftmaxLoss, !weights.contains(where: { $0 != 0 }) {
      return try hessian(of: softmax, atBias: bias, hasIntercept: hasIntercept)
    }
    let layout = HessianLayout(
      q: p + (hasIntercept ? 1 : 0), columns: columns, sumsToZero: loss.isShiftInvariant && columns > 1)
    let plan = ChunkPlan(
      rows: features.rows, width: layout.stride + columns * columns, partialCount: layout.count,
      mostChunks: Self.hessianChunks, panelBytes: Self.panelBytes,
      mostBlockRows: layout.count > Self.cachedSums ? Self.manyBlockRows : Self.fewBlockRows)
    var unused: ChunkSums?
    let sums = ChunkSums(reusing: &unused, plan, partialCount: layout.count)
    let threads = min(Parallelism.threads(for: .matrixProducts, features.rows * layout.count), plan.chunks)
    let scratch = (0..<threads).map { _ in HessianScratch(blockRows: plan.blockRows, layout, variant) }
    let (loss, kernels) = (loss.kernel(for: [problem], variant), Double.kernels(variant))
    let parameters = AlignedBuffer(weights)
    let intercepts = AlignedBuffer(bias)
    try BLAS.singleThreaded {
      try FeatureBlocks(features).withReader { reader in
        try Parallelism.perform(tasks: plan.chunks, threads: threads) { worker, chunk in
          let block = scratch[worker]
          sums.clear(chunk)
          for rows in plan.blocks(ofChunk: chunk) {
            try self.fillPanel(block.panel.pointer, rows, reader, stride: layout.stride, hasIntercept: hasIntercept)
            for i in 0..<rows.count {
              kernels.row_scores(
                p, block.panel.pointer + i * layout.stride, columns, parameters.pointer, intercepts.pointer,
                block.scores.pointer + i * columns)
            }
            loss.fillHessians(block.scores.pointer, rows, to: block.factors.pointer)
            block.addSquares(rows: block.keepCurved(rows.count), to: sums.partial(chunk))
          }
        }
      }
    }
    return layout.matrix(try sums.reduce(by: reducer, threads: threads))
  }

  /// The same at weights of 0, where all rows have the same probabilities π: (diag π − ππᵀ) ⊗ Σᵢ sᵢ·x̃ᵢx̃ᵢᵀ, one sum
  /// instead of one for each pair of classes. It is four times the Hessian of a logistic loss at 0.
  private func hessian(of softmax: SoftmaxLoss, atBias bias: [Double], hasIntercept: Bool) throws -> Matrix<Double> {
    let logistic = LogisticLoss(softmax.targets, sides: [BinaryTarget(positiveClass: 0)])
    let quarter = try LinearPass(features: features, loss: logistic, variant: variant, reducer: reducer).hessian(
      weights: Array(repeating: 0, count: features.columns), bias: [0], hasIntercept: hasIntercept, problem: 0)
    let odds = bias.map { exp($0 - (bias.max() ?? 0)) }
    let (total, q, order) = (odds.reduce(0, +), quarter.rows, quarter.rows * bias.count)
    return Matrix(rows: order, columns: order) { elements in
      for (row, k) in (0..<order).map({ ($0, $0 / q) }) {
        let x = quarter[row: row % q]
        for l in bias.indices {
          let others = k == l ? total - odds[k] : -odds[l]
          let factor = 4 * odds[k] / total * (others / total)
          for b in 0..<q { elements.initializeElement(at: row * order + l * q + b, to: factor * x[x.startIndex + b]) }
        }
      }
    }
  }

  private func fillPanel(
    _ panel: UnsafeMutablePointer<Double>, _ rows: Range<Int>, _ reader: BlockReader, stride: Int, hasIntercept: Bool
  ) throws {
    let p = features.columns
    try reader.widen(rows, to: panel, stride: stride, Double.kernels(variant))
    if let affine = features.affine {
      for i in 0..<rows.count { Double.apply(affine, panel + i * stride, count: p) }
    }
    if hasIntercept {
      for i in 0..<rows.count { panel[i * stride + p] = 1 }
    }
  }
}

/// Where the sums Σᵢ hᵢ·x̃ᵢx̃ᵢᵀ of pairs of scores stand: one behind the other, each a lower triangle in groups of 8 rows
/// as `squares` of `CKernels.h` has it.
private struct HessianLayout {
  let q: Int
  /// M.
  let columns: Int
  /// Whether Σₗ ∂²ℓ/∂z_k∂z_l = 0 for every k.
  let sumsToZero: Bool
  let groups: Int

  init(q: Int, columns: Int, sumsToZero: Bool) {
    (self.q, self.columns, self.sumsToZero, groups) = (q, columns, sumsToZero, (q + 7) / 8)
  }

  /// k ≤ l, or k < l where the others follow from these.
  var pairs: [(k: Int, l: Int)] {
    (0..<columns).flatMap { k in (k + (sumsToZero ? 1 : 0)..<columns).map { (k, $0) } }
  }

  /// Numbers of one sum, and of all.
  var size: Int { 32 * groups * (groups + 1) }
  var count: Int { columns * (sumsToZero ? columns - 1 : columns + 1) / 2 * size }
  /// Numbers between two rows of a panel: an odd number of cache lines, since rows that are a power of two apart would
  /// meet in a few places of the caches.
  var stride: Int { 8 * (groups < 8 ? groups : groups | 1) }

  /// Where element (a, 0) of a sum stands.
  func start(ofRow a: Int) -> Int { 8 * (a / 8 + 1) * (4 * (a / 8) + a % 8) }

  /// The Hessian from the sums of all pairs.
  func matrix(_ sums: UnsafePointer<Double>) -> Matrix<Double> {
    let (q, columns, size, order) = (q, columns, size, columns * q)
    let blocks = AlignedBuffer<Double>(zeros: columns * columns * size)
    for (place, (k, l)) in pairs.enumerated() {
      let sum = sums + place * size
      for block in [k * columns + l, l * columns + k] { (blocks.pointer + block * size).update(from: sum, count: size) }
      guard sumsToZero else { continue }
      for block in [k * (columns + 1), l * (columns + 1)] {
        let into = blocks.pointer + block * size
        for index in 0..<size { into[index] -= sum[index] }
      }
    }
    let elements = Vectors.make(order * order) { elements in
      let threads = Parallelism.threads(for: .numbers, order * order)
      Parallelism.perform(tasks: order, threads: threads) { _, row in
        let a = row % q
        for l in 0..<columns {
          let from = blocks.pointer + (row / q * columns + l) * size
          let to = elements + row * order + l * q
          to.update(from: from + self.start(ofRow: a), count: a + 1)
          for b in a + 1..<max(q, a + 1) { to[b] = from[self.start(ofRow: b) + a] }
        }
      }
    }
    return Matrix(rows: order, columns: order, checked: elements)
  }
}

/// One worker's panel X̃ and what goes with its rows.
private struct HessianScratch {
  private let layout: HessianLayout
  private let variant: KernelVariant
  /// Where ∂²ℓ/∂z_k∂z_l of the pairs stands in ∂²ℓ/∂z².
  private let places: [Int]
  let panel: AlignedBuffer<Double>
  /// M numbers a row.
  let scores: AlignedBuffer<Double>
  /// s·∂²ℓ/∂z² of every row, then those of the pairs alone.
  let factors: AlignedBuffer<Double>
  private let weighted: AlignedBuffer<Double>

  init(blockRows: Int, _ layout: HessianLayout, _ variant: KernelVariant) {
    (self.layout, self.variant, places) = (layout, variant, layout.pairs.map { $0.k * layout.columns + $0.l })
    panel = AlignedBuffer(zeros: blockRows * layout.stride)
    scores = AlignedBuffer(zeros: blockRows * layout.columns)
    factors = AlignedBuffer(zeros: blockRows * layout.columns * layout.columns)
    weighted = AlignedBuffer(zeros: blockRows * Int(EST_SQUARE_COLUMNS))
  }

  /// Moves the factors of the pairs together, and the rows that have any which is not 0; returns how many these are. Of
  /// a fit that separates its classes many rows have none.
  func keepCurved(_ rows: Int) -> Int {
    let (size, factors) = (layout.columns * layout.columns, factors.pointer)
    var kept = 0
    for i in 0..<rows {
      let to = factors + kept * places.count
      var curves = false
      for (pair, place) in places.enumerated() {
        to[pair] = factors[i * size + place]
        if to[pair] != 0 { curves = true }
      }
      guard curves else { continue }
      if kept < i {
        (panel.pointer + kept * layout.stride).update(from: panel.pointer + i * layout.stride, count: layout.stride)
      }
      kept += 1
    }
    return kept
  }

  /// Adds the squares of the rows, times the factors of each pair, to its sum.
  func addSquares(rows: Int, to sums: UnsafeMutablePointer<Double>) {
    let (stride, count) = (layout.stride, places.count)
    guard variant.usesBLAS else {
      return Double.kernels(variant).squares(
        rows, layout.groups, stride, panel.pointer, count, factors.pointer, weighted.pointer, sums)
    }
    for pair in 0..<count {
      for group in 0..<layout.groups {
        let width = 8 * (group + 1)
        for i in 0..<rows {
          let (f, x) = (factors.pointer[i * count + pair], panel.pointer + i * stride + 8 * group)
          for a in 0..<8 { weighted.pointer[i * 8 + a] = f * x[a] }
        }
        BLAS.gemm(
          transposeA: true, m: 8, n: width, k: rows, alpha: 1, a: weighted.pointer, aStride: 8, b: panel.pointer,
          bStride: stride, beta: 1, c: sums + pair * layout.size + 4 * group * width, cStride: width)
      }
    }
  }
}
