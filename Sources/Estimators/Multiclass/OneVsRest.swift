/// One classifier of two classes for each class: is a row of it or not? scikit-learn's `OneVsRestClassifier`.
///
///     var clf = OneVsRest(LogisticRegression<Bool>(c: 10), labels: String.self)
///     try clf.fit(x, species)
///     clf.base.c = 1                              // every setting stays reachable
///
/// The label of the base is `true` for the rows of the class. With two classes there is one fit, for `classes[1]`.
/// ``LogisticRegression`` does the same faster with `multiClass: .ovr`, all classes in one pass.
///
/// - Complexity: K fits of the base for K > 2 classes; the features are not copied.
public struct OneVsRest<Label: ClassLabel, Base: LabelEstimator>: LabelEstimator where Base.Label == Bool {
  public typealias Input = Base.Input

  /// The classifier that is fitted for each class.
  public var base: Base
  public var model: Model?

  /// One fit of `base` for each class.
  public init(_ base: Base, labels: Label.Type = Label.self) { self.base = base }

  public func validate() throws { try base.validate() }

  /// Learns from `x` and `y`.
  ///
  /// - Throws: ``EstimatorError`` for what is wrong with data or settings, what the base throws, and ``FitInterrupted``
  ///   when the task is cancelled: the classes that had no turn then have models of one iteration.
  public func fitted(
    to data: TrainingData<Input, Label>, startingFrom: Model?, onIteration: OnIteration
  ) throws -> Model {
    try validate()
    let rows = try SeriesRows(data)
    let positives = rows.classes.count == 2 ? 1..<2 : 0..<rows.classes.count
    var series = FitSeries<Base>(base: base.unfitted)
    for place in positives {
      try series.fit(rows, asking: { $0 == place }, onIteration: onIteration)
    }
    return try series.finished(Model(classes: rows.classes, models: series.models))
  }
}

extension OneVsRest {
  /// The fitted classifier of each class.
  public struct Model: LabelModel {
    public typealias Input = Base.Input

    /// The distinct labels with weight, ascending. scikit-learn's `classes_`.
    public let classes: [Label]
    /// One model for each class; for two classes one, for `classes[1]`. scikit-learn's `estimators_`.
    public let models: [Base.Model]

    init(classes: [Label], models: [Base.Model]) {
      self.classes = classes
      self.models = models
    }

    /// The scores of the models: n × K, n × 1 for two classes.
    public func decisionFunction(_ x: Input) throws -> Matrix<Double> {
      try columns(x, models.count) { try $0.decisionFunction(x)[column: 0] }
    }

    /// ln p: the logarithms of the models' probabilities, less what makes each row sum to 1.
    public func predictLogProbabilities(_ x: Input) throws -> Matrix<Double> {
      guard models.count > 1 else { return try models[0].predictLogProbabilities(x) }
      var result = try columns(x, models.count) { try $0.predictLogProbabilities(x)[column: 1] }
      result.logSoftmaxRowsInPlace()
      return result
    }

    /// p_k = q_k / Σ_j q_j for the probability q_k that a row is of class k and not of the rest.
    public func predictProbabilities(_ x: Input) throws -> Matrix<Double> {
      guard models.count > 1 else { return try models[0].predictProbabilities(x) }
      var result = try columns(x, models.count) { try $0.predictLogProbabilities(x)[column: 1] }
      result.softmaxRowsInPlace()
      return result
    }

    private func columns(_ x: Input, _ count: Int, _ of: (Base.Model) throws -> [Double]) throws -> Matrix<Double> {
      try Matrix(rows: count, columns: x.rows, models.flatMap(of)).transposed
    }
  }
}

extension OneVsRest.Model: ClassifierModel where Base: Classifier {}
extension OneVsRest.Model: TableClassifierModel where Base: TableClassifier {}
extension OneVsRest: Classifier where Base: Classifier {}
extension OneVsRest: TableClassifier where Base: TableClassifier {}

extension OneVsRest.Model: Codable {
  /// Reads a model and checks that its parts fit together.
  public init(from decoder: any Decoder) throws {
    let coded = try CodedSeries<Label, Base.Model>(from: decoder) { $0 == 2 ? 1 : $0 }
    self.init(classes: coded.classes, models: coded.models)
  }

  public func encode(to encoder: any Encoder) throws {
    try CodedSeries(classes: classes, models: models).encode(to: encoder)
  }
}

/// The settings, without a model.
extension OneVsRest: Codable where Base: Codable {
  private enum CodingKeys: String, CodingKey { case base }
}
