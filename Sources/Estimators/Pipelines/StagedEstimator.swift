/// Stages and a classifier or regressor at the end, whatever the first stage reads: what ``Pipeline`` and
/// ``TablePipeline`` share.
protocol StagedEstimator: SupervisedEstimator
where Model: StagedModel, Model.FittedStages == Stages.Model, Model.FittedEnd == Last.Model, Last.Target == Target {
  associatedtype Stages: Estimator
  associatedtype Last: SupervisedEstimator where Last.Input == Features

  var stages: Stages { get }
  var last: Last { get set }

  func fittedStages(_ data: TrainingData<Input, Target>) throws -> Stages.Model
}

/// The fitted stages and what is fitted behind them.
protocol StagedModel: SupervisedModel where FittedEnd.Target == Target {
  associatedtype FittedStages: EstimatorModel
  associatedtype FittedEnd: SupervisedModel where FittedEnd.Input == Features

  var stages: FittedStages { get }
  var last: FittedEnd { get }

  init(stages: FittedStages, last: FittedEnd)

  /// What the stages make of the rows.
  static func features(_ stages: FittedStages, of x: Input) throws -> Features
}

extension StagedModel {
  public func predict(_ x: Input) throws -> [Target] { try last.predict(features(x)) }

  /// The score of the model at the end, on what the stages make of the rows.
  public func score(_ x: Input, _ y: [Target], weights: [Double]?) throws -> Double {
    try last.score(features(x), y, weights: weights)
  }

  fileprivate func features(_ x: Input) throws -> Features { try Self.features(stages, of: x) }
}

/// Stages with a classifier behind them.
protocol StagedClassifierModel: StagedModel, LabelModel where FittedEnd: ClassifierModel<Label> {}

/// Stages with a regressor behind them.
protocol StagedRegressorModel: StagedModel, NumberModel where FittedEnd: RegressorModel {}

extension StagedClassifierModel {
  public var classes: [Label] { last.classes }

  public func decisionFunction(_ x: Input) throws -> Matrix<Double> { try last.decisionFunction(features(x)) }

  public func predictLogProbabilities(_ x: Input) throws -> Matrix<Double> {
    try last.predictLogProbabilities(features(x))
  }

  public func predictProbabilities(_ x: Input) throws -> Matrix<Double> {
    try last.predictProbabilities(features(x))
  }

  public func predict(_ x: Input) throws -> [Label] { try last.predict(features(x)) }

  /// The score of the classifier at the end, on what the stages make of the rows.
  public func score(_ x: Input, _ y: [Label], weights: [Double]?) throws -> Double {
    try last.score(features(x), y, weights: weights)
  }
}

extension StagedRegressorModel {
  public func predict(_ x: Input) throws -> [Double] { try last.predict(features(x)) }

  /// The score of the regressor at the end, on what the stages make of the rows.
  public func score(_ x: Input, _ y: [Double], weights: [Double]?) throws -> Double {
    try last.score(features(x), y, weights: weights)
  }
}

extension StagedEstimator {
  public var warmStart: Bool { last.warmStart }

  public func lacking(_ classes: Set<Target>) -> Self {
    var copy = self
    copy.last = last.lacking(classes)
    return copy
  }

  public func validate() throws {
    try stages.validate()
    try last.validate()
  }

  public func fitted(
    to data: TrainingData<Input, Target>, startingFrom: Model?, onIteration: OnIteration
  ) throws -> Model {
    try validate()
    // No stage must see the rows without weight: an encoder would be asked for cells that it has not learned.
    return try ChosenRows(data).naming(onIteration) { rows, onIteration in
      let stages = try fittedStages(rows)
      let features = try Model.features(stages, of: rows.input)
      return try wrappingModel {
        try last.lacking(Set(rows.classesWithoutWeight)).fitted(
          to: rows.with(features), startingFrom: startingFrom?.last, onIteration: onIteration)
      } in: {
        Model(stages: stages, last: $0)
      }
    }
  }
}
