/// An estimator that learns to predict numbers, from whatever it reads: a ``Regressor`` from features, a
/// ``TableRegressor`` from a table. Pipelines and searches around regressors are among them.
///
///     var regressor = Ridge(alpha: 0.1)
///     try regressor.fit(x, y)
///     try regressor.score(xTest, yTest)        // R²
public protocol NumberEstimator: SupervisedEstimator where Model: NumberModel, Target == Double {}

/// A ``NumberEstimator`` that reads features: a matrix of any type, sparse rows, a file. scikit-learn's
/// `RegressorMixin`.
public protocol Regressor: NumberEstimator where Model: RegressorModel, Input == Features {}

/// A ``NumberEstimator`` that reads the rows of a table: a ``TablePipeline``, or what is wrapped around one.
public protocol TableRegressor: NumberEstimator where Model: TableRegressorModel, Input == Table {}

/// What fitting a ``NumberEstimator`` returns: it predicts a number for each row of whatever it reads.
///
/// Predictions throw ``EstimatorError/featureCountMismatch(expected:found:)`` or
/// ``EstimatorError/featureNamesMismatch(missing:unexpected:firstMoved:)`` for other columns than those of the fit,
/// ``EstimatorError/notFinite(row:column:value:)``, and for a table
/// `MatrixError.wrongKind(column:expected:found:)`.
public protocol NumberModel: SupervisedModel where Target == Double {}

/// What fitting a ``Regressor`` returns: a ``NumberModel`` that reads features.
public protocol RegressorModel: NumberModel where Input == Features {}

/// What fitting a ``TableRegressor`` returns: a ``NumberModel`` that reads tables.
public protocol TableRegressorModel: NumberModel where Input == Table {}

extension NumberModel {
  public func score(_ x: Input, _ y: [Double], weights: [Double]?) throws -> Double {
    try r2Score(of: predict(x), against: y, sampleWeight: weights)
  }

  /// R² of the predictions, at most 1; of the model of a search, the score that it was chosen by.
  ///
  /// - Throws: ``EstimatorError/rowCountMismatch(features:targets:)``, the errors of weights, and what `predict` and
  ///   ``r2Score(of:against:sampleWeight:)`` throw.
  public func score(
    _ x: some InputSource<Input>, _ y: some Collection<Double>, sampleWeight: [Double]? = nil
  ) throws -> Double {
    try score(x.input, Array(y), weights: sampleWeight)
  }
}

extension NumberEstimator {
  /// Learns from `x` and `y` and returns the model. A model cannot be unfitted.
  ///
  /// - Parameters:
  ///   - x: n rows: a feature matrix, or a table for what reads tables.
  ///   - y: n numbers.
  ///   - groups: The group of each row (a patient, a writer, a day), for a search whose splitter asks for groups.
  ///   - sampleWeight: n weights ≥ 0; 0 leaves the row out. All equal when `nil`.
  ///   - onIteration: Called after every iteration; returns ``FitControl/stop`` to end with the current model.
  /// - Throws: ``EstimatorError`` for what is wrong with data or settings, `MatrixError` for columns of a table that do
  ///   not fit, ``FitInterrupted`` when the task is cancelled.
  public func fitted<Groups: Collection>(
    to x: some InputSource<Input>, _ y: some Collection<Double>, groups: Groups? = [Int]?.none,
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
    _ x: some InputSource<Input>, _ y: some Collection<Double>, groups: Groups? = [Int]?.none,
    sampleWeight: [Double]? = nil, onIteration: OnIteration = { _ in .proceed }
  ) throws -> Model where Groups.Element: ClassLabel {
    let fitted = try fitted(
      to: TrainingData(x, y, weights: sampleWeight, groups: numbered(groups)),
      startingFrom: warmStart ? model : nil, onIteration: onIteration)
    model = fitted
    return fitted
  }

  /// R² of the predictions; of a search, the score that it chose by. scikit-learn's `score`.
  ///
  /// - Throws: ``EstimatorError/notFitted(_:)`` before `fit`, and what the model throws.
  public func score(
    _ x: some InputSource<Input>, _ y: some Collection<Double>, sampleWeight: [Double]? = nil
  ) throws -> Double {
    try requireModel().score(x, y, sampleWeight: sampleWeight)
  }

  /// Learns from `x` and `y` in the background and returns its progress. The settings are those of now; `model` is not
  /// changed: keep the one that the sequence ends in.
  ///
  /// - Parameters:
  ///   - x: n rows: a feature matrix, or a table for what reads tables.
  ///   - y: n numbers.
  ///   - groups: The group of each row, for a search whose splitter asks for groups.
  ///   - sampleWeight: n weights ≥ 0; all equal when `nil`.
  public func fitting<Groups: Collection>(
    _ x: some InputSource<Input>, _ y: some Collection<Double>, groups: Groups? = [Int]?.none,
    sampleWeight: [Double]? = nil
  ) -> FitSequence<Model> where Groups.Element: ClassLabel {
    let data = TrainingData(x, y, weights: sampleWeight, groups: numbered(groups))
    let estimator = unfitted
    return FitSequence { try estimator.fitted(to: data, startingFrom: nil, onIteration: $0) }
  }
}
