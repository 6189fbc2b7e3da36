/// A way from a table to features, transformers, and a classifier, as one: what a CSV file with texts and gaps needs.
///
///     var pipeline = TablePipeline {
///       ColumnTransformer {
///         Columns("age", "fare") {
///           SimpleImputer(strategy: .median)
///           StandardScaler()
///         }
///         OneHotEncoder(["sex", "port"], unknown: .ignore)
///       }
///       LogisticRegression<String>()
///     }
///     try pipeline.fit(table, table.stringLabels("survived"))
///     try pipeline.predict(newcomers)
///
/// Like a ``Pipeline``, but for a ``Table``: everything is learned from the table that is fitted, so nothing leaks from the
/// one that is judged. Weights and targets reach every stage.
public struct TablePipeline<Stages: TableTransformer, Last: Classifier>: Estimator {
  public typealias Label = Last.Label

  /// The fitted stages and the fitted classifier.
  public struct Model: Sendable, Hashable, Codable {
    /// The way from a table to the features of the classifier.
    public let stages: Stages.Model
    /// The classifier fitted on these features.
    public let classifier: Last.Model
  }

  /// The way from a table to features: one, or a ``TableChain``.
  public var stages: Stages
  /// The classifier at the end.
  public var classifier: Last
  public var model: Model?

  /// The stages in order, the classifier last.
  public init(@TablePipelineBuilder _ build: () -> Self) { self = build() }

  init(stages: Stages, classifier: Last) {
    self.stages = stages
    self.classifier = classifier
  }

  public func validate() throws {
    try stages.validate()
    try classifier.validate()
  }

  /// Learns from a table and labels and returns the model.
  ///
  /// - Parameters:
  ///   - table: n rows.
  ///   - y: n labels.
  ///   - sampleWeight: n weights ≥ 0; 0 leaves the row out. All equal when `nil`.
  ///   - onIteration: Called after every iteration of the classifier.
  /// - Throws: What stages and classifier throw, ``FitInterrupted`` when the task is cancelled.
  public func fitted(
    to table: Table, _ y: some Collection<Label>, sampleWeight: [Double]? = nil,
    onIteration: OnIteration = { _ in .proceed }
  ) throws -> Model {
    try fitted(to: table, Array(y), sampleWeight, nil, onIteration)
  }

  /// Learns from a table and labels and keeps the model.
  ///
  /// - Throws: As ``fitted(to:_:sampleWeight:onIteration:)``; the old model then stays.
  @discardableResult
  public mutating func fit(
    _ table: Table, _ y: some Collection<Label>, sampleWeight: [Double]? = nil,
    onIteration: OnIteration = { _ in .proceed }
  ) throws -> Model {
    let start = classifier.warmStart ? model?.classifier : nil
    let fitted = try fitted(to: table, Array(y), sampleWeight, start, onIteration)
    model = fitted
    return fitted
  }

  private func fitted(
    to table: Table, _ y: [Label], _ weights: [Double]?, _ start: Last.Model?, _ onIteration: OnIteration
  ) throws -> Model {
    try validate()
    try requireFittingCounts(table, targets: y.count, weights: weights)
    if let weights, weights.contains(0) {
      // An encoder that does not know the cells of absent rows must not be asked for them.
      let rows = weights.indices.filter { weights[$0] > 0 }
      return try fitted(
        to: table.selecting(rows: rows), rows.map { y[$0] }, rows.map { weights[$0] }, start, onIteration)
    }
    let stages = try stages.fitted(to: table, targets: ClassEncoding(y).targets, weights: weights)
    do {
      let classifier = try classifier.fitted(
        to: stages.transform(table), y, weights: weights, startingFrom: start, onIteration: onIteration)
      return Model(stages: stages, classifier: classifier)
    } catch let interrupted as FitInterrupted<Last.Model> {
      throw FitInterrupted(
        model: Model(stages: stages, classifier: interrupted.model), iteration: interrupted.iteration)
    }
  }
}

extension TablePipeline.Model {
  /// The distinct labels of the fit, ascending. scikit-learn's `classes_`.
  public var classes: [Last.Label] { classifier.classes }

  /// The most probable class of each row.
  public func predict(_ table: Table) throws -> [Last.Label] { try classifier.predict(stages.transform(table)) }

  /// The probability of each class: n × K, rows sum to 1. scikit-learn's `predict_proba`.
  public func predictProbabilities(_ table: Table) throws -> Matrix<Double> {
    try classifier.predictProbabilities(stages.transform(table))
  }

  /// ln of the probability of each class: n × K. scikit-learn's `predict_log_proba`.
  public func predictLogProbabilities(_ table: Table) throws -> Matrix<Double> {
    try classifier.predictLogProbabilities(stages.transform(table))
  }

  /// The scores behind the prediction: n × K, or n × 1 for two classes. scikit-learn's `decision_function`.
  public func decisionFunction(_ table: Table) throws -> Matrix<Double> {
    try classifier.decisionFunction(stages.transform(table))
  }

  /// The share of rows whose class is predicted right, by weight.
  public func score(
    _ table: Table, _ y: some Collection<Last.Label>, sampleWeight: [Double]? = nil
  ) throws -> Double {
    try accuracy(of: predict(table), against: y, sampleWeight: sampleWeight)
  }
}

extension TablePipeline {
  /// The distinct labels of the fit, ascending. scikit-learn's `classes_`.
  ///
  /// - Throws: ``EstimatorError/notFitted(_:)`` before `fit`.
  public var classes: [Label] { get throws { try requireModel().classes } }

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

  /// The share of rows whose class is predicted right, by weight.
  ///
  /// - Throws: ``EstimatorError/notFitted(_:)`` before `fit`, and what the model throws.
  public func score(_ table: Table, _ y: some Collection<Label>, sampleWeight: [Double]? = nil) throws -> Double {
    try requireModel().score(table, y, sampleWeight: sampleWeight)
  }
}

/// Builds a ``TablePipeline`` from its stages.
@resultBuilder
public enum TablePipelineBuilder {
  public static func buildPartialBlock<First: TableTransformer>(first: First) -> First { first }

  public static func buildPartialBlock<First: TableTransformer, Then: Transformer>(
    accumulated: First, next: Then
  ) -> TableChain<First, Then> {
    TableChain(accumulated, next)
  }

  public static func buildPartialBlock<Stages: TableTransformer, Last: Classifier>(
    accumulated: Stages, next: Last
  ) -> TablePipeline<Stages, Last> {
    TablePipeline(stages: accumulated, classifier: next)
  }
}
