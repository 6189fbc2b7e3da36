/// Turns features into few uncorrelated ones that keep most of the variance. scikit-learn's `PCA`.
///
///     let planar = try PCA(components: .count(2)).fitted(to: x).transform(x)            // n × 2
///     let most = try PCA(components: .share(0.95)).fitted(to: x)
///     most.explainedShare.reduce(0, +)                                                   // ≥ 0.95
///
/// The components are the directions of largest variance of the features less their means, by a singular value
/// decomposition or the eigenvectors of the covariance, both from LAPACK. Each is turned so that its largest number is
/// positive. A weight of 2 counts as two equal rows. Sparse rows are read as they are; the result is dense: floats from
/// bytes and floats, doubles otherwise.
///
/// - Complexity: `.full` O(n · p · min(n, p)) time and a copy of the features; `.covariance` O(n · p² + p³) time,
///   memory for 5 · p² numbers; `.randomized` about 10 · n · p · (k + 10) time for k components, and no copy.
public struct PCA: Transformer {
  /// How many components are kept.
  public struct Components: CodedChoice, Sendable, Hashable, Codable {
    package enum Kind: Sendable, Hashable, Codable {
      case all
      case count(Int)
      case share(Double)
    }

    package let kind: Kind

    package init(_ kind: Kind) { self.kind = kind }

    /// All: min(n, p), n the rows with weight. A row of weight 2 is one row here.
    public static let all = Self(.all)
    /// So many, at most min(n, p).
    public static func count(_ count: Int) -> Components { Self(.count(count)) }
    /// As many as keep more than this share of the variance, in 0..<1 but not 0.
    public static func share(_ share: Double) -> Components { Self(.share(share)) }

    /// So many; `nil` where no number was given.
    public var count: Int? {
      if case .count(let count) = kind { count } else { nil }
    }

    /// The share of the variance; `nil` where none was given.
    public var share: Double? {
      if case .share(let share) = kind { share } else { nil }
    }
  }

  /// How the components are computed. scikit-learn's `svd_solver`.
  public struct Solver: NamedChoice, RawRepresentable, Sendable, Hashable, Codable, CaseIterable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
      case automatic, full, covariance, randomized
    }

    package let kind: Kind

    package init(_ kind: Kind) { self.kind = kind }

    /// `.covariance` for up to 1000 columns and ten times as many rows, `.randomized` for fewer than 80 % of the
    /// components of more than 500 × 500 numbers, else `.full`: scikit-learn's choice.
    public static let automatic = Self(.automatic)
    /// A singular value decomposition. scikit-learn's `full`.
    public static let full = Self(.full)
    /// The eigenvectors of the covariance; components with less than 1e-8 of the largest deviation are rounding.
    /// scikit-learn's `covariance_eigh`.
    public static let covariance = Self(.covariance)
    /// A singular value decomposition of the features projected on random directions (Halko, Martinsson and Tropp,
    /// 2011), made better by power iterations. For `.count` only.
    public static let randomized = Self(.randomized)
  }

  /// How many components are kept. scikit-learn's `n_components`.
  public var components: Components
  /// Whether the new features are scaled to variance 1. A component without variance, whose numbers are rounding, gives
  /// 0.
  public var whiten: Bool
  /// How the components are computed.
  public var solver: Solver
  /// The seed of `.randomized`.
  public var randomState: UInt32
  public var model: Model?

  /// A principal component analysis with the given settings.
  public init(
    components: Components = .all, whiten: Bool = false, solver: Solver = .automatic, randomState: UInt32 = 0
  ) {
    self.components = components
    self.whiten = whiten
    self.solver = solver
    self.randomState = randomState
  }

  public func validate() throws {
    switch components.kind {
    case .all: break
    case .count(let count):
      guard count >= 1 else {
        throw EstimatorError.invalidSetting(name: "components", value: ".count(\(count))", rule: "at least 1")
      }
    case .share(let share):
      guard share > 0, share < 1 else {
        throw EstimatorError.invalidSetting(
          name: "components", value: ".share(\(share))", rule: "a share between 0 and 1, or .all")
      }
    }
    if solver == .randomized, components.count != nil { return }
    guard solver != .randomized else {
      throw EstimatorError.unsupported(
        what: "Solver .randomized with components \(components)", instead: "Say how many: .count(k), or use .automatic."
      )
    }
  }
}

/// The settings, without a model.
extension PCA: Codable {
  private enum CodingKeys: String, CodingKey { case components, whiten, solver, randomState }
}
