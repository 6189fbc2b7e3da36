import Matrices

/// An approximate inverse Hessian H₀ of one problem, which L-BFGS may start its memory from.
package protocol CurvaturePreconditioner: Sendable {
  /// H₀·q for a problem's parameters, given A there.
  func applied(to q: [Double], scoreCurvature: [Double]) -> [Double]
  /// The same for another λ.
  func with(penalty: Double) -> any CurvaturePreconditioner
}

/// An approximate inverse Hessian for linear classifiers, the start of L-BFGS's memory:
///
///     H₀⁻¹ = A ⊗ G + λ·I
///
/// - G (d × d), the covariance of the features, or as much of it as ``CurvatureBasis`` knows;
/// - A (M × M), the mean curvature of the loss in the scores at the current iterate: fresh at every iteration, because as
///   a fit separates the classes it falls by orders of magnitude while λ stays;
/// - in the eigenvectors of both, H₀ is diagonal, so changing A or λ costs nothing.
///
/// It takes most of the scale and the correlation of the columns out of the iterations. The optimum does not change.
package struct GramPreconditioner: CurvaturePreconditioner {
  /// Eigenvalues of A below this share of their mean are raised to it: an almost certain class must not get a huge step.
  private static let leastShare = 0.05
  /// γ to start from where lines teach it: on MNIST and the digits it settles near this, and from 1 the first line takes a
  /// search.
  static let usualScale = 0.7

  private let basis: CurvatureBasis
  private let penalty: Double

  /// - Parameters:
  ///   - basis: G.
  ///   - penalty: λ.
  init(_ basis: CurvatureBasis, penalty: Double) {
    self.basis = basis
    self.penalty = penalty
  }

  package func with(penalty other: Double) -> any CurvaturePreconditioner {
    GramPreconditioner(basis, penalty: other)
  }

  package func applied(to q: [Double], scoreCurvature: [Double]) -> [Double] {
    let columns = q.count / basis.order
    guard columns > 1, let a = try? SymmetricEigen(Matrix(rows: columns, columns: columns, scoreCurvature)) else {
      let v = max(scoreCurvature.first ?? 0, .leastNormalMagnitude)
      let values = Array(repeating: v, count: columns)
      return basis.solve(q, values: values, mixing: identity(columns), penalty: penalty)
    }
    let least = Self.leastShare * a.values.reduce(0, +) / Double(columns - 1)
    return basis.solve(
      q, values: a.values.map { max($0, least, .leastNormalMagnitude) }, mixing: a.vectors.elements, penalty: penalty)
  }

  private func identity(_ n: Int) -> [Double] {
    (0..<n * n).map { $0 % (n + 1) == 0 ? 1 : 0 }
  }
}
