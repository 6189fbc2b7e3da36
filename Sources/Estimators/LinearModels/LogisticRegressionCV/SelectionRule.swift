/// Which C a cross-validation over a grid of them chooses.
public enum SelectionRule: String, Sendable, Hashable, Codable, CaseIterable {
  /// The C with the best mean score; of equals the smallest. scikit-learn's choice, glmnet's `lambda.min`.
  case best
  /// The smallest C whose mean score is within one standard error of the best: the simplest model that the data cannot
  /// tell from the best one. glmnet's `lambda.1se`.
  case oneStandardError
}
