import Matrices

/// One logistic problem on its way to the optimum by its dual: a number αᵢ in (0, sᵢ) for each row, of which the
/// weights are the sum wⱼ = Σᵢ αᵢ·yᵢ·xᵢⱼ / l2ⱼ.
///
/// An intercept b without a penalty makes the dual's constraint Σᵢ αᵢ·yᵢ = 0, which no step of a single αᵢ can keep.
/// LIBLINEAR penalises b instead. Here each iteration draws it to where it is,
///
///     F(w, b) + ε/2·(b − b₀)²,     b₀ the best intercept for the last weights
///
/// whose dual has no constraint, and whose solutions tend to the minimum of F itself (proximal point). Columns are
/// centred at their means under the curvatures Dᵢ, so that b and w hardly depend on each other, and ε is a share of Σ
/// D, the curvature in b: an iteration then leaves little of the error, and the dual is no worse conditioned.
///
/// Sums over rows are not divided by their weight S here; `value` and `norm` are.
///
/// - SeeAlso: Yu, Huang & Lin, *Dual coordinate descent methods for logistic regression and maximum entropy models*,
///   Machine Learning 85 (2011); Rockafellar, *Monotone operators and the proximal point algorithm*, SIAM J. Control 14
///   (1976).
final class DualProblem: CoordinateDescentProblem {
  private let problem: Int
  private let hasIntercept: Bool
  private let weightTotal: Double
  private let scale: [Double]
  private let shift: [Double]
  private let l2: [Double]
  private let rule: StoppingRule
  private let alpha: AlignedBuffer<Double>
  private var startsCold: Bool
  private var isPlaced = false
  private var random: RandomState
  private var weights: [Double]
  private var intercept: Double
  private var centre: [Double] = []
  private var curvature = 0.0
  private var best: (weights: [Double], intercept: Double, value: Double, norm: Double)?
  /// The smallest norm so far, and the iteration that last halved it.
  private var halved = (norm: Double.infinity, at: 0)

  private(set) var value = 0.0
  private(set) var norm = 0.0
  private(set) var iterations = 0
  private(set) var passes = 0
  var stopped: StoppingTest?

  /// ε as a share of the curvature in the intercept.
  private static let pull = 0.1
  /// An iteration ends when a round moves this share of what its first did, or after so many rounds.
  private static let share = 0.1
  private static let mostRounds = 10
  /// A gain below this share of the objective is lost in its rounding.
  private static let rounding = 1e-15
  /// With gains lost, so many iterations may pass until the norm has halved.
  private static let patience = 10
  private static let mostShifts = 30
  /// The intercept moves at most so far at once.
  private static let longestShift = 10.0

  init(_ objective: LinearObjective, problem: Int, from start: [Double], rule: StoppingRule) {
    self.problem = problem
    self.rule = rule
    let features = objective.features
    let (count, total) = (features.columns, objective.weightTotal)
    hasIntercept = objective.hasIntercept
    weightTotal = total
    scale = features.affine?.scale ?? Array(repeating: 1, count: count)
    shift = features.affine?.shift ?? Array(repeating: 0, count: count)
    l2 = objective.penalty.l2.map { $0 * total }
    alpha = AlignedBuffer(zeros: features.rows)
    weights = Array(start[..<count])
    intercept = hasIntercept ? start[count] : 0
    startsCold = weights.allSatisfy { $0 == 0 }
    random = RandomState(UInt32(truncatingIfNeeded: problem))
  }

  /// The weights, and then the intercept if there is one: the best of all iterations unless the last one converged.
  var point: [Double] {
    let end = stopped == .gradient ? nil : best
    return (end?.weights ?? weights) + (hasIntercept ? [end?.intercept ?? intercept] : [])
  }

  /// Measures the problem where it is.
  func place(_ worker: DualWorker) {
    stopped = nil
    // A start that is given stays as it is when it is the optimum already; later the intercept is put at its best.
    measure(worker, movesIntercept: isPlaced || startsCold)
    if !isPlaced, !startsCold { worker.copyResiduals(to: alpha) }
    isPlaced = true
  }

  /// Some rounds over the rows, and the weights and the intercept that they lead to.
  func iterate(_ worker: DualWorker) {
    let u = zip(weights, scale).map { $0 * $1 }
    let model = DualModel(
      metric: zip(scale, l2).map { $0 * $0 / $1 }, centre: centre,
      bias: hasIntercept ? intercept + awayFromCentre(u) : 0,
      softness: hasIntercept ? 1 / (Self.pull * curvature) : 0)
    let end = worker.descend(
      model, alpha, problem: problem, random: &random, share: Self.share, mostRounds: Self.mostRounds)
    weights = zip(end.weights, scale).map { $0 / $1 }
    if hasIntercept { intercept = end.bias - awayFromCentre(end.weights) }
    iterations += 1
    passes += end.rounds + 1
    measure(worker, movesIntercept: true)
    guard stopped == nil else { return }
    if end.gain <= Self.rounding * value * weightTotal {
      if iterations - halved.at >= Self.patience { stopped = .noDecreaseLeft }
    }
  }

  /// What an intercept of the centred columns has more than that of the columns as they are.
  private func awayFromCentre(_ u: [Double]) -> Double {
    u.indices.reduce(0) { $0 + u[$1] * (centre[$1] - shift[$1]) }
  }

  // MARK: Primal

  /// Puts the intercept at its best for the weights; value, norm and curvatures there, and the stopping tests.
  private func measure(_ worker: DualWorker, movesIntercept: Bool) {
    let u = zip(weights, scale).map { $0 * $1 }
    worker.place(u, bias: intercept - u.indices.reduce(0) { $0 + u[$1] * shift[$1] })
    if hasIntercept, movesIntercept {
      let change = bestShift(worker)
      intercept += change
      worker.shift(by: change)
    }
    let (loss, residual, curvature) = worker.loss(problem: problem)
    let sums = worker.columnSums()
    passes += 1
    self.curvature = curvature
    centre = hasIntercept ? sums.curvatures.map { $0 / curvature } : shift
    var (squares, largest) = (0.0, hasIntercept ? residual.magnitude : 0)
    for j in weights.indices {
      squares += l2[j] * weights[j] * weights[j]
      let slope = scale[j] * (sums.residuals[j] - shift[j] * residual) + l2[j] * weights[j]
      if !(slope.magnitude <= largest) { largest = slope.magnitude }
    }
    (value, norm) = ((loss + squares / 2) / weightTotal, largest / weightTotal)
    remember()
    if norm <= rule.tolerance {
      stopped = .gradient
    } else if iterations >= rule.maxIterations {
      stopped = .iterationLimit
    }
  }

  private func remember() {
    if norm <= halved.norm / 2 { halved = (norm, iterations) }
    if let best, best.value < value, best.norm < norm || best.value < value * (1 - Self.rounding) { return }
    best = (weights, intercept, value, norm)
  }

  /// How far the intercept is from its best for the weights: a zero of Σ r, which rises with it, by Newton's method
  /// between bounds.
  private func bestShift(_ worker: DualWorker) -> Double {
    var (t, low, high) = (0.0, -Double.infinity, Double.infinity)
    for _ in 0..<Self.mostShifts {
      let (_, residual, curvature) = worker.loss(problem: problem, shift: t)
      if residual.magnitude <= rule.tolerance * weightTotal / 10 { break }
      if residual > 0 { high = t } else { low = t }
      let step = min(max(-residual / curvature, -Self.longestShift), Self.longestShift)
      let next = t + step > low && t + step < high ? t + step : low + (high - low) / 2
      guard next.isFinite, next != t else { break }
      t = next
    }
    return t
  }
}
