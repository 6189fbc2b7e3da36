internal import Platform

/// The rows that a classifier learns from, checked: those with weight, and their classes.
///
///     let rows = try TrainingRows(data)       // the first line of a `fitted` of your own
public struct TrainingRows<Label: ClassLabel> {
  /// The rows with weight, n × p.
  public let features: Features
  /// The distinct labels of these rows, ascending; at least two.
  public let classes: [Label]
  /// The class of each of these rows.
  public let targets: ClassTargets
  /// One for each of these rows, > 0, or `nil` for all 1.
  public let weights: [Double]?
  /// S, the sum of the weights.
  let weightTotal: Double
  /// S_k, the weight of each class.
  let weightPerClass: [Double]
  /// Classes that occur, but without any weight.
  let classesWithoutWeight: [Label]

  /// Checks what a caller hands to `fitted`, and leaves out the rows of weight 0.
  ///
  /// - Parameter data: n rows of features with their labels.
  /// - Throws: The ``EstimatorError`` that says what is wrong: no rows or columns, counts that differ, a feature that
  ///   is not finite, a negative weight, fewer than two classes with weight.
  public init(_ data: TrainingData<Features, Label>) throws {
    try data.requireFittingCounts()
    try requireFinite(data.input)
    try self.init(data, classWeight: .uniform, balancing: false)
  }

  /// The same of features, labels and weights one by one.
  ///
  /// - Parameters:
  ///   - x: n × p features.
  ///   - y: n labels.
  ///   - weights: n weights ≥ 0, or `nil` for all equal.
  /// - Throws: As for ``init(_:)``.
  public init(_ x: Features, _ y: [Label], weights: [Double]?) throws {
    try self.init(TrainingData(x, y, weights: weights))
  }

  /// - Parameter classWeight: `.balanced` is left to the caller for one-vs-rest, whose problems balance themselves.
  init(_ data: TrainingData<Features, Label>, classWeight: ClassWeight<Label>, balancing: Bool) throws {
    let all = data.encoding
    let weighted = try Self.multiply(data.weights, by: classWeight, all)
    let kept = weighted.flatMap { list in list.contains(0) ? list.indices.filter { list[$0] > 0 } : nil }
    features = try kept.map { try data.input.selectingRows($0) } ?? data.input
    let encoding =
      kept.map { rows in ClassEncoding(choosing: rows.map { all.targets.indices[$0] }, among: all.classes) } ?? all
    classes = encoding.classes
    targets = encoding.targets
    classesWithoutWeight = data.classesWithoutWeight + all.classes.filter { !encoding.classes.contains($0) }
    guard classes.count >= 2 else { throw EstimatorError.tooFewClasses(found: classes.map { "\($0)" }) }
    var keptWeights = kept.flatMap { rows in weighted.map { list in rows.map { list[$0] } } } ?? weighted
    let before = Self.weightPerClass(targets, keptWeights)
    if balancing, case .balanced = classWeight {
      let total = before.reduce(0, +)
      let factors = before.map { total / (Double(before.count) * $0) }
      keptWeights = targets.indices.enumerated().map { (keptWeights?[$0] ?? 1) * factors[Int($1)] }
    }
    self.weights = keptWeights
    weightPerClass = Self.weightPerClass(targets, keptWeights)
    weightTotal = weightPerClass.reduce(0, +)
    guard weightTotal.isFinite else { throw EstimatorError.weightsTooLarge(rows: targets.indices.count) }
  }

  /// ln of the share of each class, finite for any weights.
  var logShares: [Double] {
    weightPerClass.map { weight in
      let share = weight / weightTotal
      return share >= .leastNormalMagnitude ? log(share) : log(weight) - log(weightTotal)
    }
  }

  /// Rows that have been chosen and encoded.
  init(
    features: Features, classes: [Label], targets: ClassTargets, weights: [Double]?, weightPerClass: [Double]
  ) {
    (self.features, self.classes, self.targets, self.weights) = (features, classes, targets, weights)
    self.weightPerClass = weightPerClass
    weightTotal = weightPerClass.reduce(0, +)
    classesWithoutWeight = []
  }

  private static func multiply(
    _ weights: [Double]?, by classWeight: ClassWeight<Label>, _ encoding: ClassEncoding<Label>
  ) throws -> [Double]? {
    guard case .weights(let byLabel) = classWeight.kind else { return weights }
    for label in byLabel.keys where !encoding.classes.contains(label) {
      throw EstimatorError.unknownClass(label: "\(label)", known: encoding.classes.map { "\($0)" })
    }
    let factors = encoding.classes.map { byLabel[$0] ?? 1 }
    let multiplied = encoding.targets.indices.enumerated().map { (weights?[$0] ?? 1) * factors[Int($1)] }
    guard multiplied.allSatisfy(\.isFinite) else { throw EstimatorError.weightsTooLarge(rows: multiplied.count) }
    try requireWeights(multiplied, rows: multiplied.count)
    return multiplied
  }

  private static func weightPerClass(_ targets: ClassTargets, _ weights: [Double]?) -> [Double] {
    var sums = [Double](repeating: 0, count: targets.count)
    for (row, index) in targets.indices.enumerated() { sums[Int(index)] += weights?[row] ?? 1 }
    return sums
  }
}
