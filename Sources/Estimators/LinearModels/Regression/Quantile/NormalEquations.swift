import Matrices

/// (XᵀDX + R)·Δw + XᵀD1·Δb = u, 1ᵀDX·Δw + 1ᵀD1·Δb = t: the intercept is taken out by centring the features.
struct NormalEquations {
  private let hessian: Matrix<Double>
  /// 1ᵀDX/1ᵀD1; `nil` without an intercept.
  private let means: [Double]?
  private let total: Double

  /// - Parameters:
  ///   - diagonal: D.
  ///   - ridge: R; empty for none.
  ///   - sums: XᵀD1; `nil` without an intercept.
  ///   - total: 1ᵀD1.
  /// - Complexity: O(n · p²).
  init(_ features: Features, diagonal: [Double], ridge: [Double], sums: [Double]?, total: Double) throws {
    means = sums.map { $0.map { $0 / total } }
    self.total = total
    let centred = CentredFeatures(
      features: features, means: means ?? [Double](repeating: 0, count: features.columns),
      factors: diagonal.map { $0.squareRoot() })
    var gram = try centred.gram()
    for (j, factor) in ridge.enumerated() { gram[j, j] += factor }
    hessian = gram
  }

  /// Δw and Δb; `nil` where the numbers have left the range of a Double.
  ///
  /// - Complexity: O(p³).
  func solve(_ sides: (weights: [Double], intercept: Double)) throws -> (weights: [Double], intercept: Double)? {
    let right = means.map { zip(sides.weights, $0).map { $0 - $1 * sides.intercept } } ?? sides.weights
    guard right.allSatisfy(\.isFinite), hessian.elements.allSatisfy(\.isFinite) else { return nil }
    let weights = try BLAS.singleThreaded { try NewtonCholesky.step(hessian, right.map { -$0 }) }
    guard weights.allSatisfy(\.isFinite) else { return nil }
    guard let means else { return (weights, 0) }
    return (weights, sides.intercept / total - zip(weights, means).reduce(0) { $0 + $1.0 * $1.1 })
  }
}
