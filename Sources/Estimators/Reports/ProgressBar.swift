#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Draws the progress of a fit on standard error: a bar that redraws itself on a terminal, now and then a line elsewhere.
///
/// The bar measures how far the gradient has fallen towards the tolerance, on a logarithmic scale, or the iterations,
/// whichever is further.
package struct ProgressBar {
  private static let cells = 30
  private static let redraw = Duration.milliseconds(80)
  private static let newLine = Duration.seconds(5)

  private let title: String
  private let tolerance: Double
  private let maxIterations: Int
  private let isTerminal: Bool
  private let clock = ContinuousClock()
  private var lastShown: ContinuousClock.Instant?
  private var firstNorm: Double?
  private var newest: Iteration?

  package init(title: String, tolerance: Double, maxIterations: Int) {
    self.title = title
    self.tolerance = tolerance
    self.maxIterations = maxIterations
    let dumb = getenv("TERM").map { String(cString: $0) == "dumb" } ?? true
    isTerminal = isatty(STDERR_FILENO) == 1 && !dumb
  }

  package mutating func show(_ iteration: Iteration) {
    newest = iteration
    if firstNorm == nil { firstNorm = iteration.gradientNorm }
    let now = clock.now
    if let lastShown, now - lastShown < (isTerminal ? Self.redraw : Self.newLine) { return }
    lastShown = now
    put(line(iteration))
  }

  /// Shows the last iteration and ends the line.
  package mutating func finish() {
    if let newest { put(line(newest)) }
    if isTerminal { put("\n", raw: true) }
  }

  /// The bar with its numbers.
  package func line(_ iteration: Iteration) -> String {
    let done = fraction(iteration)
    let full = Int(done * Double(Self.cells))
    let bar = String(repeating: "█", count: full) + String(repeating: "·", count: Self.cells - full)
    return "\(title) \(bar) iteration \(iteration.number), objective \(iteration.objective), "
      + "gradient \(iteration.gradientNorm)"
  }

  /// How far the fit has come, in 0...1.
  package func fraction(_ iteration: Iteration) -> Double {
    let byCount = Double(iteration.number) / Double(maxIterations)
    guard let firstNorm, firstNorm > tolerance, iteration.gradientNorm > 0 else { return min(1, byCount) }
    let byGradient = log(firstNorm / iteration.gradientNorm) / log(firstNorm / tolerance)
    return max(0, min(1, max(byCount, byGradient)))
  }

  private func put(_ text: String, raw: Bool = false) {
    let whole = raw ? text : isTerminal ? "\r\u{1B}[K" + text : text + "\n"
    writeToStandardError(whole)
  }
}

/// Writes text as it is; what cannot be written is dropped, since progress is not worth an error.
func writeToStandardError(_ text: String) {
  var bytes = Array(text.utf8)[...]
  while !bytes.isEmpty {
    let written = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    guard written > 0 else { return }
    bytes = bytes.dropFirst(written)
  }
}
