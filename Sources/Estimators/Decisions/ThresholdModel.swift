import Matrices

/// What fitting a ``FixedThresholdClassifier`` or a ``TunedThresholdClassifier`` returns: the model of the base, and
/// where it draws the line. Scores and probabilities are those of the base; only `predict` looks at the threshold.
public struct ThresholdModel<Base: LabelModel>: LabelModel {
  public typealias Input = Base.Input

  /// The fitted classifier.
  public let base: Base
  /// How the threshold was found, when it was tuned.
  public let curve: ThresholdCurve?
  package let decision: DecisionThreshold
  /// What tuned the threshold; `nil` for one that is given.
  let scorer: ChosenScorer<Base.Label>?

  /// The response from which the positive class is predicted.
  public var threshold: Double { decision.threshold }

  init(
    base: Base, decision: DecisionThreshold, curve: ThresholdCurve? = nil, scorer: ChosenScorer<Base.Label>? = nil
  ) {
    self.base = base
    self.decision = decision
    self.curve = curve
    self.scorer = scorer
  }

  public var classes: [Base.Label] { base.classes }
  public func decisionFunction(_ x: Input) throws -> Matrix<Double> { try base.decisionFunction(x) }
  public func predictLogProbabilities(_ x: Input) throws -> Matrix<Double> { try base.predictLogProbabilities(x) }
  public func predictProbabilities(_ x: Input) throws -> Matrix<Double> { try base.predictProbabilities(x) }

  /// The positive class where its response is at least the threshold, the other one elsewhere.
  public func predict(_ x: Input) throws -> [Base.Label] {
    let responses = try DecisionThreshold.responses(
      of: base, to: x, decision.response, positive: decision.positive)
    return decision.labels(of: responses, classes)
  }

  /// The score by the scorer that tuned the threshold; for a threshold that is given, the share of rows that are
  /// predicted right.
  public func score(_ x: Input, _ y: [Base.Label], weights: [Double]?) throws -> Double {
    guard curve != nil else { return try accuracy(of: predict(x), against: y, sampleWeight: weights) }
    return try ChosenScorer.required(scorer).score(ModelAnswers(self, x), y, weights: weights)
  }
}

extension ThresholdModel: ClassifierModel where Base: ClassifierModel {}
extension ThresholdModel: TableClassifierModel where Base: TableClassifierModel {}

extension ThresholdModel {
  private enum CodingKeys: String, CodingKey { case base, curve, decision, scorer }

  /// Reads a model and checks that it is one of two classes.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    base = try container.decode(Base.self, forKey: .base)
    curve = try container.decodeIfPresent(ThresholdCurve.self, forKey: .curve)
    decision = try container.decode(DecisionThreshold.self, forKey: .decision)
    scorer = try container.decodeIfPresent(ChosenScorer<Base.Label>.self, forKey: .scorer)
    try requireDecoded(
      base.classes.count == 2 && (0...1).contains(decision.positive) && decision.threshold.isFinite,
      "A threshold must be finite, and needs a classifier of two classes.", decoder)
  }
}
