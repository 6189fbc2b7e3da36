import Estimators
import Foundation

/// What ten passes of a fit take over the file, which is not in the system's cache when each begins.
struct TenPasses {
  let data: SyntheticRows

  private static let passes = 10

  func run() throws {
    let (x, y) = try data.open()
    let clf = LogisticRegression(
      solver: .gd(learningRate: .fixed(0.1)), tolerance: .leastNormalMagnitude, maxIterations: Self.passes + 1)
    let clock = ContinuousClock()
    var (taken, began, before) = (Duration.zero, clock.now, 0)
    // An iteration is one pass; the first comes after checks and set-up, which are passes of their own.
    _ = try clf.fitted(to: x, y) { iteration in
      if iteration.number > 1 {
        taken += clock.now - began
        guard iteration.evaluations == before + 1 else { throw Failure(description: "an iteration was not one pass") }
      }
      before = iteration.evaluations
      try FileCache.drop(data.file)
      began = clock.now
      return .proceed
    }
    let seconds = Double(taken.components.seconds) + Double(taken.components.attoseconds) * 1e-18
    let rate = Double(Self.passes * data.byteCount) / seconds
    say("ten passes: \(Int(rate / 1e6)) MB/s, \((10 * seconds).rounded() / 10) s")
  }
}
