// Guarded by `LineSearchTests`, `HessianRenewalTests`.
/// Looks along a descent direction for a step t with enough decrease and a flat enough slope (strong Wolfe conditions):
///
///     φ(t) ≤ φ(0) + c₁·t·φ′(0)     |φ′(t)| ≤ c₂·|φ′(0)|
///
/// Near the optimum, where the decrease drowns in rounding, the slope decides alone (Hager and Zhang's approximate
/// condition), so the gradient can go on falling after the value no longer does.
///
/// - SeeAlso: Moré & Thuente, *Line search algorithms with guaranteed sufficient decrease*, ACM TOMS 20 (1994), for the
///   choice of trial steps; Hager & Zhang, SIAM J. Optim. 16 (2005), for the approximate condition.
package struct WolfeLineSearch: Sendable {
  private struct Trial {
    var step: Double
    var value: Double
    var slope: Double
  }

  private static let decrease = 1e-4
  /// How flat the slope must be beside the first: tight where trials are cheap beside the passes over the data that a
  /// good step saves, loose where a trial is a pass.
  package static let flatness = (cheap: 0.3, dear: 0.9)
  private static let mostTrials = 30
  /// Relative size of the rounding in a value that is a sum over all rows, in Double.
  package static let exactNoise = 1e-14
  /// The same in Float.
  package static let singleNoise = Double(Float.ulpOfOne)

  /// The step to try next, > 0.
  package private(set) var step: Double
  private let origin: Trial
  private let valueNoise: Double
  private let flatness: Double
  /// The best step so far; the minimiser lies between `best` and `other` once bracketed.
  private var best: Trial
  private var other: Trial
  private var bracketed = false
  private var trials = 0
  private var width = Double.infinity
  private var olderWidth = Double.infinity

  /// - Parameters:
  ///   - slope: φ′(0) < 0.
  ///   - step: The first step to try, > 0.
  ///   - valueNoise: Relative size of the rounding in values.
  ///   - flatness: The largest slope that is accepted, beside the first.
  package init(
    value: Double, slope: Double, step: Double, valueNoise: Double = exactNoise, flatness: Double = flatness.cheap
  ) {
    origin = Trial(step: 0, value: value, slope: slope)
    best = origin
    other = origin
    self.step = step
    self.valueNoise = valueNoise
    self.flatness = flatness
  }

  /// Takes φ and φ′ at `step`.
  package mutating func receive(value: Double, slope: Double) -> LineVerdict {
    let trial = Trial(step: step, value: value, slope: slope)
    trials += 1
    if isAcceptable(trial) { return .accept }
    guard trials < Self.mostTrials else { return .fail }
    guard value.isFinite, slope.isFinite else { return shrink() }
    if isLost(trial) {
      step = safeguarded(stepBySlopes(after: trial))
    } else {
      let next = nextStep(after: trial)
      update(with: trial)
      step = safeguarded(next)
    }
    // A bracket of a few units in the last place holds no other number worth trying.
    if bracketed, abs(other.step - best.step) <= 1e-15 * max(abs(other.step), abs(best.step)) { return .fail }
    return step > 0 && step != trial.step ? .tryAgain : .fail
  }

  private func isAcceptable(_ trial: Trial) -> Bool {
    // Slopes alone must say more: else rounding would pass for progress for ever.
    let enough = isLost(trial) ? min(flatness, Self.flatness.cheap) : flatness
    guard abs(trial.slope) <= -enough * origin.slope else { return false }
    if trial.value <= origin.value + Self.decrease * trial.step * origin.slope { return true }
    return trial.value <= origin.value + valueNoise * abs(origin.value)
  }

  /// Whether the value differs from the start by no more than rounding, so that only slopes still say something.
  private func isLost(_ trial: Trial) -> Bool {
    abs(trial.value - origin.value) <= valueNoise * abs(origin.value)
  }

  /// The zero of the line through the two newest slopes; brackets by the sign of the slope.
  private mutating func stepBySlopes(after trial: Trial) -> Double {
    let secant = trial.step - trial.slope * (trial.step - best.step) / (trial.slope - best.slope)
    if trial.slope > 0 {
      bracketed = true
      other = trial
    } else {
      best = trial
    }
    return bracketed ? secant : max(secant, 2 * trial.step)
  }

  /// Past a value that overflowed: half way back.
  private mutating func shrink() -> LineVerdict {
    other = Trial(step: step, value: .infinity, slope: .infinity)
    step = best.step + (step - best.step) / 2
    return .tryAgain
  }

  // The four cases of Moré & Thuente, section 4.
  private mutating func nextStep(after trial: Trial) -> Double {
    let ascent = trial.slope * (best.slope < 0 ? -1 : 1) < 0  // the slope has changed sign since `best`
    let cubic = Self.cubicMinimizer(best, trial)
    let secant = trial.step + trial.slope / (trial.slope - best.slope) * (best.step - trial.step)
    if trial.value > best.value {
      bracketed = true
      let quadratic = Self.quadraticMinimizer(best, trial)
      return abs(cubic - best.step) < abs(quadratic - best.step) ? cubic : (cubic + quadratic) / 2
    }
    if ascent {
      bracketed = true
      return abs(cubic - trial.step) > abs(secant - trial.step) ? cubic : secant
    }
    if abs(trial.slope) < abs(best.slope) {
      let beyond = (cubic - trial.step) * (trial.step - best.step) > 0
      guard bracketed else {
        let furthest = furthestStep(from: trial)
        guard beyond, cubic.isFinite else { return furthest }
        return abs(cubic - trial.step) > abs(secant - trial.step) ? min(cubic, furthest) : min(secant, furthest)
      }
      let candidate = beyond && abs(cubic - trial.step) < abs(secant - trial.step) ? cubic : secant
      let limit = trial.step + 0.66 * (other.step - trial.step)
      return trial.step > best.step ? min(candidate, limit) : max(candidate, limit)
    }
    return bracketed ? Self.cubicMinimizer(other, trial) : furthestStep(from: trial)
  }

  private func furthestStep(from trial: Trial) -> Double { trial.step + 4 * (trial.step - best.step) }

  private mutating func update(with trial: Trial) {
    if trial.value > best.value {
      other = trial
    } else {
      if trial.slope * best.slope < 0 { other = best }
      best = trial
    }
  }

  /// Keeps the step inside the bracket, and halves a bracket that two steps have not cut by a third.
  private mutating func safeguarded(_ candidate: Double) -> Double {
    guard bracketed else { return candidate.isFinite && candidate > best.step ? candidate : 2 * best.step + step }
    let (low, high) = (min(best.step, other.step), max(best.step, other.step))
    let slow = high - low >= 0.66 * olderWidth
    olderWidth = width
    width = high - low
    guard candidate.isFinite, !slow, candidate > low, candidate < high else { return low + (high - low) / 2 }
    return candidate
  }

  private static func cubicMinimizer(_ a: Trial, _ b: Trial) -> Double {
    let theta = 3 * (a.value - b.value) / (b.step - a.step) + a.slope + b.slope
    let scale = max(abs(theta), abs(a.slope), abs(b.slope))
    let square = (theta / scale) * (theta / scale) - (a.slope / scale) * (b.slope / scale)
    let gamma = scale * max(0, square).squareRoot() * (b.step > a.step ? 1 : -1)
    return b.step - (b.step - a.step) * (b.slope + gamma - theta) / (b.slope - a.slope + 2 * gamma)
  }

  private static func quadraticMinimizer(_ a: Trial, _ b: Trial) -> Double {
    let length = b.step - a.step
    return a.step + a.slope / ((a.value - b.value) / length + a.slope) / 2 * length
  }
}
