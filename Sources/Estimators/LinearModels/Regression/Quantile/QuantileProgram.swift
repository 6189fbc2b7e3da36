import Matrices

/// The linear program of quantile regression, solved along its central path:
///
///     F(w, b) = Σ uᵢ·ρ(yᵢ − w·xᵢ − b) + α·‖w‖₁,     ρ(r) = q·r for r ≥ 0, else (q − 1)·r,     uᵢ = sᵢ/S
///
/// Its dual has one number a for each row, (q − 1)·u ≤ a ≤ q·u, with Σ aᵢ = 0 and |Xᵀa| ≤ α: the largest Σ aᵢyᵢ is the
/// least F. A penalised weight is one more row, with the target 0, the quantile ½ and u = 2α.
///
/// Each step of the primal–dual method of Mehrotra solves normal equations of p columns; one to two dozen end at a gap
/// of some 1e-12.
///
/// - SeeAlso: Portnoy & Koenker, *The Gaussian hare and the Laplacian tortoise*, Stat. Sci. 12 (1997); Mehrotra, SIAM
///   J. Optim. 2 (1992).
struct QuantileProgram {
  let features: Features
  let quantile: Double
  let alpha: Double
  let hasIntercept: Bool
  /// u.
  let shares: [Double]
  let targets: [Double]

  /// w.
  private(set) var weights: [Double]
  private(set) var intercept = 0.0
  /// The rows of the data, and those of the penalty.
  private var data: CentralPath
  private var penalty: CentralPath
  private(set) var passes = 0
  /// F, and how far it can be from the optimum.
  private(set) var end = (objective: Double.infinity, gap: Double.infinity)

  init(_ rows: TrainingNumbers, quantile: Double, alpha: Double, hasIntercept: Bool) throws {
    (features, targets) = (try rows.features.restingZeroColumns(), rows.targets)
    (self.quantile, self.alpha, self.hasIntercept) = (quantile, alpha, hasIntercept)
    let total = rows.weightTotal
    shares = (0..<rows.targets.count).map { (rows.weights?[$0] ?? 1) / total }
    weights = [Double](repeating: 0, count: features.columns)
    if hasIntercept { intercept = Self.quantile(quantile, of: rows.targets, shares) }
    let residuals = rows.targets.map { [intercept] in $0 - intercept }
    let size = zip(shares, residuals).reduce(0) { $0 + $1.0 * $1.1.magnitude }
    data = CentralPath(residuals: residuals, upper: shares, share: 1 - quantile, away: size)
    penalty = CentralPath(
      residuals: alpha > 0 ? weights : [], upper: [Double](repeating: 2 * alpha, count: features.columns), share: 0.5,
      away: alpha > 0 ? size / (alpha * Double(rows.targets.count)) : 0)
  }

  /// The least number that so much of the weight is at or below.
  private static func quantile(_ q: Double, of numbers: [Double], _ shares: [Double]) -> Double {
    var below = 0.0
    let order = numbers.indices.sorted { numbers[$0] < numbers[$1] }
    for row in order {
      below += shares[row]
      if below >= q { return numbers[row] }
    }
    return numbers[order[order.count - 1]]
  }

  /// Row 0 of `rows`, as many columns as the features.
  private static func row(_ numbers: [Double]) -> Matrix<Double> {
    Matrix(rows: 1, columns: numbers.count) { elements in
      for (place, number) in numbers.enumerated() { elements.initializeElement(at: place, to: number) }
    }
  }

  // MARK: Products with the features

  /// X·w + b of each row.
  private mutating func scores(_ weights: [Double], _ intercept: Double) throws -> [Double] {
    passes += 1
    return try linearScores(features, weights: Self.row(weights), bias: [intercept]).elements
  }

  /// Xᵀ of several lists of n numbers.
  private mutating func transposed(_ lists: [[Double]]) throws -> [[Double]] {
    passes += 1
    let width = lists.count
    let columns = Matrix<Double>(rows: targets.count, columns: width) { elements in
      for (place, list) in lists.enumerated() {
        for (row, number) in list.enumerated() { elements.initializeElement(at: row * width + place, to: number) }
      }
    }
    let zeros = [Double](repeating: 0, count: features.columns)
    let products = try CentredFeatures(features: features, means: zeros, factors: nil).leftTimes(columns)
    return (0..<width).map { Array(products[row: $0]) }
  }

  // MARK: Steps

