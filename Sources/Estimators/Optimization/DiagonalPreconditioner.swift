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
    var mixed = BLAS.product(
      a.vectors.elements, Matrix(rows: columns, columns: d, checked: q), transposedB: false, m: columns)
    for row in 0..<columns {
      let v = max(a.values[row], least, .leastNormalMagnitude)
      for j in 0..<d { mixed[row * d + j] /= v * diagonal[j] + penalty }
    }
    return BLAS.product(
      a.vectors.transposed.elements, Matrix(rows: columns, columns: d, checked: mixed), transposedB: false, m: columns)
  }
}
