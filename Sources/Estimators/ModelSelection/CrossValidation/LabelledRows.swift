/// Rows with everything that belongs to them. Selecting rows copies none of the features.
struct LabelledRows<Label: ClassLabel>: Sendable {
  let features: Features
  let labels: [Label]
  let weights: [Double]?
  let groups: ClassTargets?
  /// The classes of the data that these rows were chosen from, ascending, those without weight too.
  let origin: [Label]

  var count: Int { labels.count }

  /// The classes of the data that these rows lack.
  var lostClasses: Set<Label> {
    let own = ClassEncoding(labels).classes
    return own.count == origin.count ? [] : Set(origin).subtracting(own)
  }

  private init(
    _ features: Features, _ labels: [Label], _ weights: [Double]?, _ groups: ClassTargets?, origin: [Label]
  ) {
    self.features = features
    self.labels = labels
    self.weights = weights
    self.groups = groups
    self.origin = origin
  }

  /// - Throws: ``EstimatorError`` when the counts differ or a weight is wrong.
  init(checking features: Features, _ labels: [Label], weights: [Double]?, groups: ClassTargets?) throws {
    try requireFittingCounts(features, targets: labels.count, weights: weights)
    if let groups, groups.indices.count != labels.count {
      throw EstimatorError.groupCountMismatch(rows: labels.count, groups: groups.indices.count)
    }
    self.init(features, labels, weights, groups, origin: ClassEncoding(labels).classes)
  }

  /// Chosen rows in the given order, O(number chosen).
  func selecting(_ rows: [Int]) throws -> LabelledRows {
    LabelledRows(
      try features.selectingRows(rows), try labels.selecting(rows), try weights?.selecting(rows),
      try groups?.selecting(rows), origin: origin)
  }

  /// The rows with weight: weight 0 equals the row being absent, so it must not move a fold either.
  func droppingWeightless() throws -> LabelledRows {
    guard let weights, weights.contains(0) else { return self }
    return try selecting(weights.indices.filter { weights[$0] > 0 })
  }

  func splitRows() throws -> SplitRows {
    try SplitRows(count: count, classes: ClassEncoding(labels).targets, groups: groups)
  }
}

extension ClassTargets {
  /// Chosen rows; the classes that they have keep their order and are numbered without gaps.
  func selecting(_ rows: [Int]) throws -> ClassTargets {
    let encoding = ClassEncoding(try indices.selecting(rows))
    return encoding.targets
  }
}

extension Classifier {
  /// Learns from rows, cold. Settings for classes of the data that these rows lack are no error.
  func fitted(to rows: LabelledRows<Label>, onIteration: OnIteration) throws -> Model {
    try unfitted.lacking(rows.lostClasses).fitted(
      to: rows.features, rows.labels, weights: rows.weights, groups: rows.groups, startingFrom: nil,
      onIteration: onIteration)
  }
}
