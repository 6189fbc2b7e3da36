// Guarded by `StochasticGradientTests`.
internal import Platform

/// The step size of stochastic gradient descent, mini-batch by mini-batch. scikit-learn's `learning_rate`.
///
/// Where `initial` is `nil` it is 1/𝓛: 𝓛 bounds how steep the mean of a batch of B rows can be, (1 − 1/B) times the
/// mean plus 1/B times the largest weighted ‖x̃ᵢ‖², each over 4 (one-vs-rest) or 2 (softmax), plus the L2 part of the
/// penalty.
///
/// - SeeAlso: Gower et al., *SGD: general analysis and improved rates*, ICML 2019, for 𝓛 (here without its dependence
///   on n).
public struct LearningSchedule: CodedChoice, Sendable, Hashable, Codable {
  package enum Kind: Sendable, Hashable, Codable {
    case constant(initial: Double?)
    case optimal
    case inverseScaling(initial: Double?, power: Double)
    case adaptive(initial: Double?)
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  /// η = initial, > 0, throughout. Ends within the noise of its steps, unless averaged.
  public static func constant(initial: Double? = nil) -> LearningSchedule { Self(.constant(initial: initial)) }
  /// η = 1/(λ·(t₀ + t)) at batch t = 0, 1, …, λ = 1/(S·C). It starts at the smaller of λ^(−1/4) and 1/𝓛. Needs a
  /// penalty.
  ///
  /// - SeeAlso: Bottou, *Stochastic gradient descent tricks*, 2012, section 5.2. scikit-learn's `optimal`.
  public static let optimal = Self(.optimal)
  /// η = initial / (1 + t)^power at batch t; `power` in 0...1. scikit-learn's `invscaling`.
  public static func inverseScaling(initial: Double? = nil, power: Double = 0.25) -> LearningSchedule {
    Self(.inverseScaling(initial: initial, power: power))
  }
  /// η = initial, halved after 1, 2, 4, … epochs whose objective is not below the best so far: constant as long as that
  /// helps, then falling like one over the number of epochs. In `partialFit`, which has no epochs, it is constant.
  /// scikit-learn's `adaptive` in spirit.
  public static func adaptive(initial: Double? = nil) -> LearningSchedule { Self(.adaptive(initial: initial)) }

  /// η at the start; `nil` where it follows from the data. scikit-learn's `eta0`.
  public var initial: Double? {
    switch kind {
    case .constant(let initial), .inverseScaling(let initial, _), .adaptive(let initial): initial
    case .optimal: nil
    }
  }

  /// The exponent of ``inverseScaling(initial:power:)``; `nil` for other schedules. scikit-learn's `power_t`.
  public var power: Double? {
    if case .inverseScaling(_, let power) = kind { power } else { nil }
  }

  func validate() throws {
    if let initial, !(initial > 0 && initial.isFinite) {
      throw EstimatorError.invalidSetting(
        name: "schedule.initial", value: "\(initial)", rule: "finite and greater than 0, or nil for 1/𝓛")
    }
    if case .inverseScaling(_, let power) = kind, !(0...1).contains(power) {
      throw EstimatorError.invalidSetting(name: "schedule.power", value: "\(power)", rule: "in 0...1")
    }
  }

  /// η of a batch.
  ///
  /// - Parameters:
  ///   - first: The η of batch 0.
  ///   - strength: λ.
  func rate(first: Double, strength: Double, batch: Int) -> Double {
    switch kind {
    case .constant, .adaptive: first
    case .optimal: first / (1 + first * strength * Double(batch))
    case .inverseScaling(_, let power): first / pow(1 + Double(batch), power)
    }
  }

  /// η of batch 0 from 𝓛, where `initial` leaves it open.
  func first(steepness: Double, strength: Double) -> Double {
    let safe = steepness > 0 ? 1 / steepness : 1  // nothing depends on the weights
    if case .optimal = kind { return min(safe, pow(strength, -0.25)) }
    return safe
  }
}
