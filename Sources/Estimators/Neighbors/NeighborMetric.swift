/// How far apart two rows are. scikit-learn's `metric`, and `p` of the Minkowski distance.
public struct NeighborMetric: CodedChoice, Sendable, Hashable, Codable {
  package enum Kind: Sendable, Hashable, Codable {
    case euclidean, manhattan
    case minkowski(p: Double)
    case chebyshev
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  /// √Σ (a_j − b_j)². scikit-learn's default.
  public static let euclidean = Self(.euclidean)
  /// Σ |a_j − b_j|.
  public static let manhattan = Self(.manhattan)
  /// (Σ |a_j − b_j|^p)^(1/p), p ≥ 1 and finite.
  public static func minkowski(p: Double) -> NeighborMetric { Self(.minkowski(p: p)) }
  /// max |a_j − b_j|, the limit of Minkowski's for p → ∞.
  public static let chebyshev = Self(.chebyshev)

  /// Minkowski's exponent: 2 for Euclid's distance, 1 for Manhattan's, ∞ for Chebyshev's; `nil` for one without.
  /// scikit-learn's `p`.
  public var p: Double? {
    switch kind {
    case .euclidean: 2
    case .manhattan: 1
    case .minkowski(let p): p
    case .chebyshev: .infinity
    }
  }

  /// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)`` for p below 1.
  func validate() throws {
    guard case .minkowski(let p) = kind, !(p >= 1 && p.isFinite) else { return }
    throw EstimatorError.invalidSetting(
      name: "metric", value: "minkowski(p: \(p))", rule: "a distance: p finite and at least 1 (chebyshev is p = ∞)")
  }
}

/// How much the neighbours of a row have to say. scikit-learn's `weights`.
public struct NeighborWeighting: NamedChoice, RawRepresentable, Sendable, Hashable, Codable, CaseIterable {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case uniform, distance
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  /// All the same.
  public static let uniform = Self(.uniform)
  /// In inverse proportion to the distance; neighbours at distance 0 have it all.
  public static let distance = Self(.distance)
}
