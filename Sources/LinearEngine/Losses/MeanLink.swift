// Guarded by `ScoreLossTests`.
import Matrices

/// How the mean μ of a target follows from the score z of its row. scikit-learn's `link`.
public struct MeanLink: NamedChoice, RawRepresentable, Sendable, Hashable, Codable, CaseIterable {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case log, identity
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  /// μ = exp(z): what the features do is multiplied.
  public static let log = Self(.log)
  /// μ = z: what the features do is added.
  public static let identity = Self(.identity)
}
