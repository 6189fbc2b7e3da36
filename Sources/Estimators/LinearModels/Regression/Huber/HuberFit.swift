import Matrices
internal import Platform

/// Huber's regression with its scale, on its way from rows to coefficients:
///
///     F(w, b, σ) = 1/S·Σ sᵢ·(σ + σ·H((yᵢ − w·xᵢ − b)/σ)) + α/S·‖w‖²
///     H(z) = z² for |z| ≤ ε, else 2ε|z| − ε²
///
/// F is convex in all of them together. For a given σ it is σ + (2/σ)·E, E the mean ``HuberLoss`` with δ = ε·σ and an
/// L2 penalty of α·σ/S, which the engine minimises. What is left is a convex function of σ alone, whose slope follows
/// from the residuals. A secant on that slope, kept between scales that are too small and too large, finds its zero in
/// a handful of fits, each from the end of the last.
struct HuberFit {
  /// Where a scale leads to.
  private struct Trial {
    let logarithm: Double
    /// ∂F/∂σ.
    let slope: Double
  }

  let rows: TrainingNumbers
  let features: Features
  let epsilon: Double
  let settings: SmoothSettings
  /// The coefficients, and with an intercept b.
  private(set) var point: [Double]
  /// σ.
  private(set) var scale: Double
  /// How the fit has gone so far; `nil` before it.
  private(set) var report: FitReport?

  private var evaluator: LinearEvaluator?
  private var history: [Iteration] = []
  private var (iterations, passes) = (0, 0)
  /// Why the caller has ended the fit, if so.
  private var ended: StoppingTest?
  private var newest: Trial?
  /// Logarithms of scales that are too small and too large.
  private var bracket = (low: -Double.infinity, high: Double.infinity)

  /// - Parameter start: Coefficients, intercept and scale to begin with; those of no weight at all when `nil`.
  /// - Throws: ``EstimatorError/tooLarge(what:bytes:limit:instead:)``,
  ///   ``EstimatorError/unsupported(what:instead:)`` where most targets are the same.
  init(
    _ rows: TrainingNumbers, epsilon: Double, settings: SmoothSettings, start: (point: [Double], scale: Double)?
  ) throws {
    try FitMemory(rows.features, solver: settings.solver.method).require()
    (self.rows, features) = (rows, try rows.features.restingZeroColumns())
    (self.epsilon, self.settings) = (epsilon, settings)
    if let start {
      (point, scale) = start
    } else {
      let middle = settings.fitIntercept ? rows.weightedMean : 0
      point = [Double](repeating: 0, count: features.columns) + (settings.fitIntercept ? [middle] : [])
      scale = 1
      scale = try bestScale(rows.targets.map { $0 - middle })
    }
  }

  private var scales: HuberScale {
    HuberScale(epsilon: epsilon, weights: rows.weights, weightTotal: rows.weightTotal)
  }

  private func bestScale(_ residuals: [Double]) throws -> Double {
    guard let scale = scales.scale(residuals), scale.isFinite, scale > 0 else {
      throw EstimatorError.unsupported(
        what: "A Huber scale where so many rows are met exactly that it would be 0",
        instead: "Use LinearRegression, or a smaller epsilon.")
    }
    return scale
  }

  /// y − X·w − b of each row.
  ///
  /// - Complexity: a pass over the data.
  private func residuals() throws -> [Double] {
    let row = Matrix<Double>(rows: 1, columns: features.columns) { elements in
      for place in 0..<features.columns { elements.initializeElement(at: place, to: point[place]) }
    }
    let bias = settings.fitIntercept ? [point[features.columns]] : [0]
    return zip(rows.targets, try linearScores(features, weights: row, bias: bias).elements).map { $0 - $1 }
  }

  // MARK: Scales

  /// More scales than a secant between two bounds takes.
  private static let mostScales = 100
  /// How much of the slope in σ a fit on the way may leave in the others.
  private static let share = 0.003
  /// How many times as far as to the best scale for the residuals a secant may lead: no fit has been that slow.
  private static let furthest = 20.0
  /// What a secant may change the logarithm of the scale by: far below the best scale all rows are outliers.
  private static let longest = 0.7

