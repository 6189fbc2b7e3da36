import CKernels
import Matrices

extension LinearPass {
  /// Whether a pass may run in Float.
  var servesSingle: Bool { features.servesSingle }

  /// The largest eigenvalue of Σᵢ sᵢ·x̃ᵢx̃ᵢᵀ with x̃ = (x, 1), from below by power iteration and raised by 2 %, which
  /// is more than the iteration leaves open.
  ///
  /// - Parameter problem: Whose weights count, or `nil` for those of the rows alone.
  /// - Complexity: at most 100 passes over the data with one column, usually under 20.
  func largestGramEigenvalue(hasIntercept: Bool, problem: Int?) throws -> Double {
    let p = features.columns
    var vector = gramStart(hasIntercept: hasIntercept)
    var eigenvalue = 0.0
    for _ in 0..<100 {
      let length = BLAS.dot(vector, vector).squareRoot()
      guard length > 0 else { return eigenvalue }
      BLAS.scale(&vector, by: 1 / length)
      let scores = try linearScores(
        features, weights: Matrix(row: Array(vector[..<p])), bias: [hasIntercept ? vector[p] : 0], variant: variant)
      let product = try gramProduct(scores, hasIntercept: hasIntercept, problem: problem)
      let newest = BLAS.dot(vector, product)
      vector = product
      if newest <= eigenvalue * 1.0005 { return max(newest, eigenvalue) * 1.02 }
      eigenvalue = newest
    }
    return eigenvalue * 1.02
  }

  /// A start that no symmetry of the data makes orthogonal to the answer: unlike positive numbers.
  private func gramStart(hasIntercept: Bool) -> [Double] {
    (0..<features.columns + (hasIntercept ? 1 : 0)).map { 1 + 0.1 * Double(($0 * 7919) % 101) / 101 }
  }

  /// X̃ᵀ·(s ∘ z) for scores z = X̃·v.
  private func gramProduct(_ scores: Matrix<Double>, hasIntercept: Bool, problem: Int?) throws -> [Double] {
    var residuals = scores.elements
    for row in residuals.indices {
      residuals[row] *= loss.weight(ofRow: row)
      if let problem { residuals[row] *= loss.factor(ofRow: row, problem: problem) }
    }
    return try featureSums(of: residuals, hasIntercept: hasIntercept)
  }

  /// Xᵀ·r for one number per row, after the column change, and with an intercept Σ r.
  private func featureSums(of residuals: [Double], hasIntercept: Bool) throws -> [Double] {
    let p = features.columns
    let plan = ChunkPlan(rows: features.rows, width: p, partialCount: p + 1)
    let sums = ChunkSums(chunks: plan.chunks, partialCount: p + 1)
    let threads = Parallelism.threads(for: .numbers, features.rows * p)
    let rows = (0..<min(threads, plan.chunks)).map { _ in AlignedBuffer<Double>(zeros: p) }
    let kernels = Double.kernels(variant)
    try FeatureBlocks(features).withReader { reader in
      try Parallelism.perform(tasks: plan.chunks, threads: threads) { worker, chunk in
        let (x, sum) = (rows[worker].pointer, sums.partial(chunk))
        for i in plan.rows(ofChunk: chunk) where residuals[i] != 0 {
          try reader.widen(i..<i + 1, to: x, stride: p, kernels)
          for j in 0..<p { sum[j] += residuals[i] * x[j] }
          sum[p] += residuals[i]
        }
      }
    }
    let total = try sums.reduce(by: reducer)
    var product = (0..<p).map { j in
      features.affine.map { $0.scale[j] * (total[j] - $0.shift[j] * total[p]) } ?? total[j]
    }
    if hasIntercept { product.append(total[p]) }
    return product
  }
}
