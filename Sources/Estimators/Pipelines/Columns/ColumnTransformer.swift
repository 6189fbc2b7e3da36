/// Different columns in different ways, their features side by side. scikit-learn's `ColumnTransformer`.
///
///     let prepare = ColumnTransformer {
///       Columns("age", "fare") {
///         SimpleImputer(strategy: .median)
///         StandardScaler()
///       }
///       OneHotEncoder(["sex", "port"], unknown: .ignore)
///     }
///
/// Of a table, columns go by name; of features, by number or name. Columns that no part names are dropped, unless there
/// is a `remainder`. The result is sparse when a part is and fewer than 30 % of its numbers are not 0, as in
/// scikit-learn.
///
/// - SeeAlso: ``TablePipeline``, which ends in a classifier.
public struct ColumnTransformer<Parts: Estimator>: Estimator {
  public typealias Model = Parts.Model

  /// The parts: one, or nested ``Beside``.
  public var parts: Parts
  public var model: Model?

  /// The parts in the order of their features.
  public init(@ColumnTransformerBuilder _ parts: () -> Parts) { self.parts = parts() }

  /// The parts in the order of their features, and behind them the columns that no part reads, in the order of the
  /// table.
  ///
  ///     ColumnTransformer(remainder: Passthrough()) { OneHotEncoder(["sex", "port"]) }
  ///
  /// Of a table these must be numbers, and the labels must not be among them: leave them out with
  /// `table.dropping(columns: ["survived"])`.
  ///
  /// - Parameters:
  ///   - remainder: What those columns go through; ``Passthrough`` leaves them as they are. scikit-learn's `remainder`.
  ///   - parts: The parts in the order of their features.
  public init<Chosen: ColumnChooser, Rest: Transformer>(
    remainder: Rest, @ColumnTransformerBuilder _ parts: () -> Chosen
  ) where Parts == WithRemainder<Chosen, Rest> {
    self.parts = WithRemainder(parts: parts(), rest: remainder)
  }

  public func validate() throws { try parts.validate() }
}

extension ColumnTransformer: TableTransformer where Parts: TableTransformer {
  public func fitted(to table: Table, targets: ClassTargets?, weights: [Double]?) throws -> Parts.Model {
    try parts.fitted(to: table, targets: targets, weights: weights)
  }
}

extension ColumnTransformer: Transformer where Parts: Transformer {
  public func fitted(to x: Features, targets: ClassTargets?, weights: [Double]?) throws -> Parts.Model {
    try parts.fitted(to: x, targets: targets, weights: weights)
  }
}

/// Builds a ``ColumnTransformer`` from its parts: ``Columns``, ``OneHotEncoder``, ``OrdinalEncoder``, or your own.
@resultBuilder
public enum ColumnTransformerBuilder {
  /// The first part.
  public static func buildPartialBlock<First: Estimator>(first: First) -> First { first }

  /// One more part, whose features stand behind the others.
  public static func buildPartialBlock<First: Estimator, Then: Estimator>(
    accumulated: First, next: Then
  ) -> Beside<First, Then> {
    Beside(accumulated, next)
  }
}

/// The settings, without a model.
extension ColumnTransformer: Codable where Parts: Codable {
  private enum CodingKeys: String, CodingKey { case parts }
}
