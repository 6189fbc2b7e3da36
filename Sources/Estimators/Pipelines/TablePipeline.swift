/// A way from a table to features, transformers, and a classifier or regressor, as one: what a CSV file with texts and
/// gaps needs.
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
public struct TablePipeline<Stages: TableTransformer, Last: SupervisedEstimator>: SupervisedEstimator
where Last.Input == Features {
  public typealias Target = Last.Target
  public typealias Input = Table

  /// The fitted stages and what is fitted behind them.
  public struct Model: SupervisedModel {
    public typealias Target = Last.Target
    public typealias Input = Table

    /// The way from a table to the features of the end.
    public let stages: Stages.Model
    /// What is fitted on the changed features: ``classifier``, ``regressor``.
    public let last: Last.Model

    package init(stages: Stages.Model, last: Last.Model) {
      self.stages = stages
      self.last = last
    }
  }

  /// The way from a table to features: one, or a ``Chain``.
  public var stages: Stages
  /// The classifier or regressor at the end: ``classifier``, ``regressor``.
  public var last: Last
  public var model: Model?

  /// The stages in order, the classifier or regressor last.
  public init(@TablePipelineBuilder _ build: () -> Self) { self = build() }

  init(stages: Stages, last: Last) {
    self.stages = stages
    self.last = last
  }
}

extension TablePipeline where Last: Classifier {
  /// The classifier at the end.
  public var classifier: Last {
    get { last }
    set { last = newValue }
  }
}

extension TablePipeline where Last: Regressor {
  /// The regressor at the end.
  public var regressor: Last {
    get { last }
    set { last = newValue }
  }
}

extension TablePipeline.Model where Last: Classifier {
  /// The classifier fitted on the changed features.
  public var classifier: Last.Model { last }
}

extension TablePipeline.Model where Last: Regressor {
  /// The regressor fitted on the changed features.
  public var regressor: Last.Model { last }
}

extension TablePipeline.Model: StagedModel {
  static func features(_ stages: Stages.Model, of x: Table) throws -> Features { try stages.transform(x) }
}

extension TablePipeline: StagedEstimator {
  func fittedStages(_ data: TrainingData<Table, Target>) throws -> Stages.Model {
    try stages.fitted(to: data.input, targets: data.classTargets, weights: data.weights)
  }
}

extension TablePipeline.Model: LabelModel, TableClassifierModel, StagedClassifierModel where Last: Classifier {
  public typealias Label = Last.Label
}

extension TablePipeline: LabelEstimator, TableClassifier where Last: Classifier {
  public typealias Label = Last.Label
}

extension TablePipeline.Model: NumberModel, TableRegressorModel, StagedRegressorModel
where Last: Regressor {}
extension TablePipeline: NumberEstimator, TableRegressor where Last: Regressor {}

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
    TablePipeline(stages: accumulated, last: next)
  }

  /// The regressor, which ends the pipeline.
  public static func buildPartialBlock<Stages: TableTransformer, Last: Regressor>(
    accumulated: Stages, next: Last
  ) -> TablePipeline<Stages, Last> {
    TablePipeline(stages: accumulated, last: next)
  }

  /// A transformer behind an `if`.
  public static func buildOptional<Stage: Transformer>(_ stage: Stage?) -> OptionalStage<Stage> { OptionalStage(stage) }
}

/// The settings, without a model.
extension TablePipeline: Codable where Stages: Codable, Last: Codable {
  private enum CodingKeys: String, CodingKey {
    case stages
    // The name that files have had since before there were regressors.
    case last = "classifier"
  }
}

extension TablePipeline.Model {
  private enum CodingKeys: String, CodingKey {
    case stages
    case last = "classifier"
  }
}
