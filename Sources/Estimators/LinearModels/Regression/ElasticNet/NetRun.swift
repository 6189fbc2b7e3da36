/// Fits of lasso and elastic net on the same rows, one after the other, each from the end of the last: one fit, or a
/// path.
struct NetRun {
  private let loss: SquaredLoss
  private let settings: ElasticNet
  private let scale: NetScale
  private var weights: [Double]
  private var columns: [Int] = []

  init(_ rows: TrainingNumbers, settings: ElasticNet) throws {
    loss = try SquaredLoss(rows, hasIntercept: settings.fitIntercept)
    self.settings = settings
    scale = try NetScale(loss)
    weights = [Double](repeating: 0, count: rows.features.columns)
  }

  private func penalty(_ alpha: Double) throws -> NetPenalty {
    try NetPenalty(
      alpha: alpha, l1Ratio: settings.l1Ratio, factors: settings.penaltyFactors, bounds: settings.bounds,
      features: weights.count)
  }

  /// The fit at α.
  ///
  /// - Parameter start: w to begin with; the end of the last fit, or 0, when `nil`.
  /// - Throws: ``FitInterrupted`` with the best so far when the task is cancelled, and what `onIteration` throws.
  mutating func predictor(
    alpha: Double, from start: [Double]? = nil, _ onIteration: OnIteration
  ) throws -> LinearPredictor {
    let began = ContinuousClock.now
    var fit = try NetFit(
      loss, penalty(alpha), tolerance: settings.tolerance, maxIterations: settings.maxIterations,
      from: start ?? weights, columns: columns)
    let passes = loss.passes - 1
    try fit.minimize(scale, onIteration)
    (weights, columns) = (fit.weights, fit.columns)
    var report = report(of: fit, passes: loss.passes - passes)
    report.seconds = began.duration(to: .now).seconds
    let predictor = LinearPredictor(
      coefficients: fit.weights, intercept: fit.evaluation.intercept, columns: FittedColumns(loss.rows.features),
      report: report)
    guard fit.stopped != .cancelled else {
      throw FitInterrupted(model: predictor, iteration: fit.history.count - 1)
    }
    return predictor
  }

  private func report(of fit: NetFit, passes: Int) -> FitReport {
    var report = FitReport(
      stopped: fit.stopped, stoppedPerProblem: [fit.stopped], iterations: [fit.history.count - 1],
      evaluations: passes, objective: fit.objective, objectivePerProblem: [fit.objective],
      gradientNorm: fit.optimality, history: fit.history, seconds: 0,
      method: "working sets on Gram matrices of up to \(fit.columns.count) columns, double", advice: advice(fit),
      notes: [])
    let convexity = fit.penalty.l2.min() ?? 0
    report.certificate = fit.gap.map { Certificate(gaps: [$0], objectives: [fit.objective], convexity: convexity) }
    return report
  }

  private func advice(_ fit: NetFit) -> [String] {
    switch fit.stopped {
    case .iterationLimit: ["Raise maxIterations, now \(settings.maxIterations), or the tolerance."]
    case .noDecreaseLeft:
      [
        "Raise the tolerance, now \(settings.tolerance): what is left is rounding. Columns that repeat one another, or "
          + "of very different scales, leave more of it."
      ]
    default: []
    }
  }

  /// The smallest α at which every penalised weight is 0.
  ///
  /// - Throws: ``EstimatorError/unsupported(what:instead:)`` where no weight is penalised by an L1 norm.
  mutating func largestAlpha() throws -> Double {
    let unit = try penalty(1)
    let free = weights.indices.filter { unit.l1[$0] == 0 && unit.l2[$0] == 0 }
    var slopes = scale.slopes
    if !free.isEmpty {
      // What the unpenalised ones explain is no reason for the others to have weight.
      var fit = try NetFit(
        loss, penalty(scale.slope * 1e6 / max(1e-3, settings.l1Ratio)), tolerance: 1e-14,
        maxIterations: settings.maxIterations, from: weights)
      try fit.minimize(scale) { _ in .proceed }
      slopes = fit.evaluation.slopes
    }
    let ratio = max(settings.l1Ratio, 1e-3)
    let largest = weights.indices.filter { unit.l1[$0] > 0 || unit.l2[$0] > 0 }.map { j in
      slopes[j].magnitude / (ratio * (settings.penaltyFactors?[j] ?? 1))
    }.max()
    guard let largest else {
      throw EstimatorError.unsupported(
        what: "A path over alpha where no feature is penalised", instead: "Leave some penaltyFactors above 0.")
    }
    return largest
  }
}
