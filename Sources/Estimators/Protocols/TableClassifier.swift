/// What fitting a ``TableClassifier`` returns.
///
/// Predictions throw ``EstimatorError/featureNamesMismatch(missing:unexpected:firstMoved:)`` for columns that are not there,
/// `MatrixError.wrongKind(column:expected:found:)` for a column of another kind, and what the steps behind them throw.
public protocol TableClassifierModel<Label>: LabelModel {
  /// One score per row and class, n × K; for K = 2 one column. scikit-learn's `decision_function`.
  func decisionFunction(_ table: Table) throws -> Matrix<Double>

  /// ln of the probability of each class: n × K. scikit-learn's `predict_log_proba`.
  func predictLogProbabilities(_ table: Table) throws -> Matrix<Double>

  /// The probability of each class: n × K, rows sum to 1. scikit-learn's `predict_proba`.
  func predictProbabilities(_ table: Table) throws -> Matrix<Double>

  /// The most probable class of each row.
  func predict(_ table: Table) throws -> [Label]

  /// How good the predictions are. The default is the share of rows that are predicted right, by weight; the model of a
  /// search scores by the scorer that chose it.
  func score(_ table: Table, _ y: [Label], weights: [Double]?) throws -> Double
}

extension TableClassifierModel {
  public func score(_ table: Table, _ y: [Label], weights: [Double]?) throws -> Double {
    try accuracy(of: predict(table), against: y, sampleWeight: weights)
  }

  /// The share of rows whose class is predicted right, by weight; of the model of a search, the score that it was chosen by.
  ///
  /// - Throws: ``EstimatorError/rowCountMismatch(features:targets:)``, the errors of weights, and what `predict` throws.
  public func score(
    _ table: Table, _ y: some Collection<Label>, sampleWeight: [Double]? = nil
  ) throws -> Double {
    try score(table, Array(y), weights: sampleWeight)
  }
}

/// A classifier of the rows of a table: a ``TablePipeline``, or a search around one.
public protocol TableClassifier<Label>: LabelEstimator where Model: TableClassifierModel<Label> {
  /// Learns from a table and labels. Never reads `model`.
  ///
  /// - Parameters:
  ///   - table: n rows.
  ///   - y: n labels.
  ///   - weights: n weights ≥ 0, or `nil` for all equal.
  ///   - groups: Which rows belong together; only what divides rows, a search, looks at them.
  ///   - startingFrom: A model to improve; only `fit` with a warm start passes one.
  ///   - onIteration: Called on the caller's thread after every iteration, never kept.
  /// - Throws: ``EstimatorError`` and `MatrixError` for what is wrong with data or settings, ``FitInterrupted`` when the
  ///   task is cancelled.
  func fitted(
    to table: Table, _ y: [Label], weights: [Double]?, groups: ClassTargets?, startingFrom: Model?,
    onIteration: OnIteration
  ) throws -> Model
}

extension TableClassifier {
  /// Learns from a table and labels and returns the model.
  ///
  /// - Parameters:
  ///   - table: n rows.
  ///   - y: n labels.
  ///   - sampleWeight: n weights ≥ 0; 0 leaves the row out. All equal when `nil`.
  ///   - onIteration: Called after every iteration.
  /// - Throws: ``EstimatorError`` and `MatrixError` for what is wrong with data or settings, ``FitInterrupted`` when the
  ///   task is cancelled.
  public func fitted(
    to table: Table, _ y: some Collection<Label>, sampleWeight: [Double]? = nil,
    onIteration: OnIteration = { _ in .proceed }
  ) throws -> Model {
    try fitted(
      to: table, Array(y), weights: sampleWeight, groups: nil, startingFrom: nil, onIteration: onIteration)
  }

  /// Learns from a table and labels and keeps the model.
  ///
  /// - Throws: As `fitted(to:_:)`; the old model then stays.
  @discardableResult
  public mutating func fit(
    _ table: Table, _ y: some Collection<Label>, sampleWeight: [Double]? = nil,
    onIteration: OnIteration = { _ in .proceed }
  ) throws -> Model {
    let fitted = try fitted(
      to: table, Array(y), weights: sampleWeight, groups: nil, startingFrom: warmStart ? model : nil,
      onIteration: onIteration)
    model = fitted
    return fitted
  }

  /// Learns from rows that belong to groups and keeps the model; for a search whose splitter asks for groups.
  ///
  /// - Throws: As `fitted(to:_:)`; the old model then stays.
  @discardableResult
  public mutating func fit<Group: ClassLabel>(
    _ table: Table, _ y: some Collection<Label>, groups: some Collection<Group>, sampleWeight: [Double]? = nil,
    onIteration: OnIteration = { _ in .proceed }
  ) throws -> Model {
    let targets = ClassEncoding(Array(groups)).targets
    let fitted = try fitted(
      to: table, Array(y), weights: sampleWeight, groups: targets, startingFrom: warmStart ? model : nil,
      onIteration: onIteration)
    model = fitted
    return fitted
  }

  /// The most probable class of each row.
  ///
  /// - Throws: ``EstimatorError/notFitted(_:)`` before `fit`, and what the model throws.
  public func predict(_ table: Table) throws -> [Label] { try requireModel().predict(table) }

  /// The probability of each class: n × K, rows sum to 1. scikit-learn's `predict_proba`.
  ///
  /// - Throws: ``EstimatorError/notFitted(_:)`` before `fit`, and what the model throws.
  public func predictProbabilities(_ table: Table) throws -> Matrix<Double> {
    try requireModel().predictProbabilities(table)
  }

  /// The scores behind the prediction: n × K, or n × 1 for two classes. scikit-learn's `decision_function`.
  ///
  /// - Throws: ``EstimatorError/notFitted(_:)`` before `fit`, and what the model throws.
  public func decisionFunction(_ table: Table) throws -> Matrix<Double> { try requireModel().decisionFunction(table) }

  /// The share of rows whose class is predicted right, by weight; of a search, the score that it chose by.
  ///
  /// - Throws: ``EstimatorError/notFitted(_:)`` before `fit`, and what the model throws.
  public func score(_ table: Table, _ y: some Collection<Label>, sampleWeight: [Double]? = nil) throws -> Double {
    try requireModel().score(table, y, sampleWeight: sampleWeight)
  }
}
