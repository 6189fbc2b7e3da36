import Matrices

/// The preconditioner of ``GramPreconditioner`` with the diagonal of G alone, for more columns than a Gram matrix can have:
///
///     H₀⁻¹ = A ⊗ diag(G) + λ·I
///
/// In the eigenbasis of A (M × M) it is a division.
///
/// - Complexity: O(M · d) memory; O(M² · d) time.
package struct DiagonalPreconditioner: CurvaturePreconditioner {
  /// Eigenvalues of A below this share of their mean are raised to it: an almost certain class must not get a huge step.
  private static let leastShare = 0.05

  private let diagonal: [Double]
  private let penalty: Double

  /// - Parameters:
  ///   - diagonal: The d mean squares of the columns, ≥ 0.
  ///   - penalty: λ ≥ 0.
  package init(diagonal: [Double], penalty: Double) {
    let floor = max(1e-12 * (diagonal.max() ?? 0), .leastNormalMagnitude)
    self.diagonal = diagonal.map { max($0, floor) }
    self.penalty = penalty
  }

  package func with(penalty other: Double) -> any CurvaturePreconditioner {
    DiagonalPreconditioner(diagonal: diagonal, penalty: other)
  }

  package func applied(to q: [Double], scoreCurvature: [Double]) -> [Double] {
    let d = diagonal.count
    let columns = q.count / d
    guard columns > 1, let a = try? SymmetricEigen(Matrix(rows: columns, columns: columns, scoreCurvature)) else {
      let v = max(scoreCurvature.first ?? 0, .leastNormalMagnitude)
      return (0..<q.count).map { q[$0] / (v * diagonal[$0 % d] + penalty) }
    }
    let least = Self.leastShare * a.values.reduce(0, +) / Double(columns - 1)
    let values = a.values.map { max($0, least, .leastNormalMagnitude) }
    return divided(q, columns, a.vectors.elements, a.vectors.transposed.elements, values)
  }

  /// Features divided at a time, so that their numbers stay in the cache.
  private static let featuresAtATime = 256

  /// Uᵀ·((U·Q) ⊘ (v ⊗ diag(G) + λ)) for Q: M × d, with the rows of U the eigenvectors of A.
  private func divided(
    _ q: [Double], _ columns: Int, _ vectors: [Double], _ transposed: [Double], _ values: [Double]
  ) -> [Double] {
    let (d, atATime) = (diagonal.count, Self.featuresAtATime)
    let threads = Parallelism.threads(forNumbers: q.count)
    let scratch = (0..<threads).map { _ in AlignedBuffer<Double>(uninitialized: columns * atATime) }
    return Vectors.make(q.count) { to in
      q.withUnsafeBufferPointer { q in
        guard let from = q.baseAddress else { return }
        Parallelism.perform(tasks: (d + atATime - 1) / atATime, threads: threads) { worker, task in
          let (start, mixed) = (task * atATime, scratch[worker].pointer)
          let width = min(atATime, d - start)
          BLAS.gemm(
            m: columns, n: width, k: columns, alpha: 1, a: vectors, aStride: columns, b: from + start, bStride: d,
            beta: 0, c: mixed, cStride: atATime)
          for row in 0..<columns {
            for j in 0..<width { mixed[row * atATime + j] /= values[row] * diagonal[start + j] + penalty }
          }
          BLAS.gemm(
            m: columns, n: width, k: columns, alpha: 1, a: transposed, aStride: columns, b: mixed, bStride: atATime,
            beta: 0, c: to + start, cStride: d)
        }
      }
    }
  }
}
