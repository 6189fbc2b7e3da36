// Guarded by `CoordinateDescentTests`.
import CKernels

/// What coordinate descent asks of a logistic loss: all rows of one problem at a time.
extension LogisticLoss {
  /// Turns scores into residuals. Returns Σ s·ℓ and Σ r.
  func residuals(
    _ scores: AlignedBuffer<Double>, _ rows: Int, problem: Int, _ variant: KernelVariant
  ) -> (loss: Double, residual: Double) {
    var sums = (residual: 0.0, loss: 0.0)
    withUnsafeMutablePointer(to: &sums.residual) { residual in
      withUnsafeMutablePointer(to: &sums.loss) { loss in
        kernel(for: [problem], variant).differentiate(
          scores.pointer, 0..<rows, PartialSums(residuals: residual, losses: loss, curvature: nil))
      }
    }
    return (sums.loss, sums.residual)
  }

  /// Puts the quadratic model of a problem at residuals. Returns Σ D.
  func prepareModel(
    _ residuals: AlignedBuffer<Double>, _ rows: Int, problem: Int, interleaved: Bool, _ model: est_model_rows
  ) -> Double {
    let (side, block) = (sides[problem], targets.block(0..<rows))
    return est_model_prepare(
      rows, residuals.pointer, block.weights, block.classes, side.positiveClass, side.positiveWeight,
      side.negativeWeight, interleaved ? 1 : 0, model)
  }
}
