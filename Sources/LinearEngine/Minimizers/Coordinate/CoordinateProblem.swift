/// One logistic problem on its way to the optimum: its weights, its scores, and the quadratic model there.
///
/// Sums over rows are not divided by their weight S here; `value` and `norm` are.
final class CoordinateProblem {
  private let problem: Int
  private let features: Int
  private let hasIntercept: Bool
  private let weightTotal: Double
  private let affine: ColumnAffine?
  private let rule: StoppingRule
  private var model: CoordinateModel
  private var weights: [Double]
  private var intercept: Double
  private(set) var scores: AlignedBuffer<Double>
  /// Whether the scores stay between iterations; otherwise each one computes them afresh, in memory of its worker.
  private let keepsScores: Bool
  private var loss = 0.0
  private var residual = 0.0
  private var residualSums: [Double] = []
  /// The model's own slopes at its start, the largest.
  private var slope = 0.0
  private var lastNorm: Double?

  /// F, and the ∞-norm of its smallest subgradient, projected on the limits.
  private(set) var value = 0.0
  private(set) var norm = 0.0
  private(set) var iterations = 0
  /// Rounds over the columns.
  private(set) var passes = 0
  var stopped: StoppingTest?

  /// How exactly a model is minimised: to this share of its slopes at the start, less as the fit converges.
  private static let loosest = 0.1
  private static let tightest = 1e-3
  /// Most coordinate sweeps per quadratic model.
  private static let mostRounds = 50
  /// Slopes below this share of the tolerance need no further round.
  private static let enough = 0.3
  private static let sufficientDecrease = 0.01
  private static let mostHalvings = 30
  /// A predicted decrease below this share of the objective is lost in its rounding.
  private static let rounding = 1e-13
  /// The least curvature of a column as a share of that of its distance from 0: a spread of 1e-8 of its size.
  private static let leastSpread = 1e-16

  init(
    _ objective: LinearObjective, problem: Int, from start: [Double], rule: StoppingRule, keepsScores: Bool = true
  ) {
    self.problem = problem
    self.rule = rule
    self.keepsScores = keepsScores
    let features = objective.features
    self.features = features.columns
    hasIntercept = objective.hasIntercept
    weightTotal = objective.weightTotal
    affine = features.affine
    weights = Array(start[..<features.columns])
    intercept = objective.hasIntercept ? start[features.columns] : 0
    scores = AlignedBuffer(zeros: keepsScores ? features.rows : 0)
    let (penalty, count, total) = (objective.penalty, features.columns, objective.weightTotal)
    let own = penalty.hasLimits ? problem * count..<(problem + 1) * count : 0..<0
    model = CoordinateModel(
      hasIntercept: objective.hasIntercept, scale: features.affine?.scale, l1: penalty.l1.map { $0 * total },
      l2: penalty.l2.map { $0 * total }, lower: Array(penalty.lower[own]), upper: Array(penalty.upper[own]))
  }

  /// The weights, and then the intercept if there is one.
  var point: [Double] { weights + (hasIntercept ? [intercept] : []) }

  /// Computes the scores from the weights, and the model there.
  func place(_ worker: CoordinateWorker) {
    withFreshScores(worker) {
      stopped = nil
      measure(worker)
    }
  }

  /// Runs the closure with the scores computed from the weights.
  private func withFreshScores(_ worker: CoordinateWorker, _ body: () -> Void) {
    if !keepsScores { scores = worker.scores }
    scores.pointer.update(repeating: 0, count: scores.count)
    worker.columns.addScores(weights: weights, bias: intercept, to: scores.pointer)
    body()
    if !keepsScores { scores = AlignedBuffer(zeros: 0) }
  }

  /// W·x + b of every row.
  func addScores(_ worker: CoordinateWorker, to scores: UnsafeMutablePointer<Double>) {
    scores.update(repeating: 0, count: self.scores.count)
    worker.columns.addScores(weights: weights, bias: intercept, to: scores)
  }

  /// Adds numbers to the weights and the intercept, and leaves the scores as they are.
  func move(by change: [Double]) {
    for j in weights.indices { weights[j] += change[j] }
    if hasIntercept { intercept += change[features] }
  }

  /// Takes the scores as given, and the model there.
  func place(at given: some Sequence<Double>, _ worker: CoordinateWorker) {
    for (row, score) in given.enumerated() { scores.pointer[row] = score }
    lastNorm = norm
    stopped = nil
    measure(worker)
  }

  /// One Newton step that leaves the model behind. Returns whether one was taken.
  func step(_ worker: CoordinateWorker) -> Bool {
    guard slope > 0 || residual != 0, model.sumD > 0 else { return false }
    return takeStep(worker) != nil
  }

  /// One Newton step.
  func iterate(_ worker: CoordinateWorker) {
    if keepsScores { return advance(worker) }
    withFreshScores(worker) { advance(worker) }
    passes += 1
  }

  private func advance(_ worker: CoordinateWorker) {
    let before = (weights: weights, intercept: intercept, norm: norm)
    guard let expected = takeStep(worker) else {
      stopped = .noDecreaseLeft
      return
    }
    iterations += 1
    lastNorm = norm
    measure(worker)
    // Where values no longer tell, slopes do.
    guard stopped == nil, isLost(expected), !(norm < before.norm) else { return }
    (weights, intercept) = (before.weights, before.intercept)
    stopped = .noDecreaseLeft
  }

