// Guarded by `GramPreconditionerTests`.
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
/// - A (M × M), the mean curvature of the loss in the scores at the current iterate: fresh at every iteration, because
///   as a fit separates the classes it falls by orders of magnitude while λ stays;
/// - in the eigenvectors of both, H₀ is diagonal, so changing A or λ costs nothing.
///
/// It takes most of the scale and the correlation of the columns out of the iterations. The optimum does not change.
package struct GramPreconditioner: CurvaturePreconditioner {
  /// γ to start from where lines teach it: on MNIST and the digits it settles near this, and from 1 the first line
  /// takes a search.
  package static let usualScale = 0.7

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
    let a = ScoreCurvatureEigen(scoreCurvature, columns: q.count / basis.order)
    return basis.solve(q, values: a.values, mixing: a.vectors.elements, penalty: penalty)
  }
}
