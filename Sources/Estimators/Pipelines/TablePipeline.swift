/// A way from a table to features, transformers, and a classifier, as one: what a CSV file with texts and gaps needs.
///
///     var pipeline = TablePipeline {
///       ColumnTransformer {
///         Columns("age", "fare") {
///           SimpleImputer(strategy: .median)
///           StandardScaler()
///         }
///         OneHotEncoder(["sex", "port"], unknown: .ignore)
///       }
///       LogisticRegression<String>()
///     }
///     try pipeline.fit(table, table.stringLabels("survived"))
///     try pipeline.predict(newcomers)
///
/// Like a ``Pipeline``, but for a `Table`: everything is learned from the table that is fitted, so nothing leaks from
/// the one that is judged. Weights and targets reach every stage; a row of weight 0 counts as absent for all of them.
/// Cross-validation, searches, calibration, thresholds, importance and curves take it with a table in the place of
/// features.
///
/// The name says what is read: most stages that choose columns (``Columns``, ``OneHotEncoder``, ``ColumnTransformer``)
/// read features as well.
public struct TablePipeline<Stages: TableTransformer, Last: Classifier>: TableClassifier {
  public typealias Label = Last.Label

  /// The fitted stages and the fitted classifier.
  public struct Model: TableClassifierModel {
    public typealias Label = Last.Label

    /// The way from a table to the features of the classifier.
    public let stages: Stages.Model
    /// The classifier fitted on these features.
    public let classifier: Last.Model
  }

  /// The way from a table to features: one, or a ``Chain``.
  public var stages: Stages
  /// The classifier at the end.
  public var classifier: Last
  public var model: Model?

  /// The stages in order, the classifier last.
  public init(@TablePipelineBuilder _ build: () -> Self) { self = build() }

  init(stages: Stages, classifier: Last) {
    self.stages = stages
    self.classifier = classifier
  }
}

extension TablePipeline.Model: StagedModel {
  static func features(_ stages: Stages.Model, of x: Table) throws -> Features { try stages.transform(x) }
}

extension TablePipeline: StagedClassifier {
  func fittedStages(_ data: TrainingData<Table, Label>) throws -> Stages.Model {
    try stages.fitted(to: data.input, targets: data.encoding.targets, weights: data.weights)
  }
}

/// Builds a ``TablePipeline`` from its stages.
@resultBuilder
public enum TablePipelineBuilder {
  /// The way from the table; behind an `if`, a transformer.
  public static func buildPartialBlock<First: Estimator>(first: First) -> First { first }

  /// One more transformer.
  public static func buildPartialBlock<First: TableTransformer, Then: Transformer>(
    accumulated: First, next: Then
  ) -> Chain<First, Then> {
    Chain(accumulated, next)
  }

  /// The classifier, which ends the pipeline.
  public static func buildPartialBlock<Stages: TableTransformer, Last: Classifier>(
    accumulated: Stages, next: Last
  ) -> TablePipeline<Stages, Last> {
    TablePipeline(stages: accumulated, classifier: next)
  }

  /// A transformer behind an `if`.
  public static func buildOptional<Stage: Transformer>(_ stage: Stage?) -> OptionalStage<Stage> { OptionalStage(stage) }
}

/// The settings, without a model.
extension TablePipeline: Codable where Stages: Codable, Last: Codable {
  private enum CodingKeys: String, CodingKey { case stages, classifier }
}
