/// Stages and a classifier at the end, whatever the first stage reads: what ``Pipeline`` and ``TablePipeline`` share.
protocol StagedClassifier: LabelEstimator
where Model: StagedModel, Model.FittedStages == Stages.Model, Model.FittedEnd == Last.Model, Last.Label == Label {
  associatedtype Stages: Estimator
  associatedtype Last: Classifier

  var stages: Stages { get }
  var classifier: Last { get set }

  func fittedStages(_ data: TrainingData<Input, Label>) throws -> Stages.Model
}

/// The fitted stages and the fitted classifier.
protocol StagedModel: LabelModel {
  associatedtype FittedStages: EstimatorModel
  associatedtype FittedEnd: ClassifierModel<Label>

  var stages: FittedStages { get }
  var classifier: FittedEnd { get }

  init(stages: FittedStages, classifier: FittedEnd)

  /// What the stages make of the rows.
  static func features(_ stages: FittedStages, of x: Input) throws -> Features
}

extension StagedModel {
  public var classes: [Label] { classifier.classes }

  public func decisionFunction(_ x: Input) throws -> Matrix<Double> { try classifier.decisionFunction(features(x)) }

  public func predictLogProbabilities(_ x: Input) throws -> Matrix<Double> {
    try classifier.predictLogProbabilities(features(x))
  }

  public func predictProbabilities(_ x: Input) throws -> Matrix<Double> {
    try classifier.predictProbabilities(features(x))
  }

  public func predict(_ x: Input) throws -> [Label] { try classifier.predict(features(x)) }

  /// The score of the classifier at the end, on what the stages make of the rows.
  public func score(_ x: Input, _ y: [Label], weights: [Double]?) throws -> Double {
    try classifier.score(features(x), y, weights: weights)
  }

  private func features(_ x: Input) throws -> Features { try Self.features(stages, of: x) }
}

extension StagedClassifier {
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
    to data: TrainingData<Input, Label>, startingFrom: Model?, onIteration: OnIteration
  ) throws -> Model {
    try validate()
    // No stage must see the rows without weight: an encoder would be asked for cells that it has not learned.
    return try ChosenRows(data).naming(onIteration) { rows, onIteration in
      let stages = try fittedStages(rows)
      let features = try Model.features(stages, of: rows.input)
      return try wrappingModel {
        try classifier.lacking(Set(rows.classesWithoutWeight)).fitted(
          to: rows.with(features), startingFrom: startingFrom?.classifier, onIteration: onIteration)
      } in: {
        Model(stages: stages, classifier: $0)
      }
    }
  }
}
