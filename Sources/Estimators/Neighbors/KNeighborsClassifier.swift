import Files
import Matrices

/// Asks the nearest rows of the fit for their class. scikit-learn's `KNeighborsClassifier`.
///
///     let model = try KNeighborsClassifier<String>(neighbors: 3, weighting: .distance).fitted(to: x, y)
///     try model.nearestRows(to: xTest).distances
///
/// All distances are computed (scikit-learn's `algorithm="brute"`); scale columns of different units first.
///
/// **Ties.** Where several rows are equally far and not all are among the nearest, each of them counts in part, so that
/// the answer does not depend on the order of the rows; scikit-learn takes some of them. Of equal votes the first class
/// wins.
///
/// **Sample weights**, which scikit-learn does not have here, count rows: a row of weight 2 is two rows among the
/// `neighbors`, one of weight ½ half a row, one of weight 0 is absent. So their scale matters, and their sum must be at
/// least `neighbors`.
///
/// - Complexity: fitting O(n), or O(n · p) for chosen rows, which are copied: the model keeps the features. Predicting
///   m rows takes O(m · n · p) time; Euclidean distances go through products in single precision and are then computed
///   exactly where that cannot tell them apart; others are computed pair by pair. Memory of 64 MB beside the model, or
///   64 bytes for each of its rows where that is more.
public struct KNeighborsClassifier<Label: ClassLabel>: Classifier {
  /// How many rows are asked, k ≥ 1. scikit-learn's `n_neighbors`. Default 5.
  public var neighbors: Int
  /// How much each has to say. scikit-learn's `weights`. Default: all the same.
  public var weighting: NeighborWeighting
  /// How far apart two rows are. Default: Euclidean.
  public var metric: NeighborMetric
  public var model: Model?

  /// A classifier with the given settings.
  public init(
    neighbors: Int = 5, weighting: NeighborWeighting = .uniform, metric: NeighborMetric = .euclidean,
    labels: Label.Type = Label.self
  ) {
    self.neighbors = neighbors
    self.weighting = weighting
    self.metric = metric
  }

  public func validate() throws {
    guard neighbors >= 1 else {
      throw EstimatorError.invalidSetting(name: "neighbors", value: "\(neighbors)", rule: "at least 1")
    }
    try metric.validate()
  }

  /// Keeps the rows.
  ///
  /// - Throws: ``EstimatorError`` for what is wrong with data or settings, also for fewer rows, or less weight, than
  ///   `neighbors`.
  public func fitted(
    to data: TrainingData<Features, Label>, startingFrom: Model?, onIteration: OnIteration
  ) throws -> Model {
    try validate()
    let (x, rows) = (data.input, try TrainingRows(data))
    guard hasEnoughWeight(rows.weightTotal, for: neighbors) else {
      throw EstimatorError.invalidSetting(
        name: "neighbors", value: "\(neighbors)",
        rule: data.weights == nil
          ? "at most the number of rows, \(x.rows)"
          : "at most the sum of the weights, \(rows.weightTotal) (weights count rows here)")
    }
    try Memory.require(
      NeighborSearch.scratch(rows.features), for: "Distances in \(x.columns) columns",
      instead: "Pass fewer columns: those that hold a number, say.")
    let kept = try data.droppingWeightless().rowNumbers
    return Model(
      classes: rows.classes, targets: rows.targets.indices, weights: rows.weights, rowNumbers: kept?.map(Int32.init),
      stored: try StoredFeatures(rows.features), neighbors: neighbors, weighting: weighting, metric: metric,
      columns: FittedColumns(x))
  }

  /// The nearest rows of the fit. scikit-learn's `kneighbors`.
  ///
  /// - Throws: ``EstimatorError/notFitted(_:)`` before `fit`, and what the model throws.
  public func nearestRows(to x: some FeatureMatrix, count: Int? = nil) throws -> NearestRows {
    try requireModel().nearestRows(to: x, count: count)
  }
}

/// Whether there are so many rows by weight, whose sum is rounded.
func hasEnoughWeight(_ total: Double, for neighbors: Int) -> Bool { Double(neighbors) <= total * (1 + 1e-9) }

/// The nearest rows of several rows, the nearest first.
public struct NearestRows: Sendable, Hashable {
  /// How far each is, m × k, ascending.
  public let distances: Matrix<Double>
  /// Which row of the fit it is, m × k; of equally distant rows the first come first.
  public let rows: Matrix<Int32>
}

extension KNeighborsClassifier where Label == Int {
  /// A classifier of `Int` labels with the given settings.
  public init(
    neighbors: Int = 5, weighting: NeighborWeighting = .uniform, metric: NeighborMetric = .euclidean
  ) {
    self.init(neighbors: neighbors, weighting: weighting, metric: metric, labels: Int.self)
  }
}

/// The settings, without a model.
extension KNeighborsClassifier: Codable {
  private enum CodingKeys: String, CodingKey { case neighbors, weighting, metric }
}
