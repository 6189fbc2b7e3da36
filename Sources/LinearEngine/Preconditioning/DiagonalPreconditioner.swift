import Matrices

/// The preconditioner of ``GramPreconditioner`` with the variances of the features alone, for more of them than a Gram
/// matrix can have:
///
///     H₀⁻¹ = A ⊗ diag(var) + λ·I for the weights, A for b̃ = b + mean·w
///
/// In the eigenbasis of A (M × M) it is a division. Features of one sign, as counts of words are, all go along with the
/// intercept; without their means L-BFGS takes three times the iterations to find that out.
///
/// - Complexity: O(M · d) memory; O(M² · d) time.
package struct DiagonalPreconditioner: CurvaturePreconditioner {
  private let variances: [Double]
  /// As many; empty without an intercept.
  private let means: [Double]
  private let penalty: Double

  /// - Parameters:
  ///   - squares: The mean squares of the features, ≥ 0.
  ///   - means: Their means; empty without an intercept.
  ///   - penalty: λ ≥ 0.
  package init(squares: [Double], means: [Double], penalty: Double) {
    let floor = max(1e-12 * (squares.max() ?? 0), .leastNormalMagnitude)
    variances =
      means.isEmpty
      ? squares.map { max($0, floor) }
      : zip(squares, means).map { square, mean in
        // What rounding leaves of the variance of a constant feature must not become a huge step.
        max(square - mean * mean, floor, 64 * Double.ulpOfOne * square)
      }
    self.means = means
    self.penalty = penalty
  }

  private init(variances: [Double], means: [Double], penalty: Double) {
    (self.variances, self.means, self.penalty) = (variances, means, penalty)
  }

  package func with(penalty other: Double) -> any CurvaturePreconditioner {
    DiagonalPreconditioner(variances: variances, means: means, penalty: other)
  }

  package func applied(to q: [Double], scoreCurvature: [Double]) -> [Double] {
    let columns = q.count / (variances.count + (means.isEmpty ? 0 : 1))
    let a = ScoreCurvatureEigen(scoreCurvature, columns: columns)
    return divided(q, columns, a.vectors.elements, a.vectors.transposed.elements, a.values)
  }

  /// Features divided at a time, so that their numbers stay in the cache.
  private static let featuresAtATime = 256

  /// Uᵀ·((U·Q) ⊘ (v ⊗ var + λ)) for Q: M × p, centred and with the intercepts behind each row, with the rows of U the
  /// eigenvectors of A.
  private func divided(
    _ q: [Double], _ columns: Int, _ vectors: [Double], _ transposed: [Double], _ values: [Double]
  ) -> [Double] {
    let (p, atATime, hasIntercept) = (variances.count, Self.featuresAtATime, !means.isEmpty)
    let (order, tasks) = (hasIntercept ? p + 1 : p, (p + atATime - 1) / atATime)
    let threads = Parallelism.threads(for: .numbers, q.count)
    let scratch = (0..<min(threads, tasks)).map { _ in AlignedBuffer<Double>(uninitialized: columns * atATime) }
    let intercepts = hasIntercept ? rotated((0..<columns).map { q[$0 * order + p] }, by: vectors) : []
    // mean·w in the basis, of the features of each task.
    let parts = AlignedBuffer<Double>(zeros: tasks * columns)
    return Vectors.make(q.count) { to in
      q.withUnsafeBufferPointer { q in
        guard let from = q.baseAddress else { return }
        Parallelism.perform(tasks: tasks, threads: threads) { worker, task in
          let (start, mixed) = (task * atATime, scratch[worker].pointer)
          let width = min(atATime, p - start)
          BLAS.gemm(
            m: columns, n: width, k: columns, alpha: 1, a: vectors, aStride: columns, b: from + start, bStride: order,
            beta: 0, c: mixed, cStride: atATime)
          for row in 0..<columns {
            let z = mixed + row * atATime
            if hasIntercept { self.centre(z, start..<start + width, intercepts[row]) }
            for j in 0..<width { z[j] /= values[row] * self.variances[start + j] + self.penalty }
            if hasIntercept { parts.pointer[task * columns + row] = self.meanProduct(z, start..<start + width) }
          }
          BLAS.gemm(
            m: columns, n: width, k: columns, alpha: 1, a: transposed, aStride: columns, b: mixed, bStride: atATime,
            beta: 0, c: to + start, cStride: order)
        }
      }
      guard hasIntercept else { return }
      let shifted = (0..<columns).map { row in
        intercepts[row] / values[row] - (0..<tasks).reduce(0) { $0 + parts.pointer[$1 * columns + row] }
      }
      for (a, intercept) in rotated(shifted, by: transposed).enumerated() { to[a * order + p] = intercept }
    }
  }

  /// z ← z − b·mean, for some of the features.
  private func centre(_ z: UnsafeMutablePointer<Double>, _ features: Range<Int>, _ b: Double) {
    for (place, j) in features.enumerated() { z[place] -= b * means[j] }
  }

  private func meanProduct(_ z: UnsafePointer<Double>, _ features: Range<Int>) -> Double {
    var sum = 0.0
    for (place, j) in features.enumerated() { sum += z[place] * means[j] }
    return sum
  }

  /// A square matrix times a vector.
  private func rotated(_ vector: [Double], by matrix: [Double]) -> [Double] {
    let m = vector.count
    return (0..<m).map { row in (0..<m).reduce(0) { $0 + matrix[row * m + $1] * vector[$1] } }
  }
}
