/// How far apart two rows are. scikit-learn's `metric`, and `p` of the Minkowski distance.
public enum NeighborMetric: Sendable, Hashable, Codable {
  /// √Σ (a_j − b_j)². scikit-learn's default.
  case euclidean
  /// Σ |a_j − b_j|.
  case manhattan
  /// (Σ |a_j − b_j|^p)^(1/p), p ≥ 1 and finite.
  case minkowski(p: Double)
  /// max |a_j − b_j|, the limit of Minkowski's for p → ∞.
  case chebyshev

  /// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)`` for p below 1.
  func validate() throws {
    guard case .minkowski(let p) = self, !(p >= 1 && p.isFinite) else { return }
    throw EstimatorError.invalidSetting(
      name: "metric", value: "minkowski(p: \(p))", rule: "a distance: p finite and at least 1 (chebyshev is p = ∞)")
  }
}

/// How much the neighbours of a row have to say. scikit-learn's `weights`.
public enum NeighborWeighting: String, Sendable, Hashable, Codable, CaseIterable {
  /// All the same.
  case uniform
  /// In inverse proportion to the distance; neighbours at distance 0 have it all.
  case distance
}
