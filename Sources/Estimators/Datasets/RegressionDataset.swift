/// Features with everything that belongs to their rows: numbers to predict, and perhaps weights, groups and names.
///
///     let diabetes = try RegressionDataset(
///       features: data.features, targets: data.targets, names: data.featureNames)
///     try ridge.fit(diabetes)
///     try ridge.score(diabetes)        // R²
///
/// The names travel with the features to every model that is fitted, which checks them when it predicts. For labels
/// there is ``Dataset``.
public struct RegressionDataset: Sendable {
  /// n × p features, with names if they have any.
  public let features: Features
  /// n finite numbers.
  public let targets: [Double]
  /// n weights ≥ 0, not all 0; all equal when `nil`.
  public let weights: [Double]?
  /// What rows belong together (one patient, one writer), n numbers: rows of one group are never split by a split that
  /// looks at groups.
  public let groups: [Int]?

  /// The names of the columns, if they have any.
  public var names: [String]? { features.names }
  /// The number of rows, n.
  public var rows: Int { targets.count }

  /// Features and what belongs to their rows.
  ///
  /// - Parameters:
  ///   - features: n × p features.
  ///   - targets: n finite numbers.
  ///   - weights: n weights ≥ 0, not all 0; all equal when `nil`.
  ///   - groups: What rows belong together, n numbers; none do when `nil`.
  ///   - names: p names; those that the features already have when `nil`.
  /// - Throws: ``EstimatorError/rowCountMismatch(features:targets:)``,
  ///   ``EstimatorError/invalidTarget(row:value:rule:)``, ``EstimatorError/weightCountMismatch(rows:weights:)``,
  ///   ``EstimatorError/groupCountMismatch(rows:groups:)``, ``EstimatorError/featureNameCount(names:columns:)``, and
  ///   the errors of weights.
  public init(
    features: some FeatureMatrix, targets: some Collection<Double>, weights: [Double]? = nil, groups: [Int]? = nil,
    names: [String]? = nil
  ) throws {
    let features = features.features
    self.features = try names.map(features.named) ?? features
    self.targets = Array(targets)
    (self.weights, self.groups) = (weights, groups)
    guard self.targets.count == features.rows else {
      throw EstimatorError.rowCountMismatch(features: features.rows, targets: self.targets.count)
    }
    try requireTargets(self.targets)
    if let weights { try requireWeights(weights, rows: rows) }
    if let groups, groups.count != rows { throw EstimatorError.groupCountMismatch(rows: rows, groups: groups.count) }
  }

  /// Chosen rows with all that belongs to them, in this order; the features are not copied.
  ///
  /// - Throws: ``EstimatorError/rowOutOfRange(row:rows:)``, ``EstimatorError/noWeight`` when no chosen row has weight.
  public func selectingRows(_ rows: [Int]) throws -> RegressionDataset {
    try RegressionDataset(
      features: features.selectingRows(rows), targets: rows.map { targets[$0] },
      weights: weights.map { weights in rows.map { weights[$0] } },
      groups: groups.map { groups in rows.map { groups[$0] } })
  }
}

extension NumberEstimator where Input == Features {
  /// Learns from a data set, with its weights and groups, and returns the model.
  ///
  /// - Throws: As `fitted(to:_:)`.
  public func fitted(
    to dataset: RegressionDataset, onIteration: OnIteration = { _ in .proceed }
  ) throws -> Model {
    try fitted(
      to: dataset.features, dataset.targets, groups: dataset.groups, sampleWeight: dataset.weights,
      onIteration: onIteration)
  }

  /// Learns from a data set, with its weights and groups, and keeps the model.
  ///
  /// - Throws: As `fit(_:_:)`.
  @discardableResult
  public mutating func fit(
    _ dataset: RegressionDataset, onIteration: OnIteration = { _ in .proceed }
  ) throws -> Model {
    try fit(
      dataset.features, dataset.targets, groups: dataset.groups, sampleWeight: dataset.weights,
      onIteration: onIteration)
  }

  /// R² of the predictions, by the weights of the data set; of a search, the score that it chose by.
  ///
  /// - Throws: As `score(_:_:)`.
  public func score(_ dataset: RegressionDataset) throws -> Double {
    try score(dataset.features, dataset.targets, sampleWeight: dataset.weights)
  }
}
