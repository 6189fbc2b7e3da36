// Guarded by `DualityGapTests`.
import Matrices
internal import Platform

/// A loss whose targets are classes and whose residuals are differences of probabilities: softmax and logistic losses.
package protocol ClassLoss: RowLoss {
  var targets: RowTargets { get }
}

extension ClassLoss {
  package var weights: AlignedBuffer<Double>? { targets.weights }
  /// p·(1 − p) ≤ ¼.
  package var diagonalCurvatureBound: Double? { 0.25 }
  /// |p − y| ≤ 1, and its square is at most the loss.
  package func residualBound(meanLoss: Double) -> Double? { min(1, meanLoss).squareRoot() }
}
