// Guarded by `DualityGapTests`.
/// A loss of which a certificate knows what it needs: what rounding makes of a row, and what a dual point costs.
///
/// A dual point of a row is a mixture q = θ·p + (1 − θ)·y of its probabilities and the truth; by Fenchel and Young it
/// costs KL(q ‖ p).
package protocol ConjugateLoss: RowLoss {
  /// s/S·(|r| + h·a) of one row for the score columns of all problems: what its residuals are off by, in units of the
  /// last place, with h the diagonal of ∂²ℓ/∂z² and a the size of the terms of the score.
  func residualErrors(ofRow row: Int, scores: [Double], terms: [Double], total: Double) -> [Double]
  /// s/S·(J·Δb) and s/S·h of one row for the score columns of all problems, with J = ∂p/∂b.
  func interceptEffects(
    ofRow row: Int, scores: [Double], steps: [Double], total: Double
  ) -> [(move: Double, curvature: Double)]
  /// s·KL(q ‖ p) of one row and problem.
  ///
  /// - Parameter z: The scores of the problem.
  func mixtureDivergence(_ z: UnsafePointer<Double>, ofRow row: Int, problem: Int, share: Double) -> Double
  /// s·KL(q ‖ p) of one row and problem, with p the probabilities at the scores z − v, p̃ those at z, and q = θ·p̃ + (1
  /// − θ)·y.
  func divergenceFromStart(
    _ z: UnsafePointer<Double>, changes v: UnsafePointer<Double>, ofRow row: Int, problem: Int, share: Double
  ) -> Double
}
