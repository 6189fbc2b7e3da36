/// Predicts the positive class of two where its probability, or score, is at least a given threshold. scikit-learn's
/// `FixedThresholdClassifier`.
///
///     var clf = FixedThresholdClassifier(LogisticRegression<String>(), threshold: 0.05, positive: "ill")
///     try clf.fit(x, y)
///
/// Scores and probabilities stay those of the base. For more classes there is ``LabelModel/predict(_:thresholds:)``.
public struct FixedThresholdClassifier<Base: LabelEstimator>: LabelEstimator {
  public typealias Label = Base.Label
  public typealias Input = Base.Input
  public typealias Model = ThresholdModel<Base.Model>

  /// The classifier that gives probabilities and scores.
  public var base: Base
  /// From which response on the positive class is predicted, finite. Default: 0.5.
  public var threshold: Double
  /// What is compared with it. Default: the probability.
  public var response: ThresholdResponse
  /// The positive class; `classes[1]` when `nil`. scikit-learn's `pos_label`.
  public var positive: Label?
  public var model: Model?

  /// `base` with another threshold.
  public init(
    _ base: Base, threshold: Double = 0.5, response: ThresholdResponse = .probability, positive: Label? = nil
  ) {
    self.base = base.unfitted
    self.threshold = threshold
    self.response = response
    self.positive = positive
  }

  public var warmStart: Bool { base.warmStart }

  public func lacking(_ classes: Set<Label>) -> Self {
    var copy = self
    copy.base = base.lacking(classes)
    return copy
  }

  public func validate() throws {
    guard threshold.isFinite else {
      throw EstimatorError.invalidSetting(name: "threshold", value: "\(threshold)", rule: "finite")
    }
    try base.validate()
  }

  /// - Throws: What the base throws, and ``EstimatorError/unsupported(what:instead:)`` unless there are two classes.
  public func fitted(
    to data: TrainingData<Input, Label>, startingFrom: Model?, onIteration: OnIteration
  ) throws -> Model {
    try validate()
    return try wrappingModel {
      try base.fitted(to: data, startingFrom: startingFrom?.base, onIteration: onIteration)
    } in: { model in
      let place = try DecisionThreshold.place(of: positive, among: model.classes)
      return Model(base: model, decision: .init(threshold: threshold, response: response, positive: place))
    }
  }
}

extension FixedThresholdClassifier: Classifier where Base: Classifier {}
extension FixedThresholdClassifier: TableClassifier where Base: TableClassifier {}

/// The settings, without a model.
extension FixedThresholdClassifier: Codable where Base: Codable {
  private enum CodingKeys: String, CodingKey { case base, threshold, response, positive }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      try container.decode(Base.self, forKey: .base),
      threshold: try container.decode(Double.self, forKey: .threshold),
      response: try container.decode(ThresholdResponse.self, forKey: .response),
      positive: try container.decodeIfPresent(CodedLabel<Label>.self, forKey: .positive)?.label)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(base, forKey: .base)
    try container.encode(threshold, forKey: .threshold)
    try container.encode(response, forKey: .response)
    try container.encodeIfPresent(positive.map(CodedLabel.init), forKey: .positive)
  }
}
