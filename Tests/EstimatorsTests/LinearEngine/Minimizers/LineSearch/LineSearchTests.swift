import Estimators
import Foundation
import Testing

/// Steps along one line, without data behind it.
@Suite struct LineSearchTests {
  /// A function of the step and its slope.
  struct Curve: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let value: @Sendable (Double) -> Double
    let slope: @Sendable (Double) -> Double
  }

  /// The convex ones of Moré & Thuente, and others that fits have met: steep, flat, with a wall.
  static let curves = [
    Curve(testDescription: "t² − t", value: { $0 * $0 - $0 }, slope: { 2 * $0 - 1 }),
    Curve(
      testDescription: "Moré & Thuente 1", value: { -$0 / ($0 * $0 + 2) },
      slope: { ($0 * $0 - 2) / ($0 * $0 + 2) / ($0 * $0 + 2) }),
    Curve(
      testDescription: "logistic", value: { log1p(exp(-$0)) + 0.01 * $0 * $0 },
      slope: { -1 / (1 + exp($0)) + 0.02 * $0 }),
    Curve(testDescription: "exp(t) − 3t", value: { exp($0) - 3 * $0 }, slope: { exp($0) - 3 }),
    Curve(
      testDescription: "fourth power", value: { pow($0 - 2, 4) }, slope: { 4 * pow($0 - 2, 3) }),
  ]

  /// What is accepted is flat enough, and low enough for the first condition or, as Hager & Zhang have it, no higher
  /// than where the line begins; from any first step.
  @Test(arguments: curves, [1e-6, 1e-3, 1, 10, 1000])
  func acceptedStepsAreLowAndFlat(curve: Curve, first: Double) {
    let (value, slope) = (curve.value(0), curve.slope(0))
    var search = WolfeLineSearch(value: value, slope: slope, step: first)
    var (verdict, trials) = (LineVerdict.tryAgain, 0)
    while verdict == .tryAgain, trials < 40 {
      verdict = search.receive(value: curve.value(search.step), slope: curve.slope(search.step))
      trials += 1
    }
    #expect(verdict == .accept && trials <= 20, "\(trials) trials")
    let enough = value + 1e-4 * search.step * slope
    #expect(curve.value(search.step) <= (first > 10 ? value : enough))
    #expect(curve.slope(search.step).magnitude <= 0.3 * slope.magnitude)
  }

  /// Where values no longer tell, slopes find the minimum of t²/2 − t beside 1e20.
  @Test func slopesDecideWhereValuesDrown() {
    var search = WolfeLineSearch(value: 1e20, slope: -1, step: 50)
    var verdict = LineVerdict.tryAgain
    for _ in 0..<40 where verdict == .tryAgain {
      verdict = search.receive(value: 1e20 + search.step * (search.step / 2 - 1), slope: search.step - 1)
    }
    #expect(verdict == .accept && abs(search.step - 1) <= 0.3)
  }

  /// A line that falls for ever, and one that is never a number, end.
  @Test func hopelessLinesFail() {
    func end(_ value: (Double) -> Double, _ slope: Double) -> LineVerdict {
      var search = WolfeLineSearch(value: 0, slope: -1, step: 1)
      for _ in 0..<100 {
        let verdict = search.receive(value: value(search.step), slope: slope)
        if verdict != .tryAgain { return verdict }
      }
      return .tryAgain
    }
    #expect(end({ -$0 }, -1) == .fail)
    #expect(end({ _ in .nan }, .nan) == .fail)
  }

  /// |t − 0.3| + t²: the kink has no slope that a Wolfe search could find.
  @Test(arguments: [0.0, 0.1, 0.5])
  func aDecreaseIsFoundAcrossAKink(share: Double) {
    func value(_ t: Double) -> Double { (t - 0.3).magnitude + t * t }
    var search = DecreaseLineSearch(value: value(0), slope: 0, promised: 1, share: share, step: 1, shortens: true)
    var verdict = LineVerdict.tryAgain
    for _ in 0..<50 where verdict == .tryAgain {
      verdict = search.receive(value: value(search.step), slope: 2 * search.step)
    }
    #expect(verdict == .accept && value(search.step) <= value(0) - share * search.step && search.step < 1)
  }

  @Test func aDecreaseThatIsNoneFails() {
    var fixed = DecreaseLineSearch(value: 1, slope: 0, promised: 1, share: 0.1, step: 1, shortens: false)
    #expect(fixed.receive(value: 2, slope: 1) == .fail)
    var search = DecreaseLineSearch(value: 1, slope: 0, promised: 1, share: 0.1, step: 1, shortens: true)
    var trials = 0
    while trials < 100, search.receive(value: 2, slope: 1) == .tryAgain { trials += 1 }
    #expect(trials < 41)
    // The objective drowns in rounding: the slopes decide.
    var flat = DecreaseLineSearch(value: 1e20, slope: -1, promised: 1, share: 0.1, step: 1, shortens: true)
    #expect(flat.receive(value: 1e20, slope: 0.5) == .accept)
  }
}
