import Matrices

/// Least squares with weights ≥ 0, by the active sets of C. L. Lawson and R. J. Hanson, *Solving Least Squares
/// Problems*, 1974, chapter 23, on the normal equations.
struct NonNegativeLeastSquares {
  private let problem: LeastSquares
  private let gram: Matrix<Double>
  private let products: [Double]
  private var isFree: [Bool]
  private var weights: [Double]

  init(_ problem: LeastSquares) throws {
    self.problem = problem
    gram = try problem.gram(adding: 0)
    products = try problem.products(problem.targets)
    isFree = Array(repeating: false, count: problem.columns)
    weights = Array(repeating: 0, count: problem.columns)
  }

  /// The weights of the smallest sum of squares.
  mutating func solution() throws -> LeastSquares.Solution {
    try BLAS.singleThreaded {
      var refused = problem.constant
      for _ in 0..<(3 * weights.count + 10) {
        guard let next = steepest(refused) else { break }
        let before = (weights, isFree)
        isFree[next] = true
        if try settle() {
          refused = problem.constant
        } else {
          // A column that the free ones explain gives no better sum.
          (weights, isFree) = before
          refused[next] = true
        }
      }
      try refine()
      return LeastSquares.Solution(
        coefficients: try problem.requireSolved(weights), rank: isFree.count { $0 })
    }
  }

  /// The column whose weight would make the sum of squares fall fastest, `nil` at the minimum.
  private func steepest(_ refused: [Bool]) -> Int? {
    var (best, slope) = (Int?.none, 0.0)
    for j in weights.indices where !isFree[j] && !refused[j] {
      var (fall, size) = (products[j], products[j].magnitude)
      for k in weights.indices where isFree[k] {
        let part = gram[max(j, k), min(j, k)] * weights[k]
        (fall, size) = (fall - part, size + part.magnitude)
      }
      let relative = fall / gram[j, j].squareRoot()
      if gram[j, j] > 0, fall > 1e-13 * size, relative > slope { (best, slope) = (j, relative) }
    }
    return best
  }

  /// Goes towards the least squares of the free columns, and frees no longer those that would turn negative.
  ///
  /// - Returns: Whether the free columns have one least squares.
  private mutating func settle() throws -> Bool {
    while true {
      let free = isFree.indices.filter { isFree[$0] }
      guard let factor = factor(free) else { return false }
      let aims = try factor.solve(free.map { products[$0] })
      guard aims.contains(where: { $0 <= 0 }) else {
        for (j, aim) in zip(free, aims) { weights[j] = aim }
        return true
      }
      // How far each weight may go, in shares of the way to its aim.
      var shares: [Double] = []
      for (j, aim) in zip(free, aims) {
        let way = weights[j] - aim
        shares.append(aim > 0 ? 1 : way > 0 ? weights[j] / way : 0)
      }
      let share = shares.min() ?? 0
      for (place, j) in free.enumerated() {
        let ends = aims[place] <= 0 && shares[place] <= share
        weights[j] = ends ? 0 : max(0, weights[j] + share * (aims[place] - weights[j]))
        isFree[j] = !ends
      }
      if !isFree.contains(true) { return true }
    }
  }

  /// A step with residuals of the rows, which gives back the digits that the normal equations have cost.
  private mutating func refine() throws {
    let free = isFree.indices.filter { isFree[$0] }
    guard let factor = factor(free) else { return }
    let pull = try problem.products(problem.residuals(weights))
    for (j, step) in zip(free, try factor.solve(free.map { pull[$0] })) { weights[j] = max(0, weights[j] + step) }
  }

  private func factor(_ free: [Int]) -> GramCholesky? {
    guard !free.isEmpty else { return nil }
    var part = Matrix<Double>.zeros(rows: free.count, columns: free.count)
    for (i, row) in free.enumerated() {
      for (j, column) in free.prefix(i + 1).enumerated() { part[i, j] = gram[row, column] }
    }
    return GramCholesky(part, smallestPivot: 1e-12, leavingOut: Array(repeating: false, count: free.count))
  }
}
