import CKernels
import Matrices

extension LinearPass {
  /// A Hessian from this order on is larger than the caches, and each block of rows reads and writes it all: larger
  /// blocks.
  private static let largeOrder = 1000
  private static let largePanelBytes = 8 << 20
  /// The same for one column of scores, whose rows come together in larger panels: fewer sums to add up.
  private static let largeSquare = 128
  private static let squareChunks = 16

  /// Σᵢ sᵢ·(∇²ℓ)(zᵢ) ⊗ x̃ᵢx̃ᵢᵀ with x̃ = (x, 1): the Hessian of the summed loss in the parameters of
  /// ``LinearObjective``.
  ///
  /// Per block and score k one product X̃ᵀ·[V_kk … V_kM] through BLAS, with V_kl = diag(s·∂²ℓ/∂z_k∂z_l)·X̃; for one
  /// score half of it, AᵀA with A = √V·X̃, over the rows that curve at all.
  ///
  /// - Parameters:
  ///   - weights: M × p, M the scores of a problem.
  ///   - problem: Whose scores these are.
  /// - Complexity: O(n · p² · M²) time; memory for M²(p + 1)² numbers per chunk of rows.
  func hessian(weights: [Double], bias: [Double], hasIntercept: Bool, problem: Int) throws -> Matrix<Double> {
    let (p, q, columns) = (features.columns, features.columns + (hasIntercept ? 1 : 0), bias.count)
    let order = columns * q
    let isSquare = columns == 1
    let plan = ChunkPlan(
      rows: features.rows, width: isSquare ? q : q + columns * q, partialCount: order * order,
      mostChunks: isSquare && order > Self.largeSquare ? Self.squareChunks : ChunkPlan.mostChunks,
      panelBytes: order < Self.largeOrder ? ChunkPlan.panelBytes : Self.largePanelBytes)
    let sums = ChunkSums(chunks: plan.chunks, partialCount: order * order)
    let threads = min(Parallelism.threads(for: .matrixProducts, features.rows * order * order), plan.chunks)
    let scratch = (0..<threads).map { _ in HessianScratch(blockRows: plan.blockRows, q: q, columns: columns) }
    let parameters = AlignedBuffer<Double>(zeros: columns * q)
    for column in 0..<columns {
      for j in 0..<p { parameters.pointer[column * q + j] = weights[column * p + j] }
      if hasIntercept { parameters.pointer[column * q + p] = bias[column] }
    }
    let loss = loss.kernel(for: [problem], variant)
    try BLAS.singleThreaded {
      try FeatureBlocks(features).withReader { reader in
        try Parallelism.perform(tasks: plan.chunks, threads: threads) { worker, chunk in
          let (block, sum) = (scratch[worker], sums.partial(chunk))
          var waiting = 0  // rows in front of the panel whose squares are still to be added
          for rows in plan.blocks(ofChunk: chunk) {
            if waiting + rows.count > block.rows { block.addSquares(of: &waiting, to: sum) }
            try self.fillPanel(block, rows, at: waiting, reader, hasIntercept: hasIntercept)
            self.fillScores(block, rows.count, at: waiting, parameters.pointer)
            loss.fillHessians(block.scores.pointer, rows, to: block.curvatures.pointer)
            if isSquare {
              block.keepRoots(rows: rows.count, after: &waiting)
            } else {
              block.addCurvature(rows: rows.count, to: sum)
            }
          }
          if isSquare { block.addSquares(of: &waiting, to: sum) }
        }
      }
    }
    let total = try sums.reduce(by: reducer)
    return Matrix(rows: order, columns: order) { elements in
      for i in 0..<order {
        for j in 0..<order {
          let (small, large) = (min(i, j), max(i, j))
          elements[i * order + j] = isSquare ? total[large * order + small] : total[small * order + large]
        }
      }
    }
  }

