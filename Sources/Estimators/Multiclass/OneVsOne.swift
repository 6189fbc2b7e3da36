/// One classifier of two classes for each pair of classes, which vote. scikit-learn's `OneVsOneClassifier`.
///
///     let model = try OneVsOne(LogisticRegression<Bool>(), labels: String.self).fitted(to: x, species)
///
/// The pair of classes i < j is fitted on their rows alone; the label of the base is `true` for j. Of equal votes the
/// sum of the scores decides. The encoders of a ``TablePipeline`` learn from the rows of a pair, too: let them ignore
/// unknown categories.
///
/// - Complexity: K·(K − 1)/2 fits of the base on 2/K of the rows each; the features are not copied.
public struct OneVsOne<Label: ClassLabel, Base: LabelEstimator>: LabelEstimator where Base.Label == Bool {
  public typealias Input = Base.Input

  /// The classifier that is fitted for each pair.
  public var base: Base
  public var model: Model?

  /// One fit of `base` for each pair of classes.
  public init(_ base: Base, labels: Label.Type = Label.self) { self.base = base }

  public func validate() throws { try base.validate() }

  /// Learns from `x` and `y`.
  ///
  /// - Throws: ``EstimatorError`` for what is wrong with data or settings, what the base throws, and ``FitInterrupted``
  ///   when the task is cancelled: the pairs that had no turn then have models of one iteration.
  public func fitted(
    to data: TrainingData<Input, Label>, startingFrom: Model?, onIteration: OnIteration
  ) throws -> Model {
    try validate()
    let rows = try SeriesRows(data)
    var series = FitSeries<Base>(base: base.unfitted)
    var members = [[Int]](repeating: [], count: rows.classes.count)
    for (row, k) in rows.targets.enumerated() { members[Int(k)].append(row) }
    for (i, j) in Model.pairs(rows.classes.count) {
      let chosen = (members[i] + members[j]).sorted()
      try series.fit(rows.selectingRows(chosen), asking: { $0 == j }, onIteration: onIteration)
    }
    return try series.finished(Model(classes: rows.classes, models: series.models))
  }
}

extension OneVsOne {
  /// The fitted classifier of each pair.
  ///
  /// With more than two classes, probabilities are the softmax of the decision function: they order the classes as the
  /// votes do, and are not calibrated.
  public struct Model: LabelModel {
    public typealias Input = Base.Input

    /// The distinct labels with weight, ascending. scikit-learn's `classes_`.
    public let classes: [Label]
    /// One model for each pair of classes: (0, 1), (0, 2) and so on, (1, 2) and so on. scikit-learn's `estimators_`.
    public let models: [Base.Model]

    init(classes: [Label], models: [Base.Model]) {
      self.classes = classes
      self.models = models
    }

    /// The votes for each class plus its scores squeezed into ±⅓, n × K; for two classes those for the second, n × 1.
    public func decisionFunction(_ x: Input) throws -> Matrix<Double> {
      let votes = try votes(x)
      return models.count > 1 ? votes : try Matrix(rows: x.rows, columns: 1, votes[column: 1])
    }

    /// ln of the softmax of the votes; for two classes what their one model says.
    public func predictLogProbabilities(_ x: Input) throws -> Matrix<Double> {
      guard models.count > 1 else { return try models[0].predictLogProbabilities(x) }
      var result = try votes(x)
      result.logSoftmaxRowsInPlace()
      return result
    }

    /// The softmax of the votes; for two classes what their one model says.
    public func predictProbabilities(_ x: Input) throws -> Matrix<Double> {
      guard models.count > 1 else { return try models[0].predictProbabilities(x) }
      var result = try votes(x)
      result.softmaxRowsInPlace()
      return result
    }

    private func votes(_ x: Input) throws -> Matrix<Double> {
      var votes = Matrix<Double>.zeros(rows: x.rows, columns: classes.count)
      var sums = votes
      let limit = Double.greatestFiniteMagnitude / Double(classes.count)
      for ((i, j), model) in zip(Self.pairs(classes.count), models) {
        let scores = try model.decisionFunction(x).elements
        let isSecond = try model.predict(x)
        for row in scores.indices {
          votes[row, isSecond[row] ? j : i] += 1
          // So that no sum becomes ∞ − ∞.
          let score = max(-limit, min(limit, scores[row]))
          sums[row, i] -= score
          sums[row, j] += score
        }
      }
      for row in 0..<x.rows {
        for k in classes.indices {
          let sum = sums[row, k]
          votes[row, k] += sum / (sum.magnitude + 1) / 3
        }
      }
      return votes
    }

    static func pairs(_ count: Int) -> [(Int, Int)] {
      (0..<count).flatMap { i in (i + 1..<max(i + 1, count)).map { (i, $0) } }
    }
  }
}

extension OneVsOne.Model: ClassifierModel where Base: Classifier {}
extension OneVsOne.Model: TableClassifierModel where Base: TableClassifier {}
extension OneVsOne: Classifier where Base: Classifier {}
extension OneVsOne: TableClassifier where Base: TableClassifier {}

extension OneVsOne.Model: Codable {
  /// Reads a model and checks that its parts fit together.
  public init(from decoder: any Decoder) throws {
    let coded = try CodedSeries<Label, Base.Model>(from: decoder) { $0 * ($0 - 1) / 2 }
    self.init(classes: coded.classes, models: coded.models)
  }

  public func encode(to encoder: any Encoder) throws {
    try CodedSeries(classes: classes, models: models).encode(to: encoder)
  }
}

/// The settings, without a model.
extension OneVsOne: Codable where Base: Codable {
  private enum CodingKeys: String, CodingKey { case base }
}
