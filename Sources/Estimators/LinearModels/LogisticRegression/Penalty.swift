/// What is added to the mean loss. Besides nothing to the intercepts, which are never penalised.
///
/// With ρ the share of the L1 norm, S the sum of the weights of all rows and φⱼ the factor of feature j (all 1 unless
/// ``LogisticRegression/penaltyFactors`` says otherwise):
///
///     1/(S·C) · Σⱼ φⱼ · [ (1 − ρ)/2 · Σₖ w²ₖⱼ  +  ρ · Σₖ |wₖⱼ| ]
///
/// - SeeAlso: Zou & Hastie, *Regularization and variable selection via the elastic net*, J. R. Statist. Soc. B 67
///   (2005).
public struct Penalty: CodedChoice, Sendable, Hashable, Codable {
  package enum Kind: Sendable, Hashable, Codable {
    case none, l2, l1
    case elasticNet(l1Ratio: Double)
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  /// Nothing. Separable data then have no optimum: the weights grow until a limit stops them.
  public static let none = Self(.none)
  /// ρ = 0, the squares: ‖W‖² / (2·S·C).
  public static let l2 = Self(.l2)
  /// ρ = 1, the magnitudes: ‖W‖₁ / (S·C). Weights that do not pay for themselves are exactly 0.
  public static let l1 = Self(.l1)
  /// ρ = `l1Ratio` in 0...1, both. scikit-learn's `l1_ratio`.
  public static func elasticNet(l1Ratio: Double) -> Penalty { Self(.elasticNet(l1Ratio: l1Ratio)) }

  /// ρ, the share of the L1 norm; 0 without a penalty. scikit-learn's `l1_ratio`.
  public var l1Ratio: Double {
    switch kind {
    case .none, .l2: 0
    case .l1: 1
    case .elasticNet(let ratio): ratio
    }
  }

  var name: String {
    switch kind {
    case .none: "none"
    case .l2: "l2"
    case .l1: "l1"
    case .elasticNet(let ratio): "elasticNet(l1Ratio: \(ratio))"
    }
  }
}
