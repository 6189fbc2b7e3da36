// Guarded by `GramCurvatureTests`.
import Matrices

/// An objective at one point.
package struct Evaluation: Sendable {
  /// F, with the parts that have no gradient.
  package var value: Double
  /// ∇F, without them.
  package var gradient: [Double]
  /// The mean Hessian of the loss in the scores of this problem, M × M; empty unless the objective was asked to keep
  /// it.
  package var scoreCurvature: [Double] = []

  /// The ∞-norm of the smallest subgradient, projected on the limits; `nil` where F has a gradient and no limits.
  package var subgradientNorm: Double?

  package init(
    value: Double, gradient: [Double], scoreCurvature: [Double] = [], subgradientNorm: Double? = nil
  ) {
    (self.value, self.gradient) = (value, gradient)
    (self.scoreCurvature, self.subgradientNorm) = (scoreCurvature, subgradientNorm)
  }

  /// What is 0 at an optimum: ‖∇F‖∞, or the norm of the smallest subgradient.
  package var gradientNorm: Double { subgradientNorm ?? BLAS.maximumMagnitude(gradient) }
}

/// A point and its objective.
package struct Iterate: Sendable {
  package var point: [Double]
  package var evaluation: Evaluation

  package init(point: [Double], evaluation: Evaluation) {
    (self.point, self.evaluation) = (point, evaluation)
  }
}
