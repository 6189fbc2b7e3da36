import Matrices

/// A regression with a smooth loss, on its way from rows to coefficients and back:
///
///     F(w, b) = 1/S·Σ sᵢ·ℓ(yᵢ, w·xᵢ + b) + α/2·‖w‖²
///
/// or with another norm of w than the L2 norm. S is the sum of the weights sᵢ, and b is never penalised.
struct SmoothFit {
  let rows: TrainingNumbers
  let settings: SmoothSettings
  let evaluator: LinearEvaluator
  /// Where a cold fit puts the intercept: the best without any weight.
  let coldIntercept: Double
  /// Whether F has one minimum alone.
  let isConvex: Bool
  let intercept: InterceptFit
  private let began = ContinuousClock.now

  private var objective: LinearObjective { evaluator.objective }
  private var solver: any BatchSolver { settings.solver.method }

  /// - Parameters:
  ///   - targets: One for each row, as the loss reads it.
  ///   - coldIntercept: The best score where all rows have the same; without effect where there is no intercept.
  /// - Throws: ``EstimatorError/tooLarge(what:bytes:limit:instead:)`` and ``EstimatorError/tooSlow(what:instead:)``.
  init<Loss: ScalarLoss>(
    _ rows: TrainingNumbers, loss: Loss, isConvex: Bool = true, targets: [Loss.Target], coldIntercept: Double,
    settings: SmoothSettings
  ) throws {
    try FitMemory(rows.features, solver: settings.solver.method).require()
    let features = try rows.features.restingZeroColumns()
    let objective = LinearObjective(
      features: features, loss: BoundLoss(loss, targets: [targets], weights: rows.weights),
      hasIntercept: settings.fitIntercept, weightTotal: rows.weightTotal,
      penalty: settings.weightPenalty(features.columns))
    try settings.solver.method.require(objective)
    (self.rows, self.settings, self.coldIntercept) = (rows, settings, coldIntercept)
    self.isConvex = isConvex
    intercept = InterceptFit(loss, targets: targets, weights: rows.weights, weightTotal: rows.weightTotal)
    evaluator = LinearEvaluator(objective)
  }

  /// Minimises F.
  ///
  /// - Parameters:
  ///   - earlier: A model to start from, where that is better than a cold start.
  ///   - wrap: Makes the model of what was learnt.
  /// - Throws: ``FitInterrupted`` with the best model so far when the task is cancelled or `onIteration` throws
  ///   `CancellationError`, what else `onIteration` throws, ``EstimatorError/incompatibleWarmStart(reason:)``, and
  ///   ``EstimatorError/objectiveNotFinite(iteration:advice:)``.
  func model<Model: LinearRegressorModel>(
    startingFrom earlier: Model?, _ onIteration: OnIteration, wrap: (LinearPredictor) -> Model
  ) throws -> Model {
    let (minimum, certificate, notes) = try BLAS.singleThreaded {
      let start = try start(from: earlier?.linearPredictor)
      var minimum = try minimize(from: start.point, onIteration)
      let certificate = try certify(&minimum)
      return (minimum, certificate, start.notes)
    }
    let end = minimum.minima[0]
    var report = FitReport(minimum, by: solver, of: evaluator)
    report.advice = try advisor.advice(report, hasStalled: hasStalled(minimum))
    report.notes = notes
    report.certificate = certificate
    report.seconds = began.duration(to: .now).seconds
    let (coefficients, intercepts) = objective.split(end.iterate.point)
    let model = wrap(
      LinearPredictor(
        coefficients: coefficients, intercept: intercepts[0], columns: FittedColumns(rows.features), report: report))
    guard end.stopped != .cancelled else {
      throw FitInterrupted(model: model, iteration: minimum.history.last?.number ?? 0)
    }
    return model
  }

  private func minimize(from start: [Double], _ onIteration: OnIteration) throws -> BatchMinimum {
    let request = SolverRequest(
      rule: StoppingRule(tolerance: settings.tolerance, maxIterations: settings.maxIterations),
      precision: settings.precision, randomState: settings.randomState)
    guard settings.verbose else {
      return try evaluator.minimize(by: solver, from: [start], request, onIteration: onIteration)
    }
    var bar = FitProgressBar(
      title: settings.estimator, tolerance: settings.tolerance, maxIterations: settings.maxIterations)
    let minimum = try evaluator.minimize(by: solver, from: [start], request) { iteration in
      bar.show(iteration)
      return try onIteration(iteration)
    }
    bar.finish()
    return minimum
  }

  // MARK: Start

  /// No weight, and the intercept at its best, from which no mean is beyond the range of a Double.
  var coldStart: [Double] {
    var point = [Double](repeating: 0, count: objective.parameterCount)
    if settings.fitIntercept { point[point.count - 1] = coldIntercept }
    return point
  }

  /// Where the fit starts: at an earlier model, where F is not above that of no weight at all.
  ///
  /// - Complexity: Two passes over the data for a warm start, of which most solvers then save one.
  private func start(from earlier: LinearPredictor?) throws -> (point: [Double], notes: [String]) {
    guard let earlier else { return (coldStart, []) }
    let cold = try evaluator.evaluate([EvaluationRequest(problem: 0, point: coldStart)])[0].value
    let warm = try earlier.parameters(for: rows.features, hasIntercept: settings.fitIntercept)
    let value = try evaluator.evaluateStarts([warm], withCurvature: solver.startsFromCurvature(of: objective))[0].value
    if value <= cold { return (warm, []) }
    return (
      coldStart,
      [
        "On these data the earlier model is worse than none (objective \(value) against \(cold)), so the fit began "
          + "without it. Were its columns of another scale?"
      ]
    )
  }

  // MARK: Words

  private var advisor: EndAdvisor {
    EndAdvisor(
      features: rows.features, weights: rows.weights, solver: settings.solver, tolerance: settings.tolerance,
      maxIterations: settings.maxIterations, isSmooth: settings.penalty.l1Ratio == 0,
      hessianFits: objective.hessianFits,
      estimator: "regressor")
  }

  /// A gradient above this share of that at the start is far from 0.
  private static let stalledShare = 1e-6

  private func hasStalled(_ minimum: BatchMinimum) -> Bool {
    guard minimum.minima[0].stopped == .noDecreaseLeft, let first = minimum.history.first else { return false }
    return minimum.minima[0].iterate.evaluation.gradientNorm > Self.stalledShare * first.gradientNorm
  }
}

extension LinearPredictor {
  /// The coefficients and, with an intercept, that: where a fit on other rows may start.
  ///
  /// - Throws: ``EstimatorError/incompatibleWarmStart(reason:)`` for other columns.
  func parameters(for features: Features, hasIntercept: Bool) throws -> [Double] {
    guard coefficients.count == features.columns else {
      throw EstimatorError.incompatibleWarmStart(
        reason: "it knows \(coefficients.count) features, the data have \(features.columns)")
    }
    guard features.names == nil || columns.names == nil || features.names == columns.names else {
      throw EstimatorError.incompatibleWarmStart(reason: "its feature names differ from those of the data")
    }
    return coefficients + (hasIntercept ? [intercept] : [])
  }
}
