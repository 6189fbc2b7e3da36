/// A precision in which blocks of scores go through a loss.
protocol PassScalar: WorkingScalar {
  /// What passes keep from call to call in this precision.
  static var scratch: ReferenceWritableKeyPath<LinearPass, PassScratch<Self>> { get }
  /// Scores become residuals, by the loss of their columns.
  static func differentiate(
    _ loss: any ScoreKernel, _ z: UnsafeMutablePointer<Self>, _ rows: Range<Int>, _ sums: PartialSums)
  /// v becomes s·(∂²ℓ/∂z²)·v, by the loss of its columns.
  static func applyCurvature(
    _ loss: any ScoreKernel, _ kept: UnsafePointer<Double>, to v: UnsafeMutablePointer<Self>, _ rows: Range<Int>,
    places: [Int])
}

extension Double: PassScalar {
  static var scratch: ReferenceWritableKeyPath<LinearPass, PassScratch<Double>> { \.doubles }

  static func differentiate(
    _ loss: any ScoreKernel, _ z: UnsafeMutablePointer<Double>, _ rows: Range<Int>, _ sums: PartialSums
  ) { loss.differentiate(z, rows, sums) }

  static func applyCurvature(
    _ loss: any ScoreKernel, _ kept: UnsafePointer<Double>, to v: UnsafeMutablePointer<Double>, _ rows: Range<Int>,
    places: [Int]
  ) { loss.applyCurvature(kept, to: v, rows, places: places) }
}

extension Float: PassScalar {
  static var scratch: ReferenceWritableKeyPath<LinearPass, PassScratch<Float>> { \.floats }

  static func differentiate(
    _ loss: any ScoreKernel, _ z: UnsafeMutablePointer<Float>, _ rows: Range<Int>, _ sums: PartialSums
  ) { loss.differentiate(z, rows, sums) }

  static func applyCurvature(
    _ loss: any ScoreKernel, _ kept: UnsafePointer<Double>, to v: UnsafeMutablePointer<Float>, _ rows: Range<Int>,
    places: [Int]
  ) { loss.applyCurvature(kept, to: v, rows, places: places) }
}
