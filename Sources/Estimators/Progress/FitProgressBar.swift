internal import Platform

/// The progress of a fit on standard error.
///
/// The bar measures how far the gradient has fallen towards the tolerance, on a logarithmic scale, or the iterations,
/// whichever is further.
package struct FitProgressBar {
  private let title: String
  private let tolerance: Double
  private let maxIterations: Int
  private let began = ContinuousClock.now
  private var terminal = TerminalLine()
  private var firstNorm: Double?
  private var newest: Iteration?

  package init(title: String, tolerance: Double, maxIterations: Int) {
    self.title = title
    self.tolerance = tolerance
    self.maxIterations = maxIterations
  }

  package mutating func show(_ iteration: Iteration) {
    newest = iteration
    if firstNorm == nil { firstNorm = iteration.gradientNorm }
    if terminal.isDue { draw(iteration) }
  }

  /// Shows the last iteration and ends the line.
  package mutating func finish() {
    if let newest { draw(newest) }
    terminal.finish()
  }

  private mutating func draw(_ iteration: Iteration) {
    terminal.show(line(iteration, elapsed: began.duration(to: .now).seconds, width: terminal.width))
  }

  /// The bar with its numbers.
  ///
  /// - Parameters:
  ///   - elapsed: Seconds since the fit began.
  ///   - width: The most columns.
  package func line(_ iteration: Iteration, elapsed: Double, width: Int) -> String {
    func short(_ value: Double) -> String { DecimalFormat.significant(value, digits: 4) }
    let fraction = fraction(iteration)
    let times = ProgressText.times(elapsed: elapsed, fraction: fraction)
    return ProgressText.line(
      title: title, fraction: fraction,
      details: ["iteration \(iteration.number)"] + times + [
        "objective \(short(iteration.objective))", "gradient \(short(iteration.gradientNorm))",
      ], width: width)
  }

  /// How far the fit has come, in 0...1.
  package func fraction(_ iteration: Iteration) -> Double {
    let byCount = Double(iteration.number) / Double(maxIterations)
    guard let firstNorm, firstNorm > tolerance, iteration.gradientNorm > 0 else { return min(1, byCount) }
    let byGradient = log(firstNorm / iteration.gradientNorm) / log(firstNorm / tolerance)
    return max(0, min(1, max(byCount, byGradient)))
  }
}
