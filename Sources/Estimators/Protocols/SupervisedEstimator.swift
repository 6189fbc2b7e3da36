/// An estimator that learns to predict a target from whatever it reads: a ``LabelEstimator`` a class, a
/// ``NumberEstimator`` a number. Pipelines, cross-validation, searches and curves ask for no more than this.
public protocol SupervisedEstimator<Target>: Estimator where Model: SupervisedModel<Target>, Model.Input == Input {
  /// What it predicts of a row.
  associatedtype Target: Hashable & Sendable
  /// What it reads: `Features`, or a `Table`.
  associatedtype Input: EstimatorInput

  /// Learns from rows and their targets. Never reads `model`.
  ///
  /// - Parameters:
  ///   - data: n rows with their targets, and weights and groups where there are any.
  ///   - startingFrom: A model to improve; only `fit` with a warm start passes one.
  ///   - onIteration: Called on the caller's thread after every iteration, never kept.
  /// - Throws: ``EstimatorError`` for what is wrong with data or settings, `MatrixError` for columns of a table that do
  ///   not fit, ``FitInterrupted`` when the task is cancelled.
  func fitted(
    to data: TrainingData<Input, Target>, startingFrom: Model?, onIteration: OnIteration
  ) throws -> Model

  /// Whether `fit` starts from the model that is already there. `false` unless the type has such a setting.
  var warmStart: Bool { get }

  /// The same settings for rows that lack these classes of the data they were chosen from: what is set by label for
  /// these classes (a class weight) has no effect, where `fitted` would refuse it as a label that no row has.
  ///
  /// Cross-validation asks for it before it fits the training rows of a fold, so labels are checked once, on all rows.
  /// The default changes nothing. Whoever wraps a classifier of the same labels hands it on. Numbers have no classes.
  func lacking(_ classes: Set<Target>) -> Self
}

/// What fitting a ``SupervisedEstimator`` returns: it predicts the target of each row of whatever it reads.
public protocol SupervisedModel<Target>: EstimatorModel {
  /// What it predicts of a row.
  associatedtype Target: Hashable & Sendable
  /// What it reads: `Features`, or a `Table`.
  associatedtype Input: EstimatorInput

  /// The predicted target of each row.
  func predict(_ x: Input) throws -> [Target]

  /// How good the predictions are: of classes the share that is right, of numbers R²; the model of a search scores by
  /// the scorer that chose it.
  func score(_ x: Input, _ y: [Target], weights: [Double]?) throws -> Double
}

extension SupervisedEstimator {
  public var warmStart: Bool { false }
  public func lacking(_ classes: Set<Target>) -> Self { self }

  /// Learns from chosen rows, cold. Settings for classes of the data that these rows lack are no error.
  func fitted(to data: TrainingData<Input, Target>, onIteration: OnIteration) throws -> Model {
    try unfitted.lacking(data.lostClasses).fitted(to: data, startingFrom: nil, onIteration: onIteration)
  }

  /// The predicted target of each row.
  ///
  /// - Throws: ``EstimatorError/notFitted(_:)`` before `fit`, and what the model throws.
  public func predict(_ x: some InputSource<Input>) throws -> [Target] { try requireModel().predict(x.input) }
}

extension SupervisedModel {
  /// The predicted target of each row.
  public func predict(_ x: some InputSource<Input>) throws -> [Target] { try predict(x.input) }
}
