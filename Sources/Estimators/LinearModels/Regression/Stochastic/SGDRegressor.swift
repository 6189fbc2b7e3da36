/// A weighted sum of the features, learnt row by row or from pieces of data that come one after the other.
/// scikit-learn's `SGDRegressor`.
///
///     var regressor = SGDRegressor(loss: .huber(epsilon: 0.5), alpha: 1e-3)
///     for chunk in chunks { try regressor.partialFit(chunk.features, chunk.targets) }
///
/// It goes down the gradient of mini-batches of
///
///     F(w, b) = 1/S·Σ sᵢ·ℓ(yᵢ, w·xᵢ + b) + α·[ (1 − ρ)/2·‖w‖² + ρ·‖w‖₁ ]
///
/// S the sum of the weights sᵢ, ρ the L1 share of the penalty; the intercept b is not penalised. Steps keep the noise
/// of their batches: where all rows are at hand, other regressors reach the optimum. Features should be of like scale.
///
/// - Complexity: O(n · p) for each walk through the rows.
/// - SeeAlso: Bottou, *Stochastic gradient descent tricks*, 2012.
public struct SGDRegressor: Regressor {
  /// ℓ. Default `.squaredError`.
  public var loss: SGDLoss
  /// `.sgd` with its batches and learning rate. `.poisson` and `.gamma`, whose curvature has no bound, need a schedule
  /// with `initial`. Default `.sgd()`.
  public var solver: Solver
  /// What α multiplies. Default `.l2`.
  public var penalty: Penalty
  /// The strength of the penalty, ≥ 0. Default 1e-4.
  public var alpha: Double
  /// A fit has converged when no component of the gradient is larger, > 0. Default 1e-3.
  public var tolerance: Double
  /// The most walks through the rows, ≥ 1. scikit-learn's `max_iter`. Default 1000.
  public var maxIterations: Int
  /// Whether there is an intercept. scikit-learn's `fit_intercept`. Default `true`.
  public var fitIntercept: Bool
  /// Whether `fit` starts from the model that is already there. Default `false`.
  public var warmStart: Bool
  /// The seed of the order of the rows.
  public var randomState: UInt32
  /// The model of the last `fit` or `partialFit`.
  public var model: Model?

  /// A regressor with the given settings. See the properties for each setting.
  public init(
    loss: SGDLoss = .squaredError, solver: Solver = .sgd(), penalty: Penalty = .l2, alpha: Double = 1e-4,
    tolerance: Double = 1e-3, maxIterations: Int = 1000, fitIntercept: Bool = true, warmStart: Bool = false,
    randomState: UInt32 = 0
  ) {
    (self.loss, self.solver, self.penalty, self.alpha) = (loss, solver, penalty, alpha)
    (self.tolerance, self.maxIterations) = (tolerance, maxIterations)
    (self.fitIntercept, self.warmStart, self.randomState) = (fitIntercept, warmStart, randomState)
  }

  private var settings: SmoothSettings {
    SmoothSettings(
      estimator: "SGDRegressor", alpha: alpha, penalty: penalty, fitIntercept: fitIntercept, solver: solver,
      tolerance: tolerance, maxIterations: maxIterations, randomState: randomState, precision: .double, verbose: false)
  }

  public func validate() throws {
    try loss.validate()
    try settings.validate()
    _ = try streamSettings()
  }

  private func streamSettings() throws -> StochasticGradientSettings {
    guard let stochastic = solver.stochasticGradient else {
      throw EstimatorError.unsupported(
        what: "SGDRegressor with solver: .\(solver.name)",
        instead: "Use solver: .sgd, or PoissonRegressor, HuberRegressor and others that reach the optimum.")
    }
    guard stochastic.schedule != .optimal || penalty != .none && alpha > 0 else {
      throw EstimatorError.unsupported(
        what: "Learning schedule .optimal without a penalty",
        instead: "Use schedule: .inverseScaling() or .adaptive(), or alpha above 0.")
    }
    return stochastic
  }

  /// Learns from numbers: as many walks through the rows as it takes.
  ///
  /// - Throws: ``EstimatorError`` for what is wrong with data or settings; ``FitInterrupted`` with the best model so
  ///   far when the task is cancelled.
  public func fitted(
    to data: TrainingData<Features, Double>, startingFrom: Model?, onIteration: OnIteration
  ) throws -> Model {
    try validate()
    return try loss.fit(data, needsMean: true, settings: settings)
      .model(startingFrom: startingFrom, onIteration) { Model(linearPredictor: $0, link: loss.link, stream: nil) }
  }

  /// Goes on learning from more rows: one walk through them. scikit-learn's `partial_fit`.
  ///
  /// The first call makes the model; later ones go on from it, also after coding, with learning rate and average where
  /// they were. `fit` begins anew. The report's objective and gradient are those of the chunk.
  ///
  /// - Parameters:
  ///   - x: Features, with the columns of the earlier calls.
  ///   - y: One number per row.
  ///   - sampleWeight: n weights ≥ 0; 0 leaves the row out.
  /// - Returns: The model, which `model` holds too.
  /// - Throws: ``EstimatorError/incompatibleWarmStart(reason:)`` for a model of `fit` or of other settings, and what
  ///   `fit` throws for wrong data. The old model then stays.
  @discardableResult
  public mutating func partialFit(
    _ x: some FeatureMatrix, _ y: some Collection<Double>, sampleWeight: [Double]? = nil
  ) throws -> Model {
    let data = TrainingData<Features, Double>(x.features, y, weights: sampleWeight)
    let next = try BLAS.singleThreaded { try continued(data) }
    model = next
    return next
  }

