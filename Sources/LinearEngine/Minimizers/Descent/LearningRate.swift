import Matrices

/// The step size of gradient descent.
public struct LearningRate: CodedChoice, Sendable, Hashable, Codable {
  package enum Kind: Sendable, Hashable, Codable {
    case automatic
    case fixed(Double)
    case backtracking(initial: Double)
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  /// 1/L, L a bound of the largest curvature, found by power iteration: converges on any data.
  public static let automatic = Self(.automatic)
  /// The same step throughout, > 0. Above 2/L gradient descent diverges.
  public static func fixed(_ step: Double) -> LearningRate { Self(.fixed(step)) }
  /// Found by trial: each step starts longer than the last and is shortened until the objective falls by half of what
  /// the slope promises. `initial` is the first to try, > 0. Needs no bound of the curvature, and steps are longer
  /// where the objective is flat. A trial costs no pass; with an L1 norm or bounds, one that fails costs half a pass.
  public static func backtracking(initial: Double) -> LearningRate { Self(.backtracking(initial: initial)) }

  /// The step that is the same throughout; `nil` for other step sizes. scikit-learn's `eta0`.
  public var fixed: Double? {
    if case .fixed(let step) = kind { step } else { nil }
  }

  /// The first step to try of ``backtracking(initial:)``; `nil` for other step sizes.
  public var initial: Double? {
    if case .backtracking(let initial) = kind { initial } else { nil }
  }

  /// By trial, starting at 1.
  public static var backtracking: LearningRate { .backtracking(initial: 1) }
}
