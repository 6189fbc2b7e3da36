/// Looks at the targets only: what a real regressor has to beat. scikit-learn's `DummyRegressor`.
///
///     try DummyRegressor().fitted(to: x, y).score(xTest, yTest)        // R² of the mean: 0 or a little less
///
/// - Complexity: O(n), with a sort for the median and quantiles.
public struct DummyRegressor: Regressor {
  /// What is predicted.
  public struct Strategy: CodedChoice {
    package enum Kind: Sendable, Hashable, Codable {
      case mean, median
      case quantile(Double)
      case constant(Double)
    }

    package let kind: Kind

    package init(_ kind: Kind) { self.kind = kind }

    /// The mean of the targets, by weight.
    public static var mean: Self { Self(.mean) }
    /// The median of the targets, by weight.
    public static var median: Self { Self(.median) }
    /// A quantile of the targets, by weight, 0 to 1.
    public static func quantile(_ quantile: Double) -> Self { Self(.quantile(quantile)) }
    /// This number.
    public static func constant(_ number: Double) -> Self { Self(.constant(number)) }
  }

  /// What is predicted.
  public var strategy: Strategy
  public var model: Model?

  /// A regressor by the given strategy.
  public init(strategy: Strategy = .mean) { self.strategy = strategy }

  /// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)`` for a quantile outside 0...1 or a constant that is
  ///   not finite.
  public func validate() throws {
    switch strategy.kind {
    case .mean, .median: break
    case .quantile(let quantile):
      guard !(0...1).contains(quantile) else { break }
      throw EstimatorError.invalidSetting(name: "quantile", value: "\(quantile)", rule: "in 0...1")
    case .constant(let number):
      guard !number.isFinite else { break }
      throw EstimatorError.invalidSetting(name: "constant", value: "\(number)", rule: "finite")
    }
  }

  /// Takes the mean, or a quantile, of the targets.
  ///
  /// - Throws: ``EstimatorError`` for what is wrong with data or settings.
  public func fitted(
    to data: TrainingData<Features, Double>, startingFrom: Model?, onIteration: OnIteration
  ) throws -> Model {
    try validate()
    let rows = try TrainingNumbers(data)
    return Model(prediction: prediction(rows), columns: FittedColumns(data.input))
  }

  private func prediction(_ rows: TrainingNumbers) -> Double {
    switch strategy.kind {
    case .mean: mean(rows)
    case .median: WeightedQuantiles(rows.targets, weights: rows.weights).quantile(0.5)
    case .quantile(let quantile): WeightedQuantiles(rows.targets, weights: rows.weights).quantile(quantile)
    case .constant(let number): number
    }
  }
}

extension DummyRegressor {
  private func mean(_ rows: TrainingNumbers) -> Double {
    func weight(_ row: Int) -> Double { rows.weights?[row] ?? 1 }
    let mean = rows.targets.indices.reduce(0) { $0 + weight($1) * rows.targets[$1] } / rows.weightTotal
    guard !mean.isFinite else { return mean }
    // Shares before products, so that no sum of finite numbers is infinite.
    return rows.targets.indices.reduce(0) { $0 + rows.targets[$1] * (weight($1) / rows.weightTotal) }
  }

  /// One number for all rows.
  public struct Model: RegressorModel {
    /// What is predicted. scikit-learn's `constant_`.
    public let prediction: Double
    /// The columns of the fit.
    public let columns: FittedColumns

    init(prediction: Double, columns: FittedColumns) {
      (self.prediction, self.columns) = (prediction, columns)
    }

    /// The same number for every row.
    public func predict(_ x: Features) throws -> [Double] {
      try columns.require(x)
      try requireFinite(x)
      return [Double](repeating: prediction, count: x.rows)
    }
  }
}

extension DummyRegressor.Model: Codable {
  /// Reads a model and checks it.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    prediction = try container.decode(Double.self, forKey: .prediction)
    columns = try container.decode(FittedColumns.self, forKey: .columns)
    try requireDecoded(prediction.isFinite, "The prediction must be finite.", decoder)
  }
}

/// The settings, without a model.
extension DummyRegressor: Codable {
  private enum CodingKeys: String, CodingKey { case strategy }
}