  /// Goes from scale to scale until all slopes are within the tolerance.
  mutating func run(_ onIteration: OnIteration) throws {
    var tolerance = max(settings.tolerance, Self.share)
    for _ in 0..<Self.mostScales {
      let end = try minimize(to: tolerance, onIteration)
      let residuals = try residuals()
      passes += 1
      let slope = scales.slope(residuals, at: scale)
      let isSolved = slope.magnitude <= settings.tolerance
      note(end, slope)
      guard end.stopped == .gradient, ended == nil, iterations < settings.maxIterations else { return }
      if isSolved, tolerance <= settings.tolerance { return }
      tolerance = max(settings.tolerance, min(tolerance, Self.share * slope.magnitude))
      guard !isSolved else { continue }
      let next = try nextScale(residuals, slope)
      guard next != scale else {
        report?.stopped = .noDecreaseLeft
        report?.stoppedPerProblem = [.noDecreaseLeft]
        return
      }
      scale = next
    }
  }

  /// Where the secant through the last two slopes is 0, if that is between the bounds and not far beyond the best scale
  /// for the residuals; else that scale, which is always nearer.
  private mutating func nextScale(_ residuals: [Double], _ slope: Double) throws -> Double {
    let here = Trial(logarithm: log(scale), slope: slope)
    if slope < 0 {
      bracket.low = max(bracket.low, here.logarithm)
    } else {
      bracket.high = min(bracket.high, here.logarithm)
    }
    defer { newest = here }
    let plain = log(try bestScale(residuals))
    guard let before = newest, before.slope != here.slope else { return exp(plain) }
    let step = -here.slope * (here.logarithm - before.logarithm) / (here.slope - before.slope)
    let ahead = here.logarithm + step
    let isNear = step.magnitude <= min(Self.longest, Self.furthest * (plain - here.logarithm).magnitude)
    return exp(isNear && ahead > bracket.low && ahead < bracket.high ? ahead : plain)
  }

  // MARK: Coefficients

  /// Minimises F in w and b.
  ///
  /// - Parameter tolerance: That of F.
  private mutating func minimize(to tolerance: Double, _ onIteration: OnIteration) throws -> Minimum {
    let next = LinearEvaluator(try objective())
    if let evaluator, evaluator.isPreconditioned, let known = try evaluator.preconditioner() { next.share(known) }
    evaluator = next
    let (scale, before, spent) = (scale, history.last, passes)
    func ofF(_ iteration: Iteration) -> Iteration {
      Iteration(
        number: iteration.number + (before?.number ?? 0), objective: scale + 2 / scale * iteration.objective,
        gradientNorm: 2 / scale * iteration.gradientNorm, evaluations: iteration.evaluations + spent)
    }
    let request = SolverRequest(
      rule: StoppingRule(
        tolerance: tolerance * scale / 2, maxIterations: max(1, settings.maxIterations - iterations)),
      precision: settings.precision, randomState: settings.randomState)
    var reason: StoppingTest?
    let minimum = try BLAS.singleThreaded {
      try next.minimize(by: settings.solver.method, from: [point], request) { iteration in
        reason = try ofF(iteration).reasonToStop(onIteration)
        return reason == nil ? .proceed : .stop
      }
    }
    ended = reason
    history += minimum.history.dropFirst(before == nil ? 0 : 1).map(ofF)
    (iterations, passes) = (iterations + minimum.minima[0].iterations, passes + minimum.evaluations)
    point = minimum.minima[0].iterate.point
    report = FitReport(minimum, by: settings.solver.method, of: next)
    return minimum.minima[0]
  }

  private func objective() throws -> LinearObjective {
    let loss = BoundLoss(try HuberLoss(delta: epsilon * scale), targets: [rows.targets], weights: rows.weights)
    let objective = LinearObjective(
      features: features, loss: loss, hasIntercept: settings.fitIntercept, weightTotal: rows.weightTotal,
      penalty: .l2(settings.alpha * scale / rows.weightTotal, features: features.columns))
    try settings.solver.method.require(objective)
    return objective
  }

  /// Makes the report that of F where the fit stands.
  private mutating func note(_ end: Minimum, _ slope: Double) {
    let evaluation = end.iterate.evaluation
    let value = scale + 2 / scale * evaluation.value
    let norm = max(2 / scale * evaluation.gradientNorm, slope.magnitude)
    if let last = history.popLast() {
      history.append(
        Iteration(number: last.number, objective: value, gradientNorm: norm, evaluations: passes))
    }
    guard var report else { return }
    report.iterations = [iterations]
    report.evaluations = passes
    (report.objective, report.objectivePerProblem, report.gradientNorm) = (value, [value], norm)
    report.history = history
    if norm > settings.tolerance, ended != nil || end.stopped == .gradient {
      report.stopped = ended ?? .iterationLimit
      report.stoppedPerProblem = [report.stopped]
    }
    self.report = report
  }
}
