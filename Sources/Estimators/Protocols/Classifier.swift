/// An estimator that learns to name the class of a row.
///
///     var clf = LogisticRegression()
///     try clf.fit(x, y)
///     try clf.score(xTest, yTest)
///
/// Labels are any collection of ``ClassLabel`` values. Pipelines and searches are classifiers too.
public protocol Classifier<Label>: LabelEstimator where Model: ClassifierModel<Label> {
  /// Learns from `x` and `y`. Never reads `model`.
  ///
  /// - Parameters:
  ///   - x: n × p features.
  ///   - y: n labels.
  ///   - weights: n weights ≥ 0, or `nil` for all equal.
  ///   - startingFrom: A model to improve; only `fit` with a warm start passes one.
  ///   - onIteration: Called on the caller's thread after every iteration, never kept.
  /// - Throws: ``EstimatorError`` for what is wrong with data or settings, ``FitInterrupted`` when the task is cancelled.
  func fitted(
    to x: Features, _ y: [Label], weights: [Double]?, startingFrom: Model?, onIteration: OnIteration
  ) throws -> Model

  /// The same for rows that belong to groups (a patient, a writer, a day). Only what divides rows, a search, looks at
  /// groups; the default leaves them out, and whoever wraps a classifier hands them on.
  ///
  /// - Throws: As without groups.
  func fitted(
    to x: Features, _ y: [Label], weights: [Double]?, groups: ClassTargets?, startingFrom: Model?,
    onIteration: OnIteration
  ) throws -> Model
}

extension Classifier {
  public func fitted(
    to x: Features, _ y: [Label], weights: [Double]?, groups: ClassTargets?, startingFrom: Model?,
    onIteration: OnIteration
  ) throws -> Model {
    try fitted(to: x, y, weights: weights, startingFrom: startingFrom, onIteration: onIteration)
  }

  /// Learns from `x` and `y` and returns the model. A model cannot be unfitted.
  ///
  /// - Parameters:
  ///   - x: n × p features.
  ///   - y: n labels.
  ///   - sampleWeight: n weights ≥ 0; 0 leaves the row out. All equal when `nil`.
  ///   - onIteration: Called after every iteration; returns ``FitControl/stop`` to end with the current model.
  /// - Throws: ``EstimatorError`` for what is wrong with data or settings, ``FitInterrupted`` when the task is cancelled.
  public func fitted(
    to x: some FeatureMatrix, _ y: some Collection<Label>, sampleWeight: [Double]? = nil,
    onIteration: OnIteration = { _ in .proceed }
  ) throws -> Model {
    try fitted(to: x.features, Array(y), weights: sampleWeight, startingFrom: nil, onIteration: onIteration)
  }

  /// Learns from `x` and `y` and keeps the model. scikit-learn's `fit`.
  ///
  /// With `warmStart`, starts from the model that is already there.
  ///
  /// - Throws: As `fitted(to:_:)`; the old model then stays.
  @discardableResult
  public mutating func fit(
    _ x: some FeatureMatrix, _ y: some Collection<Label>, sampleWeight: [Double]? = nil,
    onIteration: OnIteration = { _ in .proceed }
  ) throws -> Model {
    let start = warmStart ? model : nil
    let fitted = try fitted(
      to: x.features, Array(y), weights: sampleWeight, startingFrom: start, onIteration: onIteration)
    model = fitted
    return fitted
  }

  /// Learns from rows that belong to groups and keeps the model; for a search whose splitter asks for groups.
  ///
  /// - Throws: As `fitted(to:_:)`; the old model then stays.
  @discardableResult
  public mutating func fit<Group: ClassLabel>(
    _ x: some FeatureMatrix, _ y: some Collection<Label>, groups: some Collection<Group>,
    sampleWeight: [Double]? = nil, onIteration: OnIteration = { _ in .proceed }
  ) throws -> Model {
    let start = warmStart ? model : nil
    let targets = ClassEncoding(Array(groups)).targets
    let fitted = try fitted(
      to: x.features, Array(y), weights: sampleWeight, groups: targets, startingFrom: start, onIteration: onIteration)
    model = fitted
    return fitted
  }

  /// The most probable class of each row.
  ///
  /// - Throws: ``EstimatorError/notFitted(_:)`` before `fit`, and what the model throws.
  public func predict(_ x: some FeatureMatrix) throws -> [Label] { try requireModel().predict(x) }

  /// The probability of each class: n × K, rows sum to 1. scikit-learn's `predict_proba`.
  ///
  /// - Throws: ``EstimatorError/notFitted(_:)`` before `fit`, and what the model throws.
  public func predictProbabilities(_ x: some FeatureMatrix) throws -> Matrix<Double> {
    try requireModel().predictProbabilities(x)
  }

  /// The natural logarithm of each probability: n × K, finite for finite input. scikit-learn's `predict_log_proba`.
  ///
  /// - Throws: ``EstimatorError/notFitted(_:)`` before `fit`, and what the model throws.
  public func predictLogProbabilities(_ x: some FeatureMatrix) throws -> Matrix<Double> {
    try requireModel().predictLogProbabilities(x)
  }

  /// The scores behind the prediction: n × K, or n × 1 for two classes. scikit-learn's `decision_function`.
  ///
  /// - Throws: ``EstimatorError/notFitted(_:)`` before `fit`, and what the model throws.
  public func decisionFunction(_ x: some FeatureMatrix) throws -> Matrix<Double> {
    try requireModel().decisionFunction(x)
  }

  /// The share of rows whose class is predicted right, by weight; of a search, the score that it chose by. scikit-learn's
  /// `score`.
  ///
  /// - Throws: ``EstimatorError/notFitted(_:)`` before `fit`, and what the model throws.
  public func score(
    _ x: some FeatureMatrix, _ y: some Collection<Label>, sampleWeight: [Double]? = nil
  ) throws -> Double {
    try requireModel().score(x, y, sampleWeight: sampleWeight)
  }
}
