// Guarded by `GramPreconditionerTests`.
import Matrices

/// The eigenvalues of A (M × M), the mean curvature of the loss in the scores, and its eigenvectors; the small
/// eigenvalues raised, since an almost certain class must not get a huge step.
struct ScoreCurvatureEigen {
  /// Eigenvalues below this share of their mean are raised to it.
  static let leastShare = 0.05

  /// M numbers > 0.
  let values: [Double]
  /// One eigenvector of length 1 per row.
  let vectors: Matrix<Double>

  /// - Parameters:
  ///   - scoreCurvature: A, M × M.
  ///   - columns: M. One column has its curvature for eigenvalue; so have all where A cannot be taken apart.
  init(_ scoreCurvature: [Double], columns: Int) {
    guard columns > 1, let a = try? SymmetricEigen(Matrix(rows: columns, columns: columns, scoreCurvature)) else {
      values = Array(repeating: max(scoreCurvature.first ?? 0, .leastNormalMagnitude), count: columns)
      vectors = Matrix(rows: columns, columns: columns, checked: Self.identity(columns))
      return
    }
    let least = Self.least(a.values)
    values = a.values.map { max($0, least, .leastNormalMagnitude) }
    vectors = a.vectors
  }

  /// What the given eigenvalues of softmax are raised to; one of them is 0.
  static func least(_ values: [Double]) -> Double { leastShare * values.reduce(0, +) / Double(values.count - 1) }

  private static func identity(_ n: Int) -> [Double] { (0..<n * n).map { $0 % (n + 1) == 0 ? 1 : 0 } }
}
