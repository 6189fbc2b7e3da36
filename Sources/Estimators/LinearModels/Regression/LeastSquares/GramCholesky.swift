import Matrices

/// A Cholesky factorisation of D·G·D, D such that its diagonal is 1: what is left of that 1 at a pivot is the share of
/// a column's squares that the columns before it do not explain.
struct GramCholesky {
  private let factor: Cholesky
  private let scales: [Double]

  /// - Parameters:
  ///   - matrix: G, p × p, lower triangle.
  ///   - smallestPivot: The least that may be left of a 1.
  ///   - leavingOut: The columns that are 0, whose unknowns are 0.
  /// - Returns: `nil` where less is left.
  init?(_ matrix: Matrix<Double>, smallestPivot: Double, leavingOut: [Bool]) {
    let p = matrix.rows
    for j in 0..<p where !leavingOut[j] && !(matrix[j, j] > 0) { return nil }
    let scales = (0..<p).map { leavingOut[$0] ? 0 : 1 / matrix[$0, $0].squareRoot() }
    var scaled = matrix
    for i in 0..<p {
      for j in 0..<i { scaled[i, j] *= scales[i] * scales[j] }
      scaled[i, i] = 1
    }
    guard scales.allSatisfy(\.isFinite), let factor = try? Cholesky(scaled), factor.smallestPivot >= smallestPivot
    else { return nil }
    (self.factor, self.scales) = (factor, scales)
  }

  /// The x with G·x = b.
  func solve(_ b: [Double]) throws -> [Double] {
    let scaled = try factor.solve(zip(b, scales).map { $0 * $1 })
    return zip(scaled, scales).map { $0 * $1 }
  }
}
