import Matrices

/// How numbers turn into places along an axis.
public struct AxisScale: NamedChoice, RawRepresentable, Sendable, Hashable, Codable, CaseIterable {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case linear, log
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  /// Equal differences are equally far apart.
  public static let linear = Self(.linear)
  /// Equal ratios are equally far apart; every number must be above 0.
  public static let log = Self(.log)
}
