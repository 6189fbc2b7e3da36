// Guarded by `LinearPassTests`, `NewtonCGTests`.
import CKernels
import Matrices
internal import Platform

/// The softmax cross-entropy over K classes, one problem:
///
///     ℓ = ln Σₗ exp zₗ − z_y      ∂ℓ/∂z = p − y      ∂²ℓ/∂z² = diag(p) − ppᵀ ≤ ½
///
/// - SeeAlso: Böhning, *Multinomial logistic regression algorithm*, Ann. Inst. Stat. Math. 44 (1992), for the bound.
package final class SoftmaxLoss: ClassLoss {
  package let targets: RowTargets
  /// K.
  package let width: Int
  package let problemCount = 1
  package let curvatureBound: Double? = 0.5
  package let isShiftInvariant = true

  package init(_ targets: RowTargets, classCount: Int) {
    assert(targets.classCount <= classCount, "Class \(targets.classCount - 1) of \(classCount)")
    (self.targets, width) = (targets, classCount)
  }

  package func factor(ofRow row: Int, problem: Int) -> Double { 1 }
  package func weighsAlike(problem: Int) -> Bool { true }
  package func largestFactor(problem: Int) -> Double { 1 }

  package func kernel(for problems: [Int], _ variant: KernelVariant) -> any ScoreKernel {
    SoftmaxKernel(targets, columns: width, variant)
  }

  /// The kernel has summed s·p_k·p_l for l < k. Rows of diag(p) − ppᵀ sum to 0, which gives the diagonal.
  package func curvature(_ sums: UnsafePointer<Double>, columns: Int) -> [Double] {
    var matrix = [Double](repeating: 0, count: columns * columns)
    for k in 1..<columns {
      for l in 0..<k {
        let product = sums[k * columns + l]
        matrix[k * columns + l] = -product
        matrix[l * columns + k] = -product
        matrix[k * columns + k] += product
        matrix[l * columns + l] += product
      }
    }
    return matrix
  }
}

/// Softmax by the kernels in C.
struct SoftmaxKernel: ScoreKernel {
  let targets: RowTargets
  let columns: Int
  /// Numbers from row to row; 0 where scores are turned.
  private var stride: Int
  private let doubles: est_kernels_f64
  private let floats: est_kernels_f32

  init(_ targets: RowTargets, columns: Int, _ variant: KernelVariant) {
    (self.targets, self.columns, stride) = (targets, columns, columns)
    (doubles, floats) = (Double.kernels(variant), Float.kernels(variant))
  }

  var turned: (any ScoreKernel)? {
    guard columns <= Int(EST_MOST_TURNED_COLUMNS) else { return nil }
    var copy = self
    copy.stride = 0
    return copy
  }

  func differentiate(_ z: UnsafeMutablePointer<Double>, _ rows: Range<Int>, _ sums: PartialSums) {
    var block = targets.block(rows)
    doubles.softmax(rows.count, columns, stride, z, &block, sums.residuals, sums.losses, sums.curvature)
  }

  func differentiate(_ z: UnsafeMutablePointer<Float>, _ rows: Range<Int>, _ sums: PartialSums) {
    var block = targets.block(rows)
    floats.softmax(rows.count, columns, stride, z, &block, sums.residuals, sums.losses, sums.curvature)
  }

  func differentiate(_ z: UnsafeMutablePointer<Double>, gathered rows: ArraySlice<Int>, _ sums: PartialSums) {
    targets.withBlock(rows) {
      doubles.softmax(rows.count, columns, columns, z, &$0, sums.residuals, sums.losses, sums.curvature)
    }
  }

  func addLine(
    _ z: UnsafePointer<Double>, _ v: UnsafePointer<Double>, _ t: UnsafePointer<Double>, _ rows: Range<Int>,
    losses: UnsafeMutablePointer<Double>, slopes: UnsafeMutablePointer<Double>
  ) {
    var block = targets.block(rows)
    let scratch = AlignedBuffer<Double>(uninitialized: columns)
    doubles.softmax_line(rows.count, columns, columns, z, v, t[0], &block, scratch.pointer, losses, slopes)
  }

  /// p.
  func keepCurvature(_ z: UnsafePointer<Double>, _ rows: Range<Int>, to kept: UnsafeMutablePointer<Double>) {
    kept.update(from: z, count: rows.count * columns)
    fillProbabilities(kept, rows.count)
  }

  private func fillProbabilities(_ z: UnsafeMutablePointer<Double>, _ rows: Int) {
    var noTargets = est_targets()
    var (noSums, noLoss) = (0.0, 0.0)  // neither is touched without targets
    doubles.softmax(rows, columns, columns, z, &noTargets, &noSums, &noLoss, nil)
  }

  func applyCurvature(
    _ kept: UnsafePointer<Double>, to v: UnsafeMutablePointer<Double>, _ rows: Range<Int>, places: [Int]
  ) { apply(kept, v, rows) }

  func applyCurvature(
    _ kept: UnsafePointer<Double>, to v: UnsafeMutablePointer<Float>, _ rows: Range<Int>, places: [Int]
  ) { apply(kept, v, rows) }

  /// s·p_k·(v_k − Σ p_l·v_l), with v taken relative to the most probable class, so that nothing cancels when that is
  /// almost certain.
  private func apply<Real: WorkingScalar>(
    _ kept: UnsafePointer<Double>, _ v: UnsafeMutablePointer<Real>, _ rows: Range<Int>
  ) {
    for (place, row) in rows.enumerated() {
      let (p, v, weight) = (kept + place * columns, v + place * columns, targets.weights?.pointer[row] ?? 1)
      var top = 0
      for k in 1..<columns where p[k] > p[top] { top = k }
      let reference = Double(v[top])
      var mean = 0.0
      for k in 0..<columns { mean += p[k] * (Double(v[k]) - reference) }
      for k in 0..<columns { v[k] = Real(weight * p[k] * (Double(v[k]) - reference - mean)) }
    }
  }

  func fillHessians(_ z: UnsafeMutablePointer<Double>, _ rows: Range<Int>, to h: UnsafeMutablePointer<Double>) {
    fillProbabilities(z, rows.count)
    for (place, row) in rows.enumerated() {
      let (p, h, weight) = (z + place * columns, h + place * columns * columns, targets.weights?.pointer[row] ?? 1)
      for k in 0..<columns {
        // 1 − p of the class itself, kept exact when p is close to 1.
        var others = 0.0
        for l in 0..<columns where l != k { others += p[l] }
        for l in k..<columns { h[k * columns + l] = weight * p[k] * (l == k ? others : -p[l]) }
      }
    }
  }
}
