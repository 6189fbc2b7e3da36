internal import Platform

/// The step size of stochastic gradient descent, mini-batch by mini-batch. scikit-learn's `learning_rate`.
///
/// Where `initial` is `nil` it is 1/𝓛: 𝓛 bounds how steep the mean of a batch of B rows can be, (1 − 1/B) times the mean plus
/// 1/B times the largest weighted ‖x̃ᵢ‖², each over 4 (one-vs-rest) or 2 (softmax), plus the L2 part of the penalty.
///
/// - SeeAlso: Gower et al., *SGD: general analysis and improved rates*, ICML 2019, for 𝓛 (here without its dependence on n).
public enum LearningSchedule: Sendable, Hashable, Codable {
  /// η = initial, > 0, throughout. Ends within the noise of its steps, unless averaged.
  case constant(initial: Double? = nil)
  /// η = 1/(λ·(t₀ + t)) at batch t = 0, 1, …, λ = 1/(S·C). It starts at the smaller of λ^(−1/4) and 1/𝓛. Needs a penalty.
  ///
  /// - SeeAlso: Bottou, *Stochastic gradient descent tricks*, 2012, section 5.2. scikit-learn's `optimal`.
  case optimal
  /// η = initial / (1 + t)^power at batch t; `power` in 0...1. scikit-learn's `invscaling`.
  case inverseScaling(initial: Double? = nil, power: Double = 0.25)
  /// η = initial, halved after 1, 2, 4, … epochs whose objective is not below the best so far: constant as long as that
  /// helps, then falling like one over the number of epochs. In `partialFit`, which has no epochs, it is constant.
  /// scikit-learn's `adaptive` in spirit.
  case adaptive(initial: Double? = nil)

  var initial: Double? {
    switch self {
    case .constant(let initial), .inverseScaling(let initial, _), .adaptive(let initial): initial
    case .optimal: nil
    }
  }

  func validate() throws {
    if let initial, !(initial > 0 && initial.isFinite) {
      throw EstimatorError.invalidSetting(
        name: "schedule.initial", value: "\(initial)", rule: "finite and greater than 0, or nil for 1/𝓛")
    }
    if case .inverseScaling(_, let power) = self, !(0...1).contains(power) {
      throw EstimatorError.invalidSetting(name: "schedule.power", value: "\(power)", rule: "in 0...1")
    }
  }

  /// η of a batch.
  ///
  /// - Parameters:
  ///   - first: The η of batch 0.
  ///   - strength: λ.
  func rate(first: Double, strength: Double, batch: Int) -> Double {
    switch self {
    case .constant, .adaptive: first
    case .optimal: first / (1 + first * strength * Double(batch))
    case .inverseScaling(_, let power): first / pow(1 + Double(batch), power)
    }
  }

  /// η of batch 0 from 𝓛, where `initial` leaves it open.
  func first(steepness: Double, strength: Double) -> Double {
    let safe = steepness > 0 ? 1 / steepness : 1  // nothing depends on the weights
    if case .optimal = self { return min(safe, pow(strength, -0.25)) }
    return safe
  }
}
