/// Transformers followed by a classifier, as one classifier. scikit-learn's `make_pipeline`.
///
///     var pipeline = Pipeline {
///       StandardScaler()
///       LogisticRegression(c: 0.1)
///     }
///     try pipeline.fit(x, y)
///     pipeline.stages.withMean = false       // every setting stays reachable, and a typo does not compile
///
/// Weights and targets reach every stage.
public struct Pipeline<Stages: Transformer, Last: Classifier>: Classifier {
  public typealias Label = Last.Label

  /// The fitted stages and the fitted classifier.
  public struct Model: ClassifierModel {
    /// The changes applied before the classifier.
    public let stages: Stages.Model
    /// The classifier fitted on the changed features.
    public let classifier: Last.Model

    public var classes: [Last.Label] { classifier.classes }

    public func decisionFunction(_ x: Features) throws -> Matrix<Double> {
      try classifier.decisionFunction(stages.transform(x))
    }

    public func predictLogProbabilities(_ x: Features) throws -> Matrix<Double> {
      try classifier.predictLogProbabilities(stages.transform(x))
    }

    public func predictProbabilities(_ x: Features) throws -> Matrix<Double> {
      try classifier.predictProbabilities(stages.transform(x))
    }

    public func predict(_ x: Features) throws -> [Last.Label] { try classifier.predict(stages.transform(x)) }

    /// The score of the classifier at the end, on the changed features.
    public func score(_ x: Features, _ y: [Last.Label], weights: [Double]?) throws -> Double {
      try classifier.score(stages.transform(x), y, weights: weights)
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

  public var warmStart: Bool { classifier.warmStart }

  public func lacking(_ classes: Set<Label>) -> Self {
    var copy = self
    copy.classifier = classifier.lacking(classes)
    return copy
  }

  public func validate() throws {
    try stages.validate()
    try classifier.validate()
  }

  public func fitted(
    to x: Features, _ y: [Last.Label], weights: [Double]?, startingFrom: Model?, onIteration: OnIteration
  ) throws -> Model {
    try fitted(to: x, y, weights: weights, groups: nil, startingFrom: startingFrom, onIteration: onIteration)
  }

  public func fitted(
    to x: Features, _ y: [Last.Label], weights: [Double]?, groups: ClassTargets?, startingFrom: Model?,
    onIteration: OnIteration
  ) throws -> Model {
    try validate()
    try requireFittingCounts(x, targets: y.count, weights: weights)
    let stages = try stages.fitted(to: x, targets: ClassEncoding(y).targets, weights: weights)
    return try wrappingModel {
      try classifier.fitted(
        to: stages.transform(x), y, weights: weights, groups: groups, startingFrom: startingFrom?.classifier,
        onIteration: onIteration)
    } in: {
      Model(stages: stages, classifier: $0)
    }
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
