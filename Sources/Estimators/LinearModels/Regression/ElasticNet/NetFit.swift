import Matrices

/// Least squares with the penalty of lasso or elastic net, by working sets:
///
///     F(w) = f(w) + R(w),     f: see ``SquaredLoss``, R: see ``NetPenalty``
///
/// A round solves the problem over a set of columns to rounding, on their Gram matrix; a pass over the rows then tells
/// which of the other columns should have weight, and how far from the optimum the whole is. Sets grow by as many
/// columns as they have.
///
/// - SeeAlso: Friedman, Hastie & Tibshirani, *Regularization paths for generalized linear models via coordinate
///   descent*, J. Stat. Softw. 33 (2010), 2.2; Massias, Gramfort & Salmon, *Celer*, ICML 2018, for working sets and the
///   dual point.
struct NetFit {
  let loss: SquaredLoss
  let penalty: NetPenalty
  /// F − F* as a share of f without any weight, at which the fit has converged.
  let tolerance: Double
  let maxIterations: Int

  private(set) var weights: [Double]
  private(set) var evaluation: SquaredLoss.Evaluation
  private(set) var columns: [Int]
  private(set) var history: [Iteration] = []
  private(set) var stopped: StoppingTest = .iterationLimit

  /// With so few columns all are taken at once: their Gram matrix costs less than the passes that would choose.
  private static let fewColumns = 200
  /// The fewest columns that a set grows by.
  private static let leastGrowth = 16

  /// - Parameters:
  ///   - start: w to begin with.
  ///   - columns: Those that the first set has beside the ones that `start` gives weight.
  /// - Complexity: one pass over the data.
  init(
    _ loss: SquaredLoss, _ penalty: NetPenalty, tolerance: Double, maxIterations: Int, from start: [Double],
    columns: [Int] = []
  ) throws {
    (self.loss, self.penalty, self.tolerance) = (loss, penalty, tolerance)
    self.maxIterations = maxIterations
    let weights = penalty.clipped(start)
    self.weights = weights
    evaluation = try loss.evaluate(at: weights)
    let p = weights.count
    let isSmall = p <= Self.fewColumns && !loss.rows.features.isSparse
    self.columns = isSmall ? Array(0..<p) : Set(columns + weights.indices.filter { weights[$0] != 0 }).sorted()
  }

  /// F.
  var objective: Double { evaluation.value + penalty.value(at: weights) }

  /// The largest component of the smallest subgradient, 0 at the optimum.
  var optimality: Double {
    var largest = 0.0
    for j in weights.indices {
      largest = max(largest, penalty.violation(j, at: weights[j], slope: evaluation.slopes[j]))
    }
    return largest
  }

  /// F − F* at most; `nil` where a weight is held by nothing.
  ///
  /// The dual point is the residuals times the number t that proves most:
  /// D(t) = t·(f·2 − w·∇f) − t²·f − R*(−t·∇f), since Σ sᵢ·rᵢ·(yᵢ − ȳ)/S = 2f − w·∇f.
  var gap: Double? {
    guard penalty.holdsEveryWeight else { return nil }
    let f = evaluation.value
    var product = 0.0
    for j in weights.indices { product += weights[j] * evaluation.slopes[j] }
    let linear = 2 * f - product
    let most = penalty.largestScale(evaluation.slopes)
    func dual(_ t: Double) -> Double { t * linear - t * t * f - penalty.conjugate(evaluation.slopes, times: t) }
    let best = f > 0 ? min(max(linear / (2 * f), 0), most) : 0
    // With an L2 part the residuals themselves are a dual point, and at the optimum the best.
    return max(0, objective - max(0, dual(min(1, most)), dual(best)))
  }

  /// Goes on until the gap, or where there is none the subgradient, meets the tolerance.
  ///
  /// - Parameter scale: f and the largest slope without any weight, which the tolerance is a share of.
  /// - Throws: What `onIteration` throws; the best point so far stays.
  mutating func minimize(_ scale: NetScale, _ onIteration: OnIteration) throws {
    history = [iteration(0)]
    for round in 1...maxIterations {
      if hasConverged(scale) { break }
      growSet()
      let before = self
      try solve()
      let hasFallen = objective < before.objective
      if !hasFallen { (weights, evaluation) = (before.weights, before.evaluation) }
      history.append(iteration(round))
      if let end = try history[history.count - 1].reasonToStop(onIteration) {
        stopped = end
        return
      }
      if !hasFallen, violators.isEmpty {
        stopped = .noDecreaseLeft
        break
      }
    }
    if hasConverged(scale) { stopped = .gradient }
  }

  private func hasConverged(_ scale: NetScale) -> Bool {
    if let gap { return gap <= tolerance * scale.loss }
    return optimality <= tolerance * scale.slope
  }

  /// Columns outside of the set that should have weight, and by how much the objective falls there.
  private var violators: [(column: Int, violation: Double)] {
    var inside = [Bool](repeating: false, count: weights.count)
    for j in columns { inside[j] = true }
    return weights.indices.lazy.filter { !inside[$0] }
      .map { ($0, penalty.violation($0, at: weights[$0], slope: evaluation.slopes[$0])) }.filter { $0.1 > 0 }
  }

  /// Takes in the columns that violate most.
  private mutating func growSet() {
    let most = max(Self.leastGrowth, columns.count)
    let new = violators.sorted { ($1.violation, $0.column) < ($0.violation, $1.column) }.prefix(most)
    guard !new.isEmpty else { return }
    columns = (columns + new.map(\.column)).sorted()
  }

  /// The minimum over the columns of the set, and the gradient there.
  private mutating func solve() throws {
    guard !columns.isEmpty else { return }
    var hessian = try loss.gram(columns)
    for (place, j) in columns.enumerated() { hessian[place, place] += penalty.l2[j] }
    var model = KinkedQuadratic(
      hessian: hessian, gradient: columns.map { evaluation.slopes[$0] + penalty.l2[$0] * weights[$0] },
      from: columns.map { weights[$0] }, term: penalty.separableTerm(columns))
    let solution = model.minimizer()
    for (place, j) in columns.enumerated() { weights[j] = solution[place] }
    evaluation = try loss.evaluate(at: weights)
  }

  private func iteration(_ number: Int) -> Iteration {
    Iteration(number: number, objective: objective, gradientNorm: optimality, evaluations: loss.passes)
  }
}

/// What a model without any weight leaves: the unit of tolerances, and where paths begin.
struct NetScale {
  /// f at 0.
  let loss: Double
  /// ∂f/∂w at 0.
  let slopes: [Double]

  /// - Complexity: one pass over the data.
  init(_ loss: SquaredLoss) throws {
    let null = try loss.evaluate(at: [Double](repeating: 0, count: loss.rows.features.columns))
    (self.loss, slopes) = (null.value, null.slopes)
  }

  /// The largest magnitude of the slopes.
  var slope: Double { slopes.reduce(0) { max($0, $1.magnitude) } }
}
