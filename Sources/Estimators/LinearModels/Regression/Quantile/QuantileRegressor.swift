import Matrices

/// A quantile of the target, as a weighted sum of the features, with an L1 penalty. scikit-learn's `QuantileRegressor`.
///
///     let low = try QuantileRegressor(quantile: 0.1, alpha: 0).fitted(to: x, y)
///     let high = try QuantileRegressor(quantile: 0.9, alpha: 0).fitted(to: x, y)   // 80 % are between the two
///
/// It minimises, S the sum of the weights sᵢ,
///
///     F(w, b) = 1/S·Σ sᵢ·ρ(yᵢ − w·xᵢ − b) + α·‖w‖₁,     ρ(r) = q·r for r ≥ 0, else (q − 1)·r
///
/// The intercept b is not penalised. F is a linear program; it is solved along its central path, and a fit ends when
/// the duality gap proves F to be within `tolerance` of the optimum. Where several coefficients give the same F, this
/// is one of them. Reports have the gap, as a share of F, where those of others have the gradient.
///
/// - Complexity: O(n · p² + p³) for each of one to two dozen iterations; memory for 6 · p² numbers.
/// - SeeAlso: Koenker, *Quantile regression*, 2005, section 6.4.
public struct QuantileRegressor: Regressor {
  /// q, between 0 and 1. Default 0.5, the median.
  public var quantile: Double
  /// The factor of ‖w‖₁ beside the mean loss, ≥ 0. Default 1, as in scikit-learn, which is much.
  public var alpha: Double
  /// Whether there is an intercept. scikit-learn's `fit_intercept`. Default `true`.
  public var fitIntercept: Bool
  /// The fit has converged when F is proved to be within this share of itself of the optimum, > 0. Default 1e-9.
  public var tolerance: Double
  /// The most iterations, ≥ 1. Default 200.
  public var maxIterations: Int
  /// The model of the last `fit`.
  public var model: Model?

  /// A regressor with the given settings. See the properties for each setting.
  public init(
    quantile: Double = 0.5, alpha: Double = 1, fitIntercept: Bool = true, tolerance: Double = 1e-9,
    maxIterations: Int = 200
  ) {
    (self.quantile, self.alpha, self.fitIntercept) = (quantile, alpha, fitIntercept)
    (self.tolerance, self.maxIterations) = (tolerance, maxIterations)
  }

  public func validate() throws {
    try requireSetting(quantile > 0 && quantile < 1, "quantile", quantile, "greater than 0 and less than 1")
    try requireSetting(alpha >= 0 && alpha.isFinite, "alpha", alpha, "finite and at least 0")
    try requireSetting(tolerance > 0 && tolerance.isFinite, "tolerance", tolerance, "finite and greater than 0")
    try requireSetting(maxIterations >= 1, "maxIterations", maxIterations, "at least 1")
  }

  /// Learns from numbers.
  ///
  /// - Throws: ``EstimatorError`` for what is wrong with data or settings,
  ///   ``EstimatorError/tooLarge(what:bytes:limit:instead:)`` for more columns than memory holds p² numbers of;
  ///   ``FitInterrupted`` with the best model so far when the task is cancelled.
  public func fitted(
    to data: TrainingData<Features, Double>, startingFrom: Model?, onIteration: OnIteration
  ) throws -> Model {
    let began = ContinuousClock.now
    try validate()
    let rows = try TrainingNumbers(data)
    try requireMemory(
      squares: 6, of: rows.features, for: "The normal equations", instead: "Choose columns with SelectKBest first.")
    var program = try QuantileProgram(rows, quantile: quantile, alpha: alpha, hasIntercept: fitIntercept)
    var report = try run(&program, onIteration)
    report.seconds = began.duration(to: .now).seconds
    let model = Model(
      linearPredictor: LinearPredictor(
        coefficients: program.weights, intercept: program.intercept, columns: FittedColumns(rows.features),
        report: report))
    guard report.stopped != .cancelled else {
      throw FitInterrupted(model: model, iteration: report.history.last?.number ?? 0)
    }
    return model
  }

  /// Steps until the gap is within the tolerance.
  private func run(_ program: inout QuantileProgram, _ onIteration: OnIteration) throws -> FitReport {
    var gradient = try program.certify()
    var history = [iteration(0, program)]
    var stopped: StoppingTest?
    while stopped == nil {
      if program.end.gap <= tolerance * program.end.objective {
        stopped = .gradient
      } else if history.count > maxIterations {
        stopped = .iterationLimit
      } else {
        let before = program
        guard try program.step(gradient) else {
          program = before
          stopped = .noDecreaseLeft
          break
        }
        gradient = try program.certify()
        guard program.end.objective.isFinite, program.end.gap.isFinite else {
          program = before
          stopped = .noDecreaseLeft
          break
        }
        history.append(iteration(history.count, program))
        stopped = try history[history.count - 1].reasonToStop(onIteration)
      }
    }
    try program.roundOff(gradient, tolerance: tolerance)
    history[history.count - 1] = iteration(history.count - 1, program)
    return report(program, history, stopped ?? .noDecreaseLeft)
  }

  private func iteration(_ number: Int, _ program: QuantileProgram) -> Iteration {
    let (value, gap) = program.end
    return Iteration(
      number: number, objective: value, gradientNorm: value > 0 ? gap / value : gap, evaluations: program.passes)
  }

  private func report(_ program: QuantileProgram, _ history: [Iteration], _ stopped: StoppingTest) -> FitReport {
    let last = history[history.count - 1]
    var report = FitReport(
      stopped: stopped, stoppedPerProblem: [stopped], iterations: [last.number], evaluations: program.passes,
      objective: last.objective, objectivePerProblem: [last.objective], gradientNorm: last.gradientNorm,
      history: history, seconds: 0, method: "interior point, double", advice: advice(stopped, last), notes: [])
    if alpha > 0, stopped != .cancelled {
      report.certificate = Certificate(gaps: [program.end.gap], objectives: [last.objective], convexity: 0)
    }
    return report
  }

  private func advice(_ stopped: StoppingTest, _ last: Iteration) -> [String] {
    let left = "a gap of \(Readable.number(last.gradientNorm)), above the tolerance \(Readable.number(tolerance))"
    return switch stopped {
    case .iterationLimit: ["maxIterations = \(maxIterations) ended the fit with \(left). Raise maxIterations."]
    case .noDecreaseLeft: ["Rounding leaves \(left). Scale the features (StandardScaler), or use a looser tolerance."]
    default: []
    }
  }
}

extension QuantileRegressor {
  /// X·w + b.
  public struct Model: LinearRegressorModel {
    public let linearPredictor: LinearPredictor
  }
}

/// The settings, without a model.
extension QuantileRegressor: Codable {
  private enum CodingKeys: String, CodingKey { case quantile, alpha, fitIntercept, tolerance, maxIterations }
}
