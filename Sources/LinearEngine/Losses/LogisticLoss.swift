// Guarded by `LinearPassTests`, `NewtonCGTests`.
import CKernels
import Matrices

/// One logistic loss for each score column: as many problems as binary targets.
///
///     ℓ = ln(1 + exp(−±z))      ∂ℓ/∂z = p − y      ∂²ℓ/∂z² = p·(1 − p) ≤ ¼
package final class LogisticLoss: ClassLoss {
  package let targets: RowTargets
  package let sides: [BinaryTarget]
  package let width = 1
  package var problemCount: Int { sides.count }
  package let curvatureBound: Double? = 0.25
  package let isShiftInvariant = false

  package init(_ targets: RowTargets, sides: [BinaryTarget]) {
    assert(!sides.isEmpty, "A problem needs a class that is yes")
    (self.targets, self.sides) = (targets, sides)
  }

  package func factor(ofRow row: Int, problem: Int) -> Double {
    let side = sides[problem]
    return targets.classes.pointer[row] == side.positiveClass ? side.positiveWeight : side.negativeWeight
  }

  package func weighsAlike(problem: Int) -> Bool {
    sides[problem].positiveWeight == 1 && sides[problem].negativeWeight == 1
  }

  package func largestFactor(problem: Int) -> Double {
    max(1, sides[problem].positiveWeight, sides[problem].negativeWeight)
  }

  package func kernel(for problems: [Int], _ variant: KernelVariant) -> any ScoreKernel {
    LogisticKernel(targets, problems.map { sides[$0] }, variant)
  }

  package func curvature(_ sums: UnsafePointer<Double>, columns: Int) -> [Double] { (0..<columns).map { sums[$0] } }
}

/// Logistic losses by the kernels in C.
struct LogisticKernel: ScoreKernel {
  let targets: RowTargets
  let sides: [BinaryTarget]
  private let positiveClasses: AlignedBuffer<Int32>
  private let positiveWeights: AlignedBuffer<Double>
  private let negativeWeights: AlignedBuffer<Double>
  private let doubles: est_kernels_f64
  private let floats: est_kernels_f32

  init(_ targets: RowTargets, _ sides: [BinaryTarget], _ variant: KernelVariant) {
    assert(!sides.isEmpty, "A kernel for no problem")
    (self.targets, self.sides) = (targets, sides)
    positiveClasses = AlignedBuffer(sides.map(\.positiveClass))
    positiveWeights = AlignedBuffer(sides.map(\.positiveWeight))
    negativeWeights = AlignedBuffer(sides.map(\.negativeWeight))
    (doubles, floats) = (Double.kernels(variant), Float.kernels(variant))
  }

  private var columns: Int { sides.count }

  private func sided(_ block: est_targets) -> est_targets {
    var block = block
    block.positive_class = UnsafePointer(positiveClasses.pointer)
    block.positive_weight = UnsafePointer(positiveWeights.pointer)
    block.negative_weight = UnsafePointer(negativeWeights.pointer)
    return block
  }

  func differentiate(_ z: UnsafeMutablePointer<Double>, _ rows: Range<Int>, _ sums: PartialSums) {
    var block = sided(targets.block(rows))
    doubles.logistic(rows.count, columns, z, &block, sums.residuals, sums.losses, sums.curvature)
  }

  func differentiate(_ z: UnsafeMutablePointer<Float>, _ rows: Range<Int>, _ sums: PartialSums) {
    var block = sided(targets.block(rows))
    floats.logistic(rows.count, columns, z, &block, sums.residuals, sums.losses, sums.curvature)
  }

  func differentiate(_ z: UnsafeMutablePointer<Double>, gathered rows: ArraySlice<Int>, _ sums: PartialSums) {
    targets.withBlock(rows) {
      var block = sided($0)
      doubles.logistic(rows.count, columns, z, &block, sums.residuals, sums.losses, sums.curvature)
    }
  }

  func addLine(
    _ z: UnsafePointer<Double>, _ v: UnsafePointer<Double>, _ t: UnsafePointer<Double>, _ rows: Range<Int>,
    losses: UnsafeMutablePointer<Double>, slopes: UnsafeMutablePointer<Double>
  ) {
    var block = sided(targets.block(rows))
    doubles.logistic_line(rows.count, columns, z, v, t, &block, losses, slopes)
  }

  /// s·σ′(z) = s·e / (1 + e)² with e = exp(−|z|), which keeps its relative accuracy however certain the row is.
  func keepCurvature(_ z: UnsafePointer<Double>, _ rows: Range<Int>, to kept: UnsafeMutablePointer<Double>) {
    for index in 0..<rows.count * columns { kept[index] = -z[index].magnitude }
    doubles.exponential(rows.count * columns, kept)
    for (place, row) in rows.enumerated() {
      let (kept, weight) = (kept + place * columns, targets.weights?.pointer[row] ?? 1)
      for (k, side) in sides.enumerated() {
        let e = kept[k]
        let own = targets.classes.pointer[row] == side.positiveClass
        kept[k] = weight * (own ? side.positiveWeight : side.negativeWeight) * e / ((1 + e) * (1 + e))
      }
    }
  }

  func applyCurvature(
    _ kept: UnsafePointer<Double>, to v: UnsafeMutablePointer<Double>, _ rows: Range<Int>, places: [Int]
  ) { multiply(v, by: kept, rows.count, columns: columns, places: places) }

  func applyCurvature(
    _ kept: UnsafePointer<Double>, to v: UnsafeMutablePointer<Float>, _ rows: Range<Int>, places: [Int]
  ) { multiply(v, by: kept, rows.count, columns: columns, places: places) }

  func fillHessians(_ z: UnsafeMutablePointer<Double>, _ rows: Range<Int>, to h: UnsafeMutablePointer<Double>) {
    var noTargets = est_targets()
    var (noSums, noLoss) = (0.0, 0.0)  // neither is touched without targets
    doubles.logistic(rows.count, columns, z, &noTargets, &noSums, &noLoss, nil)
    for (place, row) in rows.enumerated() {
      let (p, side) = (z[place], sides[0])
      let own = targets.classes.pointer[row] == side.positiveClass
      let weight = (targets.weights?.pointer[row] ?? 1) * (own ? side.positiveWeight : side.negativeWeight)
      h[place] = weight * p * (1 - p)
    }
  }
}

/// v ← kept·v for losses of a single score, whose Hessian is a number for each score.
func multiply<Real: WorkingScalar>(
  _ v: UnsafeMutablePointer<Real>, by kept: UnsafePointer<Double>, _ rows: Int, columns: Int, places: [Int]
) {
  let count = places.count
  assert(!places.contains { $0 < 0 || $0 >= columns }, "Scores \(places) of \(columns)")
  places.withUnsafeBufferPointer { places in
    for row in 0..<rows {
      let (v, kept) = (v + row * count, kept + row * columns)
      for k in 0..<count { v[k] = Real(kept[places[k]] * Double(v[k])) }
    }
  }
}
