#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Takes the features of a class for independent normal numbers. scikit-learn's `GaussianNB`.
///
///     let model = try GaussianNB<String>().fitted(to: x, y)
///
/// Priors are the shares of the classes by weight.
///
/// - Complexity: fitting O(n · p) time; predicting O(n · p · K).
public struct GaussianNB<Label: ClassLabel>: Classifier {
  /// The share of the largest variance of a feature that is added to all variances, ≥ 0. scikit-learn's `var_smoothing`.
  public var varianceSmoothing: Double
  public var model: Model?

  /// A classifier with the given setting.
  public init(varianceSmoothing: Double = 1e-9, labels: Label.Type = Label.self) {
    self.varianceSmoothing = varianceSmoothing
  }

  public func validate() throws {
    guard varianceSmoothing >= 0, varianceSmoothing.isFinite else {
      throw EstimatorError.invalidSetting(
        name: "varianceSmoothing", value: "\(varianceSmoothing)", rule: "finite and at least 0")
    }
  }

  /// Learns means and variances of the classes.
  ///
  /// - Throws: ``EstimatorError`` for what is wrong with data or settings, ``EstimatorError/unsupported(what:instead:)`` for
  ///   a variance of 0 that smoothing leaves 0, or one that leaves the range of a Double.
  public func fitted(
    to x: Features, _ y: [Label], weights: [Double]?, startingFrom: Model?, onIteration: OnIteration
  ) throws -> Model {
    try validate()
    let rows = try TrainingRows(x, y, weights: weights)
    let scale = x.affine?.scale ?? Array(repeating: 1, count: x.columns)
    let all = ColumnMoments(rows.features, sampleWeight: rows.weights).scaledVariances(scale)
    let smoothing = varianceSmoothing * (all.max() ?? 0)
    var (means, variances) = ([Double](), [Double]())
    for k in rows.classes.indices {
      let places = rows.targets.indices.indices.filter { Int(rows.targets.indices[$0]) == k }
      let chosen = try rows.features.selectingRows(places)
      let moments = ColumnMoments(chosen, sampleWeight: rows.weights.map { weights in places.map { weights[$0] } })
      means += chosen.columnMeans(moments)
      variances += moments.scaledVariances(scale).map { $0 + smoothing }
    }
    if let place = variances.firstIndex(where: { !($0 > 0 && (1 / $0).isFinite && $0.isFinite) }) {
      throw EstimatorError.unsupported(
        what:
          "A normal distribution of column \(x.columnName(place % x.columns)), whose variance is \(variances[place]),",
        instead: "Drop constant columns with VarianceThreshold, scale the columns, or raise varianceSmoothing.")
    }
    let shape = (rows.classes.count, x.columns)
    return Model(
      classes: rows.classes, logPriors: rows.weightPerClass.map { log($0 / rows.weightTotal) },
      means: try Matrix(rows: shape.0, columns: shape.1, means),
      variances: try Matrix(rows: shape.0, columns: shape.1, variances), columns: FittedColumns(x))
  }
}

extension ColumnMoments {
  fileprivate func scaledVariances(_ scale: [Double]) -> [Double] { zip(variances, scale).map { $0 * $1 * $1 } }
}

extension GaussianNB where Label == Int {
  /// A classifier of `Int` labels with the given setting.
  public init(varianceSmoothing: Double = 1e-9) { self.init(varianceSmoothing: varianceSmoothing, labels: Int.self) }
}
