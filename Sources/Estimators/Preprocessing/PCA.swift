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
/// - Complexity: `.full` O(n · p · min(n, p)) time and a copy of the features; `.covariance` O(n · p² + p³) time, memory for
///   5 · p² numbers; `.randomized` about 10 · n · p · (k + 10) time for k components, and no copy.
public struct PCA: Transformer {
  /// How many components are kept.
  public enum Components: Sendable, Hashable, Codable {
    /// All: min(n, p), n the rows with weight. A row of weight 2 is one row here.
    case all
    /// So many, at most min(n, p).
    case count(Int)
    /// As many as keep more than this share of the variance, in 0..<1 but not 0.
    case share(Double)
  }

  /// How the components are computed. scikit-learn's `svd_solver`.
  public enum Solver: String, Sendable, Hashable, Codable, CaseIterable {
    /// `.covariance` for up to 1000 columns and ten times as many rows, `.randomized` for fewer than 80 % of the components
    /// of more than 500 × 500 numbers, else `.full`: scikit-learn's choice.
    case automatic
    /// A singular value decomposition. scikit-learn's `full`.
    case full
    /// The eigenvectors of the covariance; components with less than 1e-8 of the largest deviation are rounding.
    /// scikit-learn's `covariance_eigh`.
    case covariance
    /// A singular value decomposition of the features projected on random directions (Halko, Martinsson and Tropp, 2011),
    /// made better by power iterations. For `.count` only.
    case randomized
  }

  /// How many components are kept. scikit-learn's `n_components`.
  public var components: Components
  /// Whether the new features are scaled to variance 1. A component without variance, whose numbers are rounding, gives 0.
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
    switch components {
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
    if solver == .randomized, case .count = components { return }
    guard solver != .randomized else {
      throw EstimatorError.unsupported(
        what: "Solver .randomized with components \(components)", instead: "Say how many: .count(k), or use .automatic."
      )
    }
  }
}
