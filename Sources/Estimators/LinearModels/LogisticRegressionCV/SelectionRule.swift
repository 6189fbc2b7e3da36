/// Which C a cross-validation over a grid of them chooses.
public struct SelectionRule: NamedChoice, RawRepresentable, Sendable, Hashable, Codable, CaseIterable {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case best, oneStandardError
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  /// The C with the best mean score; of equals the smallest. scikit-learn's choice, glmnet's `lambda.min`.
  public static let best = Self(.best)
  /// The smallest C whose mean score is within one standard error of the best: the simplest model that the data cannot
  /// tell from the best one. glmnet's `lambda.1se`.
  public static let oneStandardError = Self(.oneStandardError)
}
