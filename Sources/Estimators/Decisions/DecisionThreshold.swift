import Matrices

/// What is compared with a threshold. scikit-learn's `response_method`.
public enum ThresholdResponse: String, Sendable, Hashable, Codable, CaseIterable {
  /// The probability of the positive class. scikit-learn's `predict_proba`.
  case probability
  /// The score for the positive class. scikit-learn's `decision_function`.
  case decisionFunction
}

/// The positive class where its response is at least the threshold, the other one elsewhere.
struct DecisionThreshold: Sendable, Hashable, Codable {
  let threshold: Double
  let response: ThresholdResponse
  /// The place of the positive class, 0 or 1.
  let positive: Int

  /// The responses of a model of two classes to every row.
  static func responses<Model: ClassifierModel>(
    of model: Model, to x: Features, _ response: ThresholdResponse, positive: Int
  ) throws -> [Double] {
    switch response {
    case .probability: return try model.predictProbabilities(x)[column: positive]
    case .decisionFunction:
      let scores = try model.decisionFunction(x).elements
      return positive == 1 ? scores : scores.map { -$0 }
    }
  }

  /// The class of each response.
  func labels<Label>(of responses: [Double], _ classes: [Label]) -> [Label] {
    let (yes, no) = (classes[positive], classes[1 - positive])
    return responses.map { $0 >= threshold ? yes : no }
  }

  /// The place of the positive class: that of `label`, or the second.
  ///
  /// - Throws: ``EstimatorError/unsupported(what:instead:)`` unless there are two classes,
  ///   ``EstimatorError/unknownClass(label:known:)``.
  static func place<Label: ClassLabel>(of label: Label?, among classes: [Label]) throws -> Int {
    guard classes.count == 2 else {
      throw EstimatorError.unsupported(
        what: "One threshold for \(classes.count) classes",
        instead: "Use predict(_:thresholds:) with one for each class, a CostMatrix, or OneVsRest.")
    }
    guard let label else { return 1 }
    guard let place = classes.firstIndex(of: label) else {
      throw EstimatorError.unknownClass(label: "\(label)", known: classes.map { "\($0)" })
    }
    return place
  }
}

/// The mean score over folds at every threshold that was tried. scikit-learn's `cv_results_`.
public struct ThresholdCurve: Sendable, Hashable, Codable {
  /// The thresholds, ascending.
  public let thresholds: [Double]
  /// The mean score at each.
  public let scores: [Double]
  /// The place of the chosen one: of equals the first.
  public let bestIndex: Int

  /// The best mean score. scikit-learn's `best_score_`.
  public var bestScore: Double { scores[bestIndex] }
  /// Where it is reached. scikit-learn's `best_threshold_`.
  public var bestThreshold: Double { thresholds[bestIndex] }

  init(thresholds: [Double], scores: [Double], greaterIsBetter: Bool) {
    self.thresholds = thresholds
    self.scores = scores
    bestIndex = scores.indices.reduce(0) { best, place in
      (greaterIsBetter ? scores[place] > scores[best] : scores[place] < scores[best]) ? place : best
    }
  }

  /// Reads a curve and checks that its parts fit together.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    thresholds = try container.decode([Double].self, forKey: .thresholds)
    scores = try container.decode([Double].self, forKey: .scores)
    bestIndex = try container.decode(Int.self, forKey: .bestIndex)
    try requireDecoded(
      thresholds.count == scores.count && scores.indices.contains(bestIndex),
      "A threshold curve needs as many scores as thresholds, and a best one among them.", decoder)
  }
}

/// What fitting a ``FixedThresholdClassifier`` or a ``TunedThresholdClassifier`` returns: the model of the base, and where
/// it draws the line. Scores and probabilities are those of the base; only `predict` looks at the threshold.
public struct ThresholdModel<Base: ClassifierModel>: ClassifierModel {
  /// The fitted classifier.
  public let base: Base
  /// How the threshold was found, when it was tuned.
  public let curve: ThresholdCurve?
  let decision: DecisionThreshold

  /// The response from which the positive class is predicted.
  public var threshold: Double { decision.threshold }

  init(base: Base, decision: DecisionThreshold, curve: ThresholdCurve? = nil) {
    self.base = base
    self.decision = decision
    self.curve = curve
  }

  public var classes: [Base.Label] { base.classes }
  public func decisionFunction(_ x: Features) throws -> Matrix<Double> { try base.decisionFunction(x) }
  public func predictLogProbabilities(_ x: Features) throws -> Matrix<Double> { try base.predictLogProbabilities(x) }
  public func predictProbabilities(_ x: Features) throws -> Matrix<Double> { try base.predictProbabilities(x) }

  /// The positive class where its response is at least the threshold, the other one elsewhere.
  public func predict(_ x: Features) throws -> [Base.Label] {
    let responses = try DecisionThreshold.responses(
      of: base, to: x, decision.response, positive: decision.positive)
    return decision.labels(of: responses, classes)
  }
}

extension ThresholdModel {
  private enum CodingKeys: String, CodingKey { case base, curve, decision }

  /// Reads a model and checks that it is one of two classes.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    base = try container.decode(Base.self, forKey: .base)
    curve = try container.decodeIfPresent(ThresholdCurve.self, forKey: .curve)
    decision = try container.decode(DecisionThreshold.self, forKey: .decision)
    try requireDecoded(
      base.classes.count == 2 && (0...1).contains(decision.positive) && decision.threshold.isFinite,
      "A threshold must be finite, and needs a classifier of two classes.", decoder)
  }
}
