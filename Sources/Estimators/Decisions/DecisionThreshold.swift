import Matrices

/// What is compared with a threshold. scikit-learn's `response_method`.
public struct ThresholdResponse: NamedChoice, RawRepresentable, Sendable, Hashable, Codable, CaseIterable {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case probability, decisionFunction
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  /// The probability of the positive class. scikit-learn's `predict_proba`.
  public static let probability = Self(.probability)
  /// The score for the positive class. scikit-learn's `decision_function`.
  public static let decisionFunction = Self(.decisionFunction)
}

/// The positive class where its response is at least the threshold, the other one elsewhere.
package struct DecisionThreshold: Sendable, Hashable, Codable {
  package let threshold: Double
  package let response: ThresholdResponse
  /// The place of the positive class, 0 or 1.
  package let positive: Int

  /// The responses of a model of two classes to every row.
  static func responses<Model: LabelModel>(
    of model: Model, to x: Model.Input, _ response: ThresholdResponse, positive: Int
  ) throws -> [Double] {
    switch response.kind {
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
