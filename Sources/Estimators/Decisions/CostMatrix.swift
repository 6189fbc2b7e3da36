import Matrices

/// What it costs to take one class for another, and the prediction that costs least on average.
///
///     let costs = try CostMatrix(classes: ["healthy", "ill"], [[0, 1], [20, 0]])   // row: truth, column: prediction
///     try model.predict(x, costs: costs)
///
/// - SeeAlso: C. Elkan, "The foundations of cost-sensitive learning", *IJCAI* 2001.
public struct CostMatrix<Label: ClassLabel>: Sendable, Hashable {
  /// The classes in the order of rows and columns.
  public let classes: [Label]
  /// K × K: element (i, j) is the cost of predicting class j for a row of class i, in any unit; negative is a gain.
  public let costs: Matrix<Double>

  /// A cost for every pair.
  ///
  /// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)`` when a class is listed twice, the shape is not K ×
  ///   K, or a cost is not finite.
  public init(classes: [Label], _ costs: [[Double]]) throws {
    _ = try ClassOrder(classes)
    guard classes.count >= 1, costs.count == classes.count,
      costs.allSatisfy({ $0.count == classes.count })
    else {
      throw EstimatorError.invalidSetting(
        name: "costs", value: "\(costs.count) rows of \(Set(costs.map(\.count)).sorted()) columns",
        rule: "one row and one column for each of the \(classes.count) classes, at least one")
    }
    if let wrong = costs.joined().first(where: { !$0.isFinite }) {
      throw EstimatorError.invalidSetting(
        name: "costs", value: "\(wrong)", rule: "finite for every pair of classes")
    }
    self.classes = classes
    self.costs = try Matrix(costs)
  }

  /// The class with the least expected cost, Σᵢ pᵢ·cost(i, j), of each row; of equals the first.
  ///
  /// - Parameters:
  ///   - probabilities: n × K, rows with sum 1, up to rounding as for ``logLoss(of:against:classes:sampleWeight:)``.
  ///   - columns: The K classes in the order of the columns.
  /// - Throws: ``EstimatorError/unknownClass(label:known:)`` for a column whose class has no costs,
  ///   ``EstimatorError/notADistribution(row:sum:)``.
  /// - Complexity: O(n · K²).
  public func decisions(_ probabilities: Matrix<Double>, classes columns: [Label]) throws -> [Label] {
    guard columns.count == probabilities.columns else {
      throw EstimatorError.invalidSetting(
        name: "classes", value: "\(columns.count) labels",
        rule: "one label for each of the \(probabilities.columns) columns of probabilities")
    }
    try requireDistributions(probabilities)
    let places = try columns.map { label in
      guard let place = classes.firstIndex(of: label) else {
        throw EstimatorError.unknownClass(label: "\(label)", known: classes.map { "\($0)" })
      }
      return place
    }
    return (0..<probabilities.rows).map { row in
      let expected = classes.indices.map { j in
        places.enumerated().reduce(0) { $0 + probabilities[row, $1.0] * costs[$1.1, j] }
      }
      return classes[expected.indices.min { expected[$0] < expected[$1] } ?? 0]
    }
  }

  /// The mean cost of predictions: (1/S) Σ sᵢ·cost(yᵢ, predᵢ).
  ///
  /// - Throws: As ``ConfusionMatrix/init(of:against:classes:sampleWeight:)``.
  public func meanCost(
    of predicted: some Collection<Label>, against truth: some Collection<Label>,
    sampleWeight: [Double]? = nil
  ) throws -> Double {
    let shares = try ConfusionMatrix(
      of: predicted, against: truth, classes: classes, sampleWeight: sampleWeight
    ).normalized(by: .all)
    return zip(shares.elements, costs.elements).reduce(0) { $0 + $1.0 * $1.1 }
  }
}

extension LabelModel {
  /// The class of each row whose prediction costs least on average. Only as good as the probabilities are calibrated.
  ///
  /// - Throws: What ``CostMatrix/decisions(_:classes:)`` and `predictProbabilities` throw.
  public func predict(_ x: some InputSource<Input>, costs: CostMatrix<Label>) throws -> [Label] {
    try costs.decisions(predictProbabilities(x), classes: classes)
  }

  /// The class of each row whose probability is largest in proportion to its threshold: pₖ / tₖ.
  ///
  ///     try model.predict(x, thresholds: ["ill": 0.05, "healthy": 0.95])    // ill from a probability of 0.05 on
  ///
  /// Equal thresholds give `predict`. For two classes with thresholds 1 − t and t, the second one is predicted when its
  /// probability is above t. scikit-learn's `FixedThresholdClassifier`, for any number of classes.
  ///
  /// - Parameters:
  ///   - x: n rows.
  ///   - thresholds: Above 0 and finite; 1 for classes that are not named.
  /// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)``, ``EstimatorError/unknownClass(label:known:)``, and
  ///   what `predictProbabilities` throws.
  public func predict(_ x: some InputSource<Input>, thresholds: [Label: Double]) throws -> [Label] {
    for (label, threshold) in thresholds {
      guard threshold > 0, threshold.isFinite else {
        throw EstimatorError.invalidSetting(
          name: "thresholds[\(label)]", value: "\(threshold)", rule: "greater than 0 and finite")
      }
      guard classes.contains(label) else {
        throw EstimatorError.unknownClass(label: "\(label)", known: classes.map { "\($0)" })
      }
    }
    let divisors = classes.map { thresholds[$0] ?? 1 }
    let p = try predictProbabilities(x)
    return (0..<p.rows).map { row in
      let scaled = zip(p[row: row], divisors).map(/)
      return classes[scaled.indices.reduce(0) { scaled[$1] > scaled[$0] ? $1 : $0 }]
    }
  }
}

extension LabelEstimator {
  /// The class of each row whose prediction costs least on average; see ``LabelModel/predict(_:costs:)``.
  ///
  /// - Throws: ``EstimatorError/notFitted(_:)`` before `fit`, and what the model throws.
  public func predict(_ x: some InputSource<Input>, costs: CostMatrix<Label>) throws -> [Label] {
    try requireModel().predict(x, costs: costs)
  }

  /// The class of each row whose probability is largest in proportion to its threshold; see
  /// ``LabelModel/predict(_:thresholds:)``.
  ///
  /// - Throws: ``EstimatorError/notFitted(_:)`` before `fit`, and what the model throws.
  public func predict(_ x: some InputSource<Input>, thresholds: [Label: Double]) throws -> [Label] {
    try requireModel().predict(x, thresholds: thresholds)
  }
}

extension Scorer where Target: ClassLabel {
  /// The mean cost of predictions; less is better.
  public static func cost(_ costs: CostMatrix<Target>) -> Scorer {
    Scorer("cost", greaterIsBetter: false) { predicted, truth, weights in
      try costs.meanCost(of: predicted, against: truth, sampleWeight: weights)
    }
  }
}
