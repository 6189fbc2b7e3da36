/// Transformers followed by a classifier, as one classifier. scikit-learn's `make_pipeline`.
///
///     var pipeline = Pipeline {
///       StandardScaler()
///       LogisticRegression(c: 0.1)
///     }
///     try pipeline.fit(x, y)
///     pipeline.stages.withMean = false       // every setting stays reachable, and a typo does not compile
///
/// Weights and targets reach every stage; a row of weight 0 counts as absent for all of them.
public struct Pipeline<Stages: Transformer, Last: Classifier>: Classifier {
  public typealias Label = Last.Label

  /// The fitted stages and the fitted classifier.
  public struct Model: ClassifierModel {
    public typealias Label = Last.Label

    /// The changes applied before the classifier.
    public let stages: Stages.Model
    /// The classifier fitted on the changed features.
    public let classifier: Last.Model

    package init(stages: Stages.Model, classifier: Last.Model) {
      self.stages = stages
      self.classifier = classifier
    }
  }

  /// The transformers: one, or a ``Chain``.
  public var stages: Stages
  /// The classifier at the end.
  public var classifier: Last
  public var model: Model?

  /// The stages in order, the classifier last.
  public init(@PipelineBuilder _ build: () -> Self) { self = build() }

  init(stages: Stages, classifier: Last) {
    self.stages = stages
    self.classifier = classifier
  }
}

extension Pipeline.Model: StagedModel {
  static func features(_ stages: Stages.Model, of x: Features) throws -> Features { try stages.transform(x) }
}

extension Pipeline: StagedClassifier {
  func fittedStages(_ data: TrainingData<Features, Label>) throws -> Stages.Model {
    try stages.fitted(to: data.input, targets: data.encoding.targets, weights: data.weights)
  }
}

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
    Pipeline(stages: accumulated, classifier: next)
  }
}

/// The settings, without a model.
extension Pipeline: Codable where Stages: Codable, Last: Codable {
  private enum CodingKeys: String, CodingKey { case stages, classifier }
}
