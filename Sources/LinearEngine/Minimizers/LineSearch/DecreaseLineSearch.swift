// Guarded by `LineSearchTests`, `WideProximalTests`.
/// What a line search says about a trial.
package enum LineVerdict: Sendable { case accept, tryAgain, fail }

/// Shortens a step along a direction d until the objective f + h falls by enough of what the direction promises:
///
///     φ(t) ≤ φ(0) − share·t·promised,     promised = −(∇f·d + h(w + d) − h(w)) > 0
///
/// Needs no slope of h, so h may have kinks. Where the decrease drowns in rounding the slopes of f decide alone: f
/// falls by about t·(φ′(0) + φ′(t))/2, and h by at least t times what it falls by along the whole direction.
///
/// - SeeAlso: Tseng & Yun, *A coordinate gradient descent method for nonsmooth separable minimization*, Math. Program.
///   117 (2009), equation 7.
package struct DecreaseLineSearch: Sendable {
  private static let mostTrials = 40
  /// Relative size of the rounding in a value that is a sum over all rows.
  private static let valueNoise = 1e-14

  /// The step to try next, > 0.
  package private(set) var step: Double
  private let value: Double
  private let slope: Double
  private let promised: Double
  private let share: Double
  private let shortens: Bool
  private var trials = 0

  /// - Parameters:
  ///   - value: φ(0).
  ///   - slope: ∇f·d.
  ///   - share: In 0..<1.
  ///   - step: The first and longest step, in 0...1 when there are limits to keep.
  package init(value: Double, slope: Double, promised: Double, share: Double, step: Double, shortens: Bool) {
    (self.value, self.slope, self.promised, self.share) = (value, slope, promised, share)
    (self.step, self.shortens) = (step, shortens)
  }

  /// Takes φ and ∇f·d at `step`.
  package mutating func receive(value trial: Double, slope trialSlope: Double) -> LineVerdict {
    trials += 1
    if isAcceptable(trial, trialSlope) { return .accept }
    guard shortens, trials < Self.mostTrials else { return .fail }
    let quadratic = promised * step * step / (2 * (trial - value + promised * step))
    step = quadratic.isFinite ? min(max(quadratic, 0.1 * step), 0.5 * step) : 0.1 * step
    return step > 0 ? .tryAgain : .fail
  }

  private func isAcceptable(_ trial: Double, _ trialSlope: Double) -> Bool {
    if trial <= value - share * step * promised && trial < value { return true }
    guard abs(trial - value) <= Self.valueNoise * abs(value) else { return false }
    return (trialSlope - slope) / 2 <= (1 - share) * promised
  }
}
