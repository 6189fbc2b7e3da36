/// Transformers followed by a classifier or a regressor, as one. scikit-learn's `make_pipeline`.
///
///     var pipeline = Pipeline {
///       StandardScaler()
///       LogisticRegression(c: 0.1)
///     }
///     try pipeline.fit(x, y)
///     pipeline.stages.withMean = false       // every setting stays reachable, and a typo does not compile
///     pipeline.classifier.c = 1              // `regressor` where it ends in one
///
/// Weights and classes reach every stage; a row of weight 0 counts as absent for all of them. Numbers reach the
/// regressor alone.
public struct Pipeline<Stages: Transformer, Last: SupervisedEstimator>: SupervisedEstimator
where Last.Input == Features {
  public typealias Target = Last.Target
  public typealias Input = Features

  /// The fitted stages and what is fitted behind them.
  public struct Model: SupervisedModel {
    public typealias Target = Last.Target
    public typealias Input = Features

    /// The changes applied before the end.
    public let stages: Stages.Model
    /// What is fitted on the changed features: ``classifier``, ``regressor``.
    public let last: Last.Model

    package init(stages: Stages.Model, last: Last.Model) {
      self.stages = stages
      self.last = last
    }
  }

  /// The transformers: one, or a ``Chain``.
  public var stages: Stages
  /// The classifier or regressor at the end: ``classifier``, ``regressor``.
  public var last: Last
  public var model: Model?

  /// The stages in order, the classifier or regressor last.
  public init(@PipelineBuilder _ build: () -> Self) { self = build() }

  init(stages: Stages, last: Last) {
    self.stages = stages
    self.last = last
  }
}

extension Pipeline where Last: Classifier {
  /// The classifier at the end.
  public var classifier: Last {
    get { last }
    set { last = newValue }
  }
}

extension Pipeline where Last: Regressor {
  /// The regressor at the end.
  public var regressor: Last {
    get { last }
    set { last = newValue }
  }
}

extension Pipeline.Model where Last: Classifier {
  /// The classifier fitted on the changed features.
  public var classifier: Last.Model { last }
}

extension Pipeline.Model where Last: Regressor {
  /// The regressor fitted on the changed features.
  public var regressor: Last.Model { last }
}

extension Pipeline.Model: StagedModel {
  static func features(_ stages: Stages.Model, of x: Features) throws -> Features { try stages.transform(x) }
}

extension Pipeline: StagedEstimator {
  func fittedStages(_ data: TrainingData<Features, Target>) throws -> Stages.Model {
    try stages.fitted(to: data.input, targets: data.classTargets, weights: data.weights)
  }
}

extension Pipeline.Model: LabelModel, ClassifierModel, StagedClassifierModel where Last: Classifier {
  public typealias Label = Last.Label
}

extension Pipeline: LabelEstimator, Classifier where Last: Classifier {
  public typealias Label = Last.Label
}

extension Pipeline.Model: NumberModel, RegressorModel, StagedRegressorModel
where Last: Regressor {}
extension Pipeline: NumberEstimator, Regressor where Last: Regressor {}

/// Builds a ``Pipeline`` from its stages.
@resultBuilder
public enum PipelineBuilder {
  /// The first stage.
  public static func buildPartialBlock<First>(first: First) -> First { first }

  /// One more transformer.
  public static func buildPartialBlock<First: Transformer, Then: Transformer>(
    accumulated: First, next: Then
  ) -> Chain<First, Then> {
    Chain(accumulated, next)
  }

  /// The classifier, which ends the pipeline.
  public static func buildPartialBlock<Stages: Transformer, Last: Classifier>(
    accumulated: Stages, next: Last
  ) -> Pipeline<Stages, Last> {
    Pipeline(stages: accumulated, last: next)
  }

  /// The regressor, which ends the pipeline.
  public static func buildPartialBlock<Stages: Transformer, Last: Regressor>(
    accumulated: Stages, next: Last
  ) -> Pipeline<Stages, Last> {
    Pipeline(stages: accumulated, last: next)
  }
}

/// The settings, without a model.
extension Pipeline: Codable where Stages: Codable, Last: Codable {
  private enum CodingKeys: String, CodingKey {
    case stages
    // The name that files have had since before there were regressors.
    case last = "classifier"
  }
}

extension Pipeline.Model {
  private enum CodingKeys: String, CodingKey {
    case stages
    case last = "classifier"
  }
}
