/// Features with everything that belongs to their rows: labels, and perhaps weights, groups and names.
///
///     let flowers = try Dataset(features: iris.features, labels: iris.labels, names: iris.featureNames)
///     try clf.fit(flowers)
///     try clf.score(flowers)
///
/// The names travel with the features to every model that is fitted, which checks them when it predicts.
public struct Dataset<Label: ClassLabel>: Sendable {
  /// n × p features, with names if they have any.
  public let features: Features
  /// n labels.
  public let labels: [Label]
  /// n weights ≥ 0, not all 0; all equal when `nil`.
  public let weights: [Double]?
  /// What rows belong together (one patient, one writer), n numbers: rows of one group are never split by a split that
  /// looks at groups.
  public let groups: [Int]?

  /// The names of the columns, if they have any.
  public var names: [String]? { features.names }
  /// The number of rows, n.
  public var rows: Int { labels.count }

  /// Features and what belongs to their rows.
  ///
  /// - Parameters:
  ///   - features: n × p features.
  ///   - labels: n labels.
  ///   - weights: n weights ≥ 0, not all 0; all equal when `nil`.
  ///   - groups: What rows belong together, n numbers; none do when `nil`.
  ///   - names: p names; those that the features already have when `nil`.
  /// - Throws: ``EstimatorError/rowCountMismatch(features:targets:)``,
  ///   ``EstimatorError/weightCountMismatch(rows:weights:)``, ``EstimatorError/groupCountMismatch(rows:groups:)``,
  ///   ``EstimatorError/featureNameCount(names:columns:)``, and the errors of weights.
  public init(
    features: some FeatureMatrix, labels: some Collection<Label>, weights: [Double]? = nil, groups: [Int]? = nil,
    names: [String]? = nil
  ) throws {
    let features = features.features
    self.features = try names.map(features.named) ?? features
    self.labels = Array(labels)
    self.weights = weights
    self.groups = groups
    guard self.labels.count == features.rows else {
      throw EstimatorError.rowCountMismatch(features: features.rows, targets: self.labels.count)
    }
    if let weights { try requireWeights(weights, rows: rows) }
    if let groups, groups.count != rows { throw EstimatorError.groupCountMismatch(rows: rows, groups: groups.count) }
  }

  /// Chosen rows with all that belongs to them, in this order; the features are not copied.
  ///
  /// - Throws: ``EstimatorError/rowOutOfRange(row:rows:)``, ``EstimatorError/noWeight`` when no chosen row has weight.
  public func selectingRows(_ rows: [Int]) throws -> Dataset {
    try Dataset(
      features: features.selectingRows(rows), labels: rows.map { labels[$0] },
      weights: weights.map { weights in rows.map { weights[$0] } },
      groups: groups.map { groups in rows.map { groups[$0] } })
  }
}

extension LabelEstimator where Input == Features {
  /// Learns from a data set, with its weights and groups, and returns the model.
  ///
  /// - Throws: As `fitted(to:_:)`.
  public func fitted(
    to dataset: Dataset<Label>, onIteration: OnIteration = { _ in .proceed }
  ) throws -> Model {
    try fitted(
      to: dataset.features, dataset.labels, groups: dataset.groups, sampleWeight: dataset.weights,
      onIteration: onIteration)
  }

  /// Learns from a data set, with its weights and groups, and keeps the model.
  ///
  /// - Throws: As `fit(_:_:)`.
  @discardableResult
  public mutating func fit(
    _ dataset: Dataset<Label>, onIteration: OnIteration = { _ in .proceed }
  ) throws -> Model {
    try fit(
      dataset.features, dataset.labels, groups: dataset.groups, sampleWeight: dataset.weights,
      onIteration: onIteration)
  }

  /// The share of rows whose class is predicted right, by the weights of the data set.
  ///
  /// - Throws: As `score(_:_:)`.
  public func score(_ dataset: Dataset<Label>) throws -> Double {
    try score(dataset.features, dataset.labels, sampleWeight: dataset.weights)
  }
}
