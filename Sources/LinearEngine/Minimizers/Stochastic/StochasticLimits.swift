// Guarded by `SolverMatrixTests`.
/// The limits of the weights of one problem, for steps that end within them.
///
/// Limits hold each weight for itself, so the proximal operator of a penalty within limits is that of the penalty, cut
/// off at them.
struct StochasticLimits {
  private let columns: Int
  private let width: Int
  private let features: Int
  /// columns × width numbers each, laid out like dense weights.
  private let lower: AlignedBuffer<Double>
  private let upper: AlignedBuffer<Double>

  /// - Parameters:
  ///   - columns: The score columns of the problem.
  ///   - width: Numbers between the weights of two columns.
  /// - Returns: `nil` without limits.
  init?(_ penalty: WeightPenalty, problem: Int, columns: Int, width: Int) {
    guard penalty.hasLimits else { return nil }
    let features = penalty.l2.count
    (self.columns, self.width, self.features) = (columns, width, features)
    (lower, upper) = (AlignedBuffer(zeros: columns * width), AlignedBuffer(zeros: columns * width))
    for k in 0..<columns {
      let row = (problem * columns + k) * features
      for j in 0..<features {
        lower.pointer[k * width + j] = penalty.lower[row + j]
        upper.pointer[k * width + j] = penalty.upper[row + j]
      }
    }
  }

  /// Puts the weights of one column back within their limits.
  ///
  /// - Parameter weights: The first of the column's `width` weights.
  @inline(__always)
  func clip(_ weights: UnsafeMutablePointer<Double>, column: Int) {
    let (low, high) = (lower.pointer + column * width, upper.pointer + column * width)
    for j in 0..<features { weights[j] = min(max(weights[j], low[j]), high[j]) }
  }

  /// Puts the weights of all columns back within their limits.
  func clip(_ weights: UnsafeMutablePointer<Double>) {
    for k in 0..<columns { clip(weights + k * width, column: k) }
  }
}