  private func continued(_ data: TrainingData<Features, Double>) throws -> Model {
    let began = ContinuousClock.now
    try validate()
    try data.requireFittingCounts()
    try model?.linearPredictor.columns.require(data.input)
    let fit = try loss.fit(data, needsMean: false, settings: settings)
    var stream = try model.map { try self.stream(of: $0) } ?? NumberStream(parameters: coldStart(fit))
    stream.rows += fit.rows.targets.count
    stream.weight += fit.rows.weightTotal
    guard stream.weight.isFinite else { throw EstimatorError.weightsTooLarge(rows: stream.rows) }
    let method = StochasticGradient(
      fit.evaluator, problem: 0, start: stream.parameters, settings: try streamSettings(),
      rowScale: Double(stream.rows) / stream.weight,
      randomState: randomState &+ UInt32(truncatingIfNeeded: stream.progress.rows), progress: stream.progress)
    try method.runEpoch()
    let minimum = try fit.evaluator.endOfChunk(
      [EvaluationRequest(problem: 0, point: method.point)], tolerance: tolerance)
    (stream.parameters, stream.progress) = (method.lastPoint, method.resumable)
    var report = FitReport(minimum, by: solver.method, of: fit.evaluator)
    report.seconds = began.duration(to: .now).seconds
    let (weights, intercepts) = fit.evaluator.objective.split(method.point)
    let predictor = LinearPredictor(
      coefficients: weights, intercept: intercepts[0], columns: FittedColumns(data.input), report: report)
    return Model(linearPredictor: predictor, link: loss.link, stream: stream)
  }

  /// Nothing; with a log link the logarithm of the first rows' mean, from which no mean overflows.
  private func coldStart(_ fit: SmoothFit) -> [Double] {
    loss.link == .log ? fit.coldStart : fit.coldStart.map { _ in 0 }
  }

  private func stream(of model: Model) throws -> NumberStream {
    guard let stream = model.stream else {
      throw EstimatorError.incompatibleWarmStart(reason: "it was fitted by fit, which leaves nothing to go on from")
    }
    let count = model.coefficients.count + (fitIntercept ? 1 : 0)
    guard stream.parameters.count == count, model.link == loss.link else {
      throw EstimatorError.incompatibleWarmStart(reason: "fitIntercept or the loss has changed since")
    }
    return stream
  }
}

/// Where a stream of `partialFit` calls stands.
struct NumberStream: Sendable, Hashable, Codable {
  /// Where the last batch led to; the model's coefficients are these, or their average.
  var parameters: [Double]
  var progress = StochasticGradientProgress()
  /// Rows with weight so far, and their weight.
  var rows = 0
  var weight = 0.0

  init(parameters: [Double]) { self.parameters = parameters }

  /// Whether there is one number per parameter of a model with p columns.
  func fits(_ columns: Int) -> Bool {
    (columns...columns + 1).contains(parameters.count) && parameters.allSatisfy(\.isFinite)
      && weight >= 0 && weight.isFinite && canBeCountedOn(rows)
      && (progress.average.isEmpty || progress.average.count == parameters.count)
      && progress.average.allSatisfy(\.isFinite)
      && [progress.batches, progress.rows, progress.averagedBatches].allSatisfy(canBeCountedOn)
      && progress.averagedBatches <= progress.batches
      && progress.average.isEmpty == (progress.averagedBatches == 0)
      && (progress.firstRate.map { $0 > 0 && $0.isFinite } ?? true)
  }
}

extension SGDRegressor {
  /// X·w + b, or its exponential for `.poisson` and `.gamma`.
  public struct Model: LinearRegressorModel {
    public let linearPredictor: LinearPredictor
    /// From scores to means.
    public let link: MeanLink
    let stream: NumberStream?

    init(linearPredictor: LinearPredictor, link: MeanLink, stream: NumberStream?) {
      (self.linearPredictor, self.link, self.stream) = (linearPredictor, link, stream)
    }

    /// Reads a model and checks that its parts fit together.
    public init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      linearPredictor = try container.decode(LinearPredictor.self, forKey: .linearPredictor)
      link = try container.decode(MeanLink.self, forKey: .link)
      stream = try container.decodeIfPresent(NumberStream.self, forKey: .stream)
      try requireDecoded(
        stream?.fits(linearPredictor.coefficients.count) ?? true, "The stream does not fit the coefficients.", decoder)
    }

    /// The mean of each row.
    public func predict(_ x: Features) throws -> [Double] {
      try MeanModel(predictor: linearPredictor, link: link, power: 0).means(x)
    }
  }
}

/// The settings, without a model.
extension SGDRegressor: Codable {
  private enum CodingKeys: String, CodingKey {
    case loss, solver, penalty, alpha, tolerance, maxIterations, fitIntercept, warmStart, randomState
  }
}
