/// What is added to the mean loss. Besides nothing to the intercepts, which are never penalised.
///
/// With ρ the share of the L1 norm, S the sum of the weights of all rows and φⱼ the factor of feature j (all 1 unless
/// ``LogisticRegression/penaltyFactors`` says otherwise):
///
///     1/(S·C) · Σⱼ φⱼ · [ (1 − ρ)/2 · Σₖ w²ₖⱼ  +  ρ · Σₖ |wₖⱼ| ]
///
/// - SeeAlso: Zou & Hastie, *Regularization and variable selection via the elastic net*, J. R. Statist. Soc. B 67 (2005).
public enum Penalty: Sendable, Hashable, Codable {
  /// Nothing. Separable data then have no optimum: the weights grow until a limit stops them.
  case none
  /// ρ = 0, the squares: ‖W‖² / (2·S·C).
  case l2
  /// ρ = 1, the magnitudes: ‖W‖₁ / (S·C). Weights that do not pay for themselves are exactly 0.
  case l1
  /// ρ = `l1Ratio` in 0...1, both. scikit-learn's `l1_ratio`.
  case elasticNet(l1Ratio: Double)

  /// ρ, the share of the L1 norm; 0 without a penalty.
  var l1Ratio: Double {
    switch self {
    case .none, .l2: 0
    case .l1: 1
    case .elasticNet(let ratio): ratio
    }
  }

  var name: String {
    switch self {
    case .none: "none"
    case .l2: "l2"
    case .l1: "l1"
    case .elasticNet(let ratio): "elasticNet(l1Ratio: \(ratio))"
    }
  }
}
