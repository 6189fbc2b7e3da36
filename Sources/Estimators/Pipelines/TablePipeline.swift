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
/// Like a ``Pipeline``, but for a `Table`: everything is learned from the table that is fitted, so nothing leaks from the
/// one that is judged. Weights and targets reach every stage. Cross-validation, searches and curves take it with a table in
/// the place of features.
public struct TablePipeline<Stages: TableTransformer, Last: Classifier>: TableClassifier {
  public typealias Label = Last.Label

  /// The fitted stages and the fitted classifier.
  public struct Model: EstimatorModel {
    /// The way from a table to the features of the classifier.
    public let stages: Stages.Model
    /// The classifier fitted on these features.
    public let classifier: Last.Model
  }

  /// The way from a table to features: one, or a ``Chain``.
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

  public var warmStart: Bool { classifier.warmStart }

  public func lacking(_ classes: Set<Label>) -> Self {
    var copy = self
    copy.classifier = classifier.lacking(classes)
    return copy
  }

  /// Learns from a table and labels.
  ///
  /// - Throws: What stages and classifier throw, ``FitInterrupted`` when the task is cancelled.
  public func fitted(
    to table: Table, _ y: [Label], weights: [Double]?, groups: ClassTargets?, startingFrom: Model?,
    onIteration: OnIteration
  ) throws -> Model {
    try validate()
    try requireFittingCounts(table, targets: y.count, weights: weights)
    if let weights, weights.contains(0) {
      // An encoder that does not know the cells of absent rows must not be asked for them.
      let rows = weights.indices.filter { weights[$0] > 0 }
      let kept = rows.map { y[$0] }
      return try lacking(Set(y).subtracting(kept)).fitted(
        to: table.selecting(rows: rows), kept, weights: rows.map { weights[$0] },
        groups: groups?.selecting(rows), startingFrom: startingFrom, onIteration: onIteration)
    }
    let stages = try stages.fitted(to: table, targets: ClassEncoding(y).targets, weights: weights)
    return try wrappingModel {
      try classifier.fitted(
        to: stages.transform(table), y, weights: weights, groups: groups, startingFrom: startingFrom?.classifier,
        onIteration: onIteration)
    } in: {
      Model(stages: stages, classifier: $0)
    }
  }
}

extension TablePipeline.Model: TableClassifierModel {
  public var classes: [Last.Label] { classifier.classes }

  public func predict(_ table: Table) throws -> [Last.Label] { try classifier.predict(stages.transform(table)) }

  public func predictProbabilities(_ table: Table) throws -> Matrix<Double> {
    try classifier.predictProbabilities(stages.transform(table))
  }

  public func predictLogProbabilities(_ table: Table) throws -> Matrix<Double> {
    try classifier.predictLogProbabilities(stages.transform(table))
  }

  public func decisionFunction(_ table: Table) throws -> Matrix<Double> {
    try classifier.decisionFunction(stages.transform(table))
  }

  /// The score of the classifier at the end, on the features of the table.
  public func score(_ table: Table, _ y: [Last.Label], weights: [Double]?) throws -> Double {
    try classifier.score(stages.transform(table), y, weights: weights)
  }
}

/// Builds a ``TablePipeline`` from its stages.
@resultBuilder
public enum TablePipelineBuilder {
  /// The way from the table.
  public static func buildPartialBlock<First: TableTransformer>(first: First) -> First { first }

  /// One more transformer.
  public static func buildPartialBlock<First: TableTransformer, Then: Transformer>(
    accumulated: First, next: Then
  ) -> Chain<First, Then> {
    Chain(accumulated, next)
  }

  /// The classifier, which ends the pipeline.
  public static func buildPartialBlock<Stages: TableTransformer, Last: Classifier>(
    accumulated: Stages, next: Last
  ) -> TablePipeline<Stages, Last> {
    TablePipeline(stages: accumulated, classifier: next)
  }
}
