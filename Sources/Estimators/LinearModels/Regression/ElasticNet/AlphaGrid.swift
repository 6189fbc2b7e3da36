internal import Platform

/// The values of α that a path of ``ElasticNet`` visits, descending.
public struct AlphaGrid: CodedChoice, Sendable, Hashable, Codable {
  package enum Kind: Sendable, Hashable, Codable {
    case values([Double])
    case automatic(count: Int, ratio: Double)
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  /// These, each finite and > 0.
  public static func values(_ list: [Double]) -> AlphaGrid { Self(.values(list)) }
  /// `count` values, 2...10,000, evenly spaced in their logarithm, from the smallest α at which every penalised weight
  /// is 0 down to `ratio` < 1 times that. scikit-learn's `n_alphas` and `eps`, glmnet's `lambda.min.ratio`. An L1 share
  /// below 0.001 counts as 0.001 here.
  public static func automatic(count: Int, ratio: Double) -> AlphaGrid { Self(.automatic(count: count, ratio: ratio)) }
  /// 100 values over three orders of magnitude, as in scikit-learn.
  public static var automatic: AlphaGrid { .automatic(count: 100, ratio: 1e-3) }

  /// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)``.
  func validate() throws {
    switch kind {
    case .values(let list):
      try requireSetting(!list.isEmpty, "grid", "no values", "at least one value of alpha")
      for alpha in list { try requireSetting(alpha > 0 && alpha.isFinite, "grid", alpha, "values finite and above 0") }
    case .automatic(let count, let ratio):
      // Each is a fit, and a model that is kept.
      try requireSetting((2...10_000).contains(count), "grid.count", count, "in 2...10,000")
      try requireSetting(ratio > 0 && ratio < 1, "grid.ratio", ratio, "above 0 and below 1")
    }
  }

  /// The values in descending order.
  ///
  /// - Parameter largest: The first one of an automatic grid.
  func values(from largest: Double) -> [Double] {
    switch kind {
    case .values(let list): list.sorted(by: >)
    case .automatic(let count, let ratio):
      // Where no feature explains anything, any α will do.
      (0..<count).map { max(largest, .leastNormalMagnitude * 1e8) * pow(ratio, Double($0) / Double(count - 1)) }
    }
  }
}
