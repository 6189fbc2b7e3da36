import CKernels
import Matrices

/// Loss, gradient and Hessian of one small problem in one pass over a copy of its data that stays in the cache.
///
/// Sums run in one fixed order on one thread. Not for use from two threads at a time: it keeps its sums.
package final class SmallNewtonPass {
  /// Vectors of sums that a first-level cache has room for beside the data.
  private static let mostSums = 1000
  /// Multiplications above which the general passes, which use all threads, are no slower.
  private static let mostMultiplications = 2_000_000
  private static let mostColumns = 32

  /// Sums of what a pass gives; nothing is divided by anything.
  struct Sums {
    var loss: Double
    /// In the layout of ``LinearObjective``.
    var gradient: [Double]
    /// Lower triangle.
    var hessian: Matrix<Double>
  }

  private let pass: LinearPass
  private let rows: Int
  private let stride: Int
  private let order: Int
  private let columns: Int
  private let x: AlignedBuffer<Double>
  private let sums: AlignedBuffer<Double>

  /// - Parameter columns: K for softmax, 1 for a logistic loss.
  /// - Returns: `nil` for a problem that is not small.
  init?(_ pass: LinearPass, columns: Int, hasIntercept: Bool) {
    let (rows, p) = (pass.features.rows, pass.features.columns)
    let order = p + (hasIntercept ? 1 : 0)
    let pairs = columns * (columns + 1) / 2 * (order * (order + 1) / 2)
    guard columns <= Self.mostColumns, order > 0, order <= Self.mostSums, pairs <= Self.mostSums,
      pairs * rows <= Self.mostMultiplications, !pass.variant.usesBLAS
    else { return nil }
    (self.pass, self.rows, self.order, self.columns) = (pass, rows, order, columns)
    stride = paddedWidth(rows)
    x = AlignedBuffer(zeros: order * stride)
    sums = AlignedBuffer(uninitialized: Int(EST_WIDTH_MULTIPLE) * (columns * order + pairs))
    transpose(hasIntercept: hasIntercept)
  }

  private func transpose(hasIntercept: Bool) {
    let p = pass.features.columns
    let row = AlignedBuffer<Double>(zeros: p)
    let kernels = Double.kernels(pass.variant)
    FeatureBlocks(pass.features).withReader { reader in
      for i in 0..<rows {
        reader.widen(i..<i + 1, to: row.pointer, stride: p, kernels)
        if let affine = pass.features.affine { Double.apply(affine, row.pointer, count: p) }
        for j in 0..<p { x.pointer[j * stride + i] = row.pointer[j] }
        if hasIntercept { x.pointer[p * stride + i] = 1 }
      }
    }
  }

  /// - Parameter parameters: `columns` × order.
  func evaluate(_ parameters: [Double]) -> Sums {
    let triangle = order * (order + 1) / 2
    var gradient = [Double](repeating: 0, count: columns * order)
    var triangles = [Double](repeating: 0, count: columns * (columns + 1) / 2 * triangle)
    var loss = 0.0
    pass.withSides(pass.loss == .logistic ? [0] : []) { sides in
      var targets = pass.targets(0..<rows, sides)
      loss = Double.kernels(pass.variant).small_newton(
        rows, stride, order, x.pointer, columns, pass.loss == .softmax ? 1 : 0, parameters, &targets, sums.pointer,
        &gradient, &triangles)
    }
    return Sums(loss: loss, gradient: gradient, hessian: assembled(triangles))
  }

  /// The blocks of all pairs of columns, each symmetric, as one matrix.
  private func assembled(_ triangles: [Double]) -> Matrix<Double> {
    let (q, size) = (order, columns * order)
    return Matrix(rows: size, columns: size) { elements in
      elements.update(repeating: 0)
      var place = 0
      for k in 0..<columns {
        for l in k..<columns {
          for a in 0..<q {
            for b in 0...a {
              elements[(l * q + a) * size + k * q + b] = triangles[place]
              if l > k { elements[(l * q + b) * size + k * q + a] = triangles[place] }
              place += 1
            }
          }
        }
      }
    }
  }
}
