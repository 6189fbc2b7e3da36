// Guarded by `LinearPassTests`.
import CKernels

/// Where a block adds its residual sums, its losses, and the curvature of the loss in the scores.
package struct PartialSums {
  let residuals: UnsafeMutablePointer<Double>
  let losses: UnsafeMutablePointer<Double>
  /// `nil` when nobody asks for it.
  let curvature: UnsafeMutablePointer<Double>?

  /// The numbers behind the gradient of a chunk: M residual sums, M losses, and the curvature, M times the scores that
  /// hang together, with room behind it for a vector.
  init(after gradient: UnsafeMutablePointer<Double>, columns: Int, withCurvature: Bool) {
    residuals = gradient
    losses = gradient + columns
    curvature = withCurvature ? gradient + 2 * columns : nil
  }

  init(
    residuals: UnsafeMutablePointer<Double>, losses: UnsafeMutablePointer<Double>,
    curvature: UnsafeMutablePointer<Double>?
  ) {
    (self.residuals, self.losses, self.curvature) = (residuals, losses, curvature)
  }

  /// How many numbers that is.
  static func count(columns: Int, width: Int, withCurvature: Bool) -> Int {
    2 * columns + (withCurvature ? columns * width + Int(EST_WIDTH_MULTIPLE) : 0)
  }
}
