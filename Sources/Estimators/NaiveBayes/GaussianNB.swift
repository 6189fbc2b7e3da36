internal import Platform

/// Takes the features of a class for independent normal numbers. scikit-learn's `GaussianNB`.
///
///     let model = try GaussianNB<String>().fitted(to: x, y)
///
/// Priors are the shares of the classes by weight.
///
/// - Complexity: fitting O(n · p) time; predicting O(n · p · K).
public struct GaussianNB<Label: ClassLabel>: Classifier {
  /// The share of the largest variance of a feature that is added to all variances, ≥ 0. scikit-learn's
  /// `var_smoothing`.
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
  /// - Throws: ``EstimatorError`` for what is wrong with data or settings,
  ///   ``EstimatorError/unsupported(what:instead:)`` for a variance of 0 that smoothing leaves 0, or one that leaves
  ///   the range of a Double, ``EstimatorError/tooLarge(what:bytes:limit:instead:)``.
  public func fitted(
    to data: TrainingData<Features, Label>, startingFrom: Model?, onIteration: OnIteration
  ) throws -> Model {
    try validate()
    let (x, rows) = (data.input, try TrainingRows(data))
    try requireMemory(16 + 6 * rows.classes.count, perColumnOf: x, for: "GaussianNB")
    let smoothing = varianceSmoothing * (try variances(rows.features, rows.weights, adding: 0).variances.max() ?? 0)
    var (means, variances) = ([Double](), [Double]())
    for k in rows.classes.indices {
      let places = rows.targets.indices.indices.filter { Int(rows.targets.indices[$0]) == k }
      let own = try self.variances(
        rows.features.selectingRows(places), rows.weights.map { weights in places.map { weights[$0] } },
        adding: smoothing)
      means += own.means
      variances += own.variances
    }
    if let place = variances.firstIndex(where: { !($0 > 0 && (1 / $0).isFinite && $0.isFinite) }) {
      throw unusable(variances[place], x.columnName(place % x.columns))
    }
    let shape = (rows.classes.count, x.columns)
    return Model(
      classes: rows.classes, logPriors: rows.logShares,
      means: try Matrix(rows: shape.0, columns: shape.1, means),
      variances: try Matrix(rows: shape.0, columns: shape.1, variances), columns: FittedColumns(x))
  }

  /// Mean and variance of every column, smoothing included; a variance that is no more than rounding counts as 0.
  private func variances(
    _ x: Features, _ weights: [Double]?, adding smoothing: Double
  ) throws -> (means: [Double], variances: [Double]) {
    let moments = try ColumnMoments(x, sampleWeight: weights)
    let constant = try moments.constantColumns(of: x, sampleWeight: weights)
    let variances = moments.variances.enumerated().map { j, variance in
      let scale = x.affine?.scale[j] ?? 1
      return (constant[j] ? 0 : variance * scale * scale) + smoothing
    }
    return (x.columnMeans(moments), variances)
  }

  private func unusable(_ variance: Double, _ column: String) -> EstimatorError {
    .unsupported(
      what: "A normal distribution of column \(column), whose variance within a class is \(variance),",
      instead: variance == 0
        ? "Drop constant columns with VarianceThreshold, or raise varianceSmoothing."
        : "Scale the columns first, for example with StandardScaler.")
  }
}

extension GaussianNB where Label == Int {
  /// A classifier of `Int` labels with the given setting.
  public init(varianceSmoothing: Double = 1e-9) { self.init(varianceSmoothing: varianceSmoothing, labels: Int.self) }
}

/// The settings, without a model.
extension GaussianNB: Codable {
  private enum CodingKeys: String, CodingKey { case varianceSmoothing }
}