  /// Moves weights and scores. Returns the decrease that the model expected of the whole step; `nil` when no step gives
  /// any.
  private func takeStep(_ worker: CoordinateWorker) -> Double? {
    _ = worker.loss(at: scores, problem: problem)
    model.sumD = worker.prepare(problem: problem)
    let exactness = lastNorm.map { min(Self.loosest, max(Self.tightest, 0.5 * norm / $0)) } ?? Self.loosest
    let interceptStep = hasIntercept ? -residual / model.sumD : 0
    let end = worker.minimize(
      model, from: weights, target: max(exactness * slope, Self.enough * rule.tolerance * weightTotal),
      mostRounds: Self.mostRounds, interceptStep: interceptStep)
    passes += end.rounds
    let change = zip(end.weights, weights).map { $0 - $1 }
    let expected = expectedDecrease(change, to: end.weights, interceptStep)
    guard let step = search(worker, to: end.weights, change, expected) else { return nil }
    if step == 1 { weights = end.weights } else { for j in change.indices { weights[j] += step * change[j] } }
    intercept += step * interceptChange(change, interceptStep)
    worker.move(scores, step: step)
    return expected
  }

  // MARK: Model

  /// Loss, slopes and curvatures at the scores, and the stopping tests.
  private func measure(_ worker: CoordinateWorker) {
    (loss, residual) = worker.loss(at: scores, problem: problem)
    model.sumD = worker.prepare(problem: problem)
    let sums = worker.moments()
    passes += 1
    residualSums = sums.residuals
    model.columnD = sums.weights
    model.centre = (0..<features).map { hasIntercept ? sums.weights[$0] / model.sumD : affine?.shift[$0] ?? 0 }
    model.curvature = sums.squares
    model.gradient = sums.residuals
    for j in 0..<features {
      let (scale, centre) = (affine?.scale[j] ?? 1, model.centre[j])
      model.gradient[j] = scale * (sums.residuals[j] - centre * residual)
      var spread = sums.squares[j] + centre * (centre * model.sumD - 2 * sums.weights[j])
      // Where most digits cancel: once more, from the deviations themselves.
      if spread < 1e-3 * sums.squares[j] { spread = worker.spread(column: j, sumD: model.sumD, centre: centre) }
      // Of a column that hardly varies the slope is rounding, which must not become a huge step.
      spread = max(spread, Self.leastSpread * sums.squares[j])
      model.curvature[j] = scale * scale * spread
    }
    value = (loss + penalty(weights)) / weightTotal
    norm = steepness { j in (affine?.scale[j] ?? 1) * (residualSums[j] - (affine?.shift[j] ?? 0) * residual) }
    norm = max(norm, hasIntercept ? residual.magnitude : 0) / weightTotal
    slope = steepness { model.gradient[$0] }
    if norm <= rule.tolerance {
      stopped = .gradient
    } else if iterations >= rule.maxIterations {
      stopped = .iterationLimit
    }
  }

  /// The largest slope of the smallest subgradient, for a gradient of the loss.
  private func steepness(_ gradient: (Int) -> Double) -> Double {
    var largest = 0.0
    for j in 0..<features {
      let (w, l1) = (weights[j], model.l1[j])
      let slope = gradient(j) + model.l2[j] * w
      let up = model.upper.isEmpty || w < model.upper[j] ? slope + (w >= 0 ? l1 : -l1) : 0
      let down = model.lower.isEmpty || w > model.lower[j] ? slope + (w > 0 ? l1 : -l1) : 0
      let violation = max(-up, down)
      if !(violation <= largest) { largest = violation }
    }
    return largest
  }

  private func penalty(_ weights: [Double]) -> Double {
    var sum = 0.0
    for j in 0..<features {
      sum += model.l2[j] / 2 * weights[j] * weights[j] + model.l1[j] * weights[j].magnitude
    }
    return sum
  }

  // MARK: Step

  /// The change of the intercept itself: the columns are centred in the model.
  private func interceptChange(_ change: [Double], _ step: Double) -> Double {
    guard hasIntercept else { return 0 }
    var sum = step
    for j in 0..<features {
      sum += change[j] * (affine?.scale[j] ?? 1) * ((affine?.shift[j] ?? 0) - model.centre[j])
    }
    return sum
  }

  /// What the linear part of the loss and the penalty promise, weight by weight so that little cancels.
  private func expectedDecrease(_ change: [Double], to end: [Double], _ interceptStep: Double) -> Double {
    var sum = residual * interceptStep
    for j in 0..<features where change[j] != 0 {
      let (w, d) = (weights[j], change[j])
      let growth = w * end[j] < 0 ? end[j].magnitude - w.magnitude : w + end[j] < 0 ? -d : d
      sum += (model.gradient[j] + model.l2[j] * (w + d / 2)) * d + model.l1[j] * growth
    }
    return -sum
  }

  private func isLost(_ expected: Double) -> Bool { expected <= Self.rounding * value * weightTotal }

  /// The first of 1, ½, ¼, … that gives a share of the expected decrease; `nil` when none does.
  private func search(
    _ worker: CoordinateWorker, to end: [Double], _ change: [Double], _ expected: Double
  ) -> Double? {
    if isLost(expected) { return 1 }
    let start = loss + penalty(weights)
    var step = 1.0
    for _ in 0...Self.mostHalvings {
      let tried = step == 1 ? end : zip(weights, change).map { $0 + step * $1 }
      let reached = worker.loss(along: scores, step: step, problem: problem) + penalty(tried)
      if reached <= start - Self.sufficientDecrease * step * expected { return step }
      step /= 2
    }
    return nil
  }
}
