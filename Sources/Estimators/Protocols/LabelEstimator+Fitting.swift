extension LabelEstimator {
  /// Learns from `x` and `y` and returns the model. A model cannot be unfitted.
  ///
  /// - Parameters:
  ///   - x: n rows: a feature matrix, or a table for what reads tables.
  ///   - y: n labels.
  ///   - groups: The group of each row (a patient, a writer, a day), for a search whose splitter asks for groups.
  ///   - sampleWeight: n weights ≥ 0; 0 leaves the row out. All equal when `nil`.
  ///   - onIteration: Called after every iteration; returns ``FitControl/stop`` to end with the current model.
  /// - Throws: ``EstimatorError`` for what is wrong with data or settings, `MatrixError` for columns of a table that do
  ///   not fit, ``FitInterrupted`` when the task is cancelled.
  public func fitted<Groups: Collection>(
    to x: some InputSource<Input>, _ y: some Collection<Label>, groups: Groups? = [Int]?.none,
    sampleWeight: [Double]? = nil, onIteration: OnIteration = { _ in .proceed }
  ) throws -> Model where Groups.Element: ClassLabel {
    try fitted(
      to: TrainingData(x, y, weights: sampleWeight, groups: numbered(groups)), startingFrom: nil,
      onIteration: onIteration)
  }

  /// Learns from `x` and `y` and keeps the model. scikit-learn's `fit`.
  ///
  /// With `warmStart`, starts from the model that is already there.
  ///
  /// - Throws: As `fitted(to:_:)`; the old model then stays.
  @discardableResult
  public mutating func fit<Groups: Collection>(
    _ x: some InputSource<Input>, _ y: some Collection<Label>, groups: Groups? = [Int]?.none,
    sampleWeight: [Double]? = nil, onIteration: OnIteration = { _ in .proceed }
  ) throws -> Model where Groups.Element: ClassLabel {
    let fitted = try fitted(
      to: TrainingData(x, y, weights: sampleWeight, groups: numbered(groups)),
      startingFrom: warmStart ? model : nil, onIteration: onIteration)
    model = fitted
    return fitted
  }

  /// The probability of each class: n × K, rows sum to 1. scikit-learn's `predict_proba`.
  ///
  /// - Throws: ``EstimatorError/notFitted(_:)`` before `fit`, and what the model throws.
  public func predictProbabilities(_ x: some InputSource<Input>) throws -> Matrix<Double> {
    try requireModel().predictProbabilities(x)
  }

  /// The natural logarithm of each probability: n × K, finite for finite input. scikit-learn's `predict_log_proba`.
  ///
  /// - Throws: ``EstimatorError/notFitted(_:)`` before `fit`, and what the model throws.
  public func predictLogProbabilities(_ x: some InputSource<Input>) throws -> Matrix<Double> {
    try requireModel().predictLogProbabilities(x)
  }

  /// The scores behind the prediction: n × K, or n × 1 for two classes. scikit-learn's `decision_function`.
  ///
  /// - Throws: ``EstimatorError/notFitted(_:)`` before `fit`, and what the model throws.
  public func decisionFunction(_ x: some InputSource<Input>) throws -> Matrix<Double> {
    try requireModel().decisionFunction(x)
  }

  /// The share of rows whose class is predicted right, by weight; of a search, the score that it chose by.
  /// scikit-learn's `score`.
  ///
  /// - Throws: ``EstimatorError/notFitted(_:)`` before `fit`, and what the model throws.
  public func score(
    _ x: some InputSource<Input>, _ y: some Collection<Label>, sampleWeight: [Double]? = nil
  ) throws -> Double {
    try requireModel().score(x, y, sampleWeight: sampleWeight)
  }
}

/// Groups by number, in ascending order.
func numbered<Groups: Collection>(_ groups: Groups?) -> ClassTargets? where Groups.Element: ClassLabel {
  groups.map { ClassEncoding(Array($0)).targets }
}
