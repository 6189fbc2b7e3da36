/// The models of an ``ElasticNet`` over falling α, each fit from the end of the last. scikit-learn's `enet_path`, and
/// `lasso_path` with an L1 ratio of 1; glmnet's `gaussian` family.
///
///     let path = try ElasticNetPath(ElasticNet(l1Ratio: 1)).fitted(to: x, y)
///     print(path.alphas, path.nonZeroCounts)
///
/// All fits share the Gram matrix of the columns that have weight, or may.
public struct ElasticNetPath: Sendable {
  /// The settings but α, which is not looked at.
  public var regressor: ElasticNet
  /// The values of α.
  public var grid: AlphaGrid

  /// A path of `regressor` over `grid`.
  public init(_ regressor: ElasticNet = ElasticNet(l1Ratio: 1), grid: AlphaGrid = .automatic) {
    (self.regressor, self.grid) = (regressor, grid)
  }

  /// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)``.
  public func validate() throws {
    var one = regressor
    one.alpha = 1
    try one.validate()
    try grid.validate()
  }

  /// Fits every α.
  ///
  /// - Parameters:
  ///   - x: n × p features.
  ///   - y: n numbers.
  ///   - sampleWeight: n weights ≥ 0; all equal when `nil`.
  ///   - onIteration: Called after each fit; `number` counts them. ``FitControl/stop`` ends with those that are done.
  /// - Throws: ``EstimatorError`` for what is wrong with data or settings,
  ///   ``EstimatorError/unsupported(what:instead:)`` where no feature is penalised and the grid is automatic, and
  ///   `CancellationError` when the task is cancelled.
  public func fitted(
    to x: some InputSource<Features>, _ y: some Collection<Double>, sampleWeight: [Double]? = nil,
    onIteration: OnIteration = { _ in .proceed }
  ) throws -> Fitted {
    try validate()
    let rows = try TrainingNumbers(TrainingData(x, y, weights: sampleWeight))
    return try BLAS.singleThreaded { try fitted(rows, onIteration) }
  }

  func fitted(_ rows: TrainingNumbers, _ onIteration: OnIteration) throws -> Fitted {
    var run = try NetRun(rows, settings: regressor)
    let largest = try grid.isAutomatic ? run.largestAlpha() : nil
    let alphas = grid.values(from: largest ?? 0)
    var models: [ElasticNet.Model] = []
    var passes = 0
    for (place, alpha) in alphas.enumerated() {
      let predictor: LinearPredictor
      do {
        predictor = try run.predictor(alpha: alpha) { _ in .proceed }
      } catch is FitInterrupted<LinearPredictor> { throw CancellationError() }
      models.append(ElasticNet.Model(linearPredictor: predictor))
      passes += predictor.report?.evaluations ?? 0
      let iteration = Iteration(
        number: place + 1, objective: predictor.report?.objective ?? .nan,
        gradientNorm: predictor.report?.gradientNorm ?? .nan, evaluations: passes)
      switch try iteration.reasonToStop(onIteration) {
      case .cancelled?: throw CancellationError()
      case .some: return Fitted(models: models, alphas: Array(alphas.prefix(models.count)), largestNullAlpha: largest)
      case nil: continue
      }
    }
    return Fitted(models: models, alphas: alphas, largestNullAlpha: largest)
  }
}

extension ElasticNetPath {
  /// The models of a path.
  public struct Fitted: Storable, Hashable {
    /// One for each of ``alphas``.
    public let models: [ElasticNet.Model]
    /// Descending.
    public let alphas: [Double]
    /// The smallest α at which every penalised weight is 0; `nil` for a grid of given values.
    public let largestNullAlpha: Double?

    /// How many coefficients of each model are not 0.
    public var nonZeroCounts: [Int] { models.map(\.nonZeroCount) }

    init(models: [ElasticNet.Model], alphas: [Double], largestNullAlpha: Double?) {
      (self.models, self.alphas, self.largestNullAlpha) = (models, alphas, largestNullAlpha)
    }
  }
}

extension ElasticNetPath.Fitted {
  private enum CodingKeys: String, CodingKey { case models, alphas, largestNullAlpha }

  /// Reads a path and checks that its parts fit together.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    models = try container.decode([ElasticNet.Model].self, forKey: .models)
    alphas = try container.decodeFinite(forKey: .alphas)
    largestNullAlpha = try container.decodeIfPresent(Double.self, forKey: .largestNullAlpha)
    try requireDecoded(
      models.count == alphas.count, "\(alphas.count) values of alpha need as many models; found \(models.count).",
      decoder)
  }
}

extension ElasticNetPath.Fitted: CustomStringConvertible {
  /// A line for each α, of many the first and the last.
  public var description: String {
    let lines = zip(alphas, models).map { alpha, model in
      "alpha \(Readable.number(alpha)): \(Readable.count(model.nonZeroCount, "weight")), objective "
        + Readable.number(model.report?.objective ?? .nan)
    }
    return Readable.excerpt(lines, most: 12).joined(separator: "\n")
  }
}
