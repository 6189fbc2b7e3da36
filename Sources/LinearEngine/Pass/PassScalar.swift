// Guarded by `NewtonCGTests`.
/// A precision in which blocks of scores go through a loss.
protocol PassScalar: WorkingScalar {
  /// What passes keep from call to call in this precision.
  static func scratch(of pass: LinearPass) -> PassScratch<Self>
  /// Scores become residuals, by the loss of their columns.
  static func differentiate(
    _ loss: any ScoreKernel, _ z: UnsafeMutablePointer<Self>, _ rows: Range<Int>, _ sums: PartialSums)
  /// v becomes s·(∂²ℓ/∂z²)·v, by the loss of its columns.
  static func applyCurvature(
    _ loss: any ScoreKernel, _ kept: UnsafePointer<Double>, to v: UnsafeMutablePointer<Self>, _ rows: Range<Int>,
    places: [Int])
}

extension Double: PassScalar {
  static func scratch(of pass: LinearPass) -> PassScratch<Double> { pass.doubles }

  static func differentiate(
    _ loss: any ScoreKernel, _ z: UnsafeMutablePointer<Double>, _ rows: Range<Int>, _ sums: PartialSums
  ) { loss.differentiate(z, rows, sums) }

  static func applyCurvature(
    _ loss: any ScoreKernel, _ kept: UnsafePointer<Double>, to v: UnsafeMutablePointer<Double>, _ rows: Range<Int>,
    places: [Int]
  ) { loss.applyCurvature(kept, to: v, rows, places: places) }
}

extension Float: PassScalar {
  static func scratch(of pass: LinearPass) -> PassScratch<Float> { pass.floats }

  static func differentiate(
    _ loss: any ScoreKernel, _ z: UnsafeMutablePointer<Float>, _ rows: Range<Int>, _ sums: PartialSums
  ) { loss.differentiate(z, rows, sums) }

  static func applyCurvature(
    _ loss: any ScoreKernel, _ kept: UnsafePointer<Double>, to v: UnsafeMutablePointer<Float>, _ rows: Range<Int>,
    places: [Int]
  ) { loss.applyCurvature(kept, to: v, rows, places: places) }
}
