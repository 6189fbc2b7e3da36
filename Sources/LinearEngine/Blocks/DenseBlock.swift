// Guarded by `LinearPassTests`.
import CKernels
import Matrices

/// One block of rows on its way through the kernels.
struct DenseBlock<Real: WorkingScalar> {
  let rows: Int
  /// Numbers in a row of the gradient, and of the weights where these lie row by row.
  let width: Int
  let columns: Int
  /// The features.
  let x: est_rows
  let weights: UnsafeMutablePointer<Real>
  let bias: UnsafeMutablePointer<Real>
  /// Numbers from feature to feature where the weights lie feature by feature; 0 where they lie row by row.
  let stride: Int
  /// Features that have weights; rows may be padded beyond them.
  let features: Int
  let scores: UnsafeMutablePointer<Real>
  /// Whether scores lie strip by strip, as `CKernels.h` tells, for losses that take them so.
  var isTurned = false

  /// The features, where they are in working precision and one row after the other.
  var panel: UnsafePointer<Real> { x.start.assumingMemoryBound(to: Real.self) }
}

extension DenseBlock {
  /// A block of scores alone: its features are elsewhere.
  init(scores: UnsafeMutablePointer<Real>, rows: Int, columns: Int) {
    self.init(
      rows: rows, width: 0, columns: columns, x: est_rows(panel: UnsafePointer(scores), rows: 0, width: 0),
      weights: scores, bias: scores, stride: 0, features: 0, scores: scores)
  }

  /// A block of features in working precision, for products with weights that lie row by row.
  init(
    rows: Int, width: Int, columns: Int, panel: UnsafePointer<Real>, weights: UnsafeMutablePointer<Real>,
    bias: UnsafeMutablePointer<Real>, scores: UnsafeMutablePointer<Real>
  ) {
    self.init(
      rows: rows, width: width, columns: columns, x: est_rows(panel: panel, rows: rows, width: width),
      weights: weights, bias: bias, stride: 0, features: width, scores: scores)
  }
}

extension est_rows {
  /// Rows in working precision that are padded to whole vectors.
  init<Real: WorkingScalar>(panel: UnsafePointer<Real>, rows: Int, width: Int) {
    self.init(
      number: Real.number, start: panel, end: panel + rows * width, stride: width, chosen: nil, columns: width)
  }
}