  private func fillPanel(
    _ block: HessianScratch, _ rows: Range<Int>, at start: Int, _ reader: BlockReader, hasIntercept: Bool
  ) throws {
    let p = features.columns
    let panel = block.panel.pointer + start * block.q
    try reader.widen(rows, to: panel, stride: block.q, Double.kernels(variant))
    for place in 0..<rows.count {
      let row = panel + place * block.q
      if let affine = features.affine {
        for j in 0..<p { row[j] = (row[j] - affine.shift[j]) * affine.scale[j] }
      }
      if hasIntercept { row[p] = 1 }
    }
  }

  private func fillScores(_ block: HessianScratch, _ rows: Int, at start: Int, _ parameters: UnsafePointer<Double>) {
    BLAS.gemm(
      transposeB: true, m: rows, n: block.columns, k: block.q, alpha: 1, a: block.panel.pointer + start * block.q,
      aStride: block.q, b: parameters, bStride: block.q, beta: 0, c: block.scores.pointer, cStride: block.columns)
  }
}

/// One worker's panel X̃ (rows × q), the scores of a block (rows × M), the Hessians in them (rows × M × M), and its
/// weighted copies V (rows × M·q).
private struct HessianScratch {
  let q: Int
  let columns: Int
  /// How many rows the panel holds: a block, or several for one column of scores.
  let rows: Int
  let panel: AlignedBuffer<Double>
  let scores: AlignedBuffer<Double>
  let curvatures: AlignedBuffer<Double>
  let weighted: AlignedBuffer<Double>

  init(blockRows: Int, q: Int, columns: Int) {
    self.q = q
    self.columns = columns
    rows = columns == 1 ? max(2 * blockRows, 512) : blockRows
    panel = AlignedBuffer(zeros: rows * q)
    scores = AlignedBuffer(zeros: blockRows * columns)
    curvatures = AlignedBuffer(zeros: blockRows * columns * columns)
    weighted = AlignedBuffer(zeros: columns == 1 ? 0 : blockRows * columns * q)
  }

  /// Makes x̃ of the block behind the `waiting` rows √V·x̃, of one column of scores, and lets them wait too.
  ///
  /// Rows whose curvature is 0 are left out: of a fit that separates its classes these are many.
  func keepRoots(rows: Int, after waiting: inout Int) {
    let block = panel.pointer + waiting * q
    for i in 0..<rows {
      let root = curvatures.pointer[i].squareRoot()
      if root == 0 { continue }
      let (from, into) = (block + i * q, panel.pointer + waiting * q)
      for j in 0..<q { into[j] = root * from[j] }
      waiting += 1
    }
  }

  /// Adds the squares of the rows that wait to the lower triangle of `sum`, q² numbers.
  func addSquares(of waiting: inout Int, to sum: UnsafeMutablePointer<Double>) {
    BLAS.addGram(rows: waiting, n: q, panel.pointer, to: sum)
    waiting = 0
  }

  /// Adds the upper block triangle of the block's curvature to `sum`, (M·q)² numbers.
  func addCurvature(rows: Int, to sum: UnsafeMutablePointer<Double>) {
    let order = columns * q
    for k in 0..<columns {
      let wide = (columns - k) * q
      for i in 0..<rows { fillWeighted(row: i, from: k, stride: wide) }
      BLAS.gemm(
        transposeA: true, m: q, n: wide, k: rows, alpha: 1, a: panel.pointer, aStride: q, b: weighted.pointer,
        bStride: wide, beta: 1, c: sum + k * q * order + k * q, cStride: order)
    }
  }

  private func fillWeighted(row: Int, from k: Int, stride: Int) {
    let curvature = curvatures.pointer + (row * columns + k) * columns
    let x = panel.pointer + row * q
    let into = weighted.pointer + row * stride
    for l in k..<columns {
      let v = curvature[l]
      for j in 0..<q { into[(l - k) * q + j] = v * x[j] }
    }
  }
}