  /// One step along the path.
  ///
  /// - Parameter gradient: Xᵀa, as `certify` has left it.
  /// - Returns: Whether it could be taken.
  mutating func step(_ gradient: [Double]) throws -> Bool {
    let (diagonal, ridge) = (data.diagonal, penalty.diagonal)
    let affine = zip(diagonal, data.residuals).map(*)
    let products = try transposed([affine, diagonal])
    let total = diagonal.reduce(0, +)
    guard total > 0, total.isFinite else { return false }
    let equations = try NormalEquations(
      features, diagonal: diagonal, ridge: ridge, sums: hasIntercept ? products[1] : nil, total: total)
    passes += 1
    let left = data.dual.reduce(0, +)
    func sides(_ moved: [Double], _ sum: Double, _ own: [Double]) -> (weights: [Double], intercept: Double) {
      let penalised = own.isEmpty ? moved : zip(moved, own).map(+)
      return (zip(penalised, gradient).map(+), sum + left)
    }
    // Where a step without a centre would lead, and what it tells of how near the centre to stay.
    let ownAffine = ridge.indices.map { ridge[$0] * penalty.residuals[$0] + penalty.dual[$0] }
    guard let first = try equations.solve(sides(products[0], affine.reduce(0, +), ownAffine)) else { return false }
    let towards = data.direction(try scores(first.weights, first.intercept), nil, diagonal)
    let ownTowards = penalty.direction(first.weights, nil, ridge)
    let (now, count) = (data.complementarity + penalty.complementarity, Double(2 * (data.count + penalty.count)))
    let reach = min(data.reach(towards), penalty.reach(ownTowards))
    let then = data.complementarity(after: towards, reach) + penalty.complementarity(after: ownTowards, reach)
    let centre = max(1e-14, pow3(then / now)) * now / count
    // The step itself, with what the first one has shown of second order.
    let (second, ownSecond) = (data.corrected(towards, centre), penalty.corrected(ownTowards, centre))
    let pull = zip(diagonal, second).map(*)
    let own = ridge.indices.map { ridge[$0] * ownSecond[$0] + penalty.dual[$0] }
    guard let step = try equations.solve(sides(try transposed([pull])[0], pull.reduce(0, +), own)) else { return false }
    let way = data.direction(try scores(step.weights, step.intercept), (towards, centre), diagonal)
    let ownWay = penalty.direction(step.weights, (ownTowards, centre), ridge)
    let length = min(1, 0.9995 * data.primalReach(way), 0.9995 * penalty.primalReach(ownWay))
    let other = min(1, 0.9995 * data.dualReach(way), 0.9995 * penalty.dualReach(ownWay))
    guard length > 0, other > 0 else { return false }
    for j in weights.indices { weights[j] += other * step.weights[j] }
    intercept += other * step.intercept
    data.move(way, length, other, residuals: zip(targets, try scores(weights, intercept)).map(-))
    penalty.move(ownWay, length, other, residuals: penalty.count > 0 ? weights.map { -$0 } : [])
    return true
  }

  private func pow3(_ x: Double) -> Double { x * x * x }

  // MARK: Certificate

  /// F where the program stands.
  private func objective(_ residuals: [Double], _ weights: [Double]) -> Double {
    let losses = residuals.enumerated().reduce(0) {
      $0 + shares[$1.offset] * ($1.element >= 0 ? quantile : quantile - 1) * $1.element
    }
    return losses + alpha * weights.reduce(0) { $0 + $1.magnitude }
  }

  /// Measures F, and the gap to the dual point at hand, made feasible: its sum moved to 0 by what is free to move, all
  /// of it shrunk until |Xᵀa| ≤ α. Without a penalty what Xᵀa leaves over counts as it would at these weights, which is
  /// no proof.
  ///
  /// - Returns: Xᵀa.
  mutating func certify() throws -> [Double] {
    let dual = data.dual
    var feasible = dual
    if hasIntercept {
      let left = dual.reduce(0, +)
      let room = data.room(up: left < 0)
      let all = room.reduce(0, +)
      if all > 0 { for row in feasible.indices { feasible[row] -= left * room[row] / all } }
    }
    let products = try transposed([dual, feasible])
    let most = products[1].reduce(0) { max($0, $1.magnitude) }
    let shrink = alpha > 0 ? min(1, alpha / max(most, .leastNormalMagnitude)) : 1
    let value = zip(feasible, targets).reduce(0) { $0 + $1.0 * $1.1 } * shrink
    let over = alpha > 0 ? 0 : zip(products[1], weights).reduce(0) { $0 + ($1.0 * $1.1).magnitude }
    let primal = objective(data.residuals, weights)
    end = (primal, max(0, primal - value) + over)
    return products[0]
  }

  /// Sets weights to 0 whose slopes are within the penalty, where F then still is proved to be as near the optimum as
  /// asked for.
  mutating func roundOff(_ gradient: [Double], tolerance: Double) throws {
    guard alpha > 0 else { return }
    let rounded = weights.indices.map { gradient[$0].magnitude < (1 - 1e-6) * alpha ? 0 : weights[$0] }
    let residuals = zip(targets, try scores(rounded, intercept)).map(-)
    let value = objective(residuals, rounded)
    let gap = max(0, end.gap + value - end.objective)
    guard gap <= tolerance * value else { return }
    (weights, end) = (rounded, (value, gap))
  }
}
