// Guarded by `GramPreconditionerTests`.
import Matrices

/// The largest eigenvalues of a symmetric matrix G ⪰ 0 of which only products are known, and their eigenvectors.
///
/// Two products with more random directions than are kept, made orthonormal in between:
///
///     U₁·S₁·V₁ᵀ = Ω·G      U₂·S₂·V₂ᵀ = V₁ᵀ·G      G ≈ V₂·S₂·V₂ᵀ
///
/// which is exact where the directions span all that G does. Otherwise the last eigenvalues come out too small, by up
/// to a fifth on MNIST.
///
/// - SeeAlso: Halko, Martinsson & Tropp, *Finding structure with randomness*, SIAM Review 53 (2011), algorithm 4.4.
struct LeadingEigen: Sendable {
  /// Squares of singular values below this share of the largest are rounding.
  private static let rounding = 1e-13

  /// Descending.
  private(set) var values: [Double]
  /// One eigenvector of length 1 per row.
  private(set) var vectors: Matrix<Double>
  /// The largest eigenvalue of what is left, or what takes its place where nothing is: a millionth of the first.
  private(set) var rest: Double

  /// - Parameters:
  ///   - count: How many, at most.
  ///   - directions: How many random directions to begin with; more than `count` make these better.
  ///   - order: The order d of G.
  ///   - product: Rows of r × d times G.
  /// - Throws: ``MatrixError/noConvergence(operation:)`` for products that are not finite.
  /// - Complexity: O(d·r²) beside the products.
  init(_ count: Int, directions: Int, order: Int, product: (Matrix<Double>) throws -> Matrix<Double>) throws {
    let directions = min(directions, order)
    var random = RandomState(0)
    let signs = try random.integers(in: 0..<2, count: directions * order).map { Double(2 * $0 - 1) }
    let first = try Self.rightSingular(product(Matrix(rows: directions, columns: order, checked: signs)))
    (values, vectors) = try Self.rightSingular(product(first.vectors))
    rest = 1e-6 * (values.first ?? 0)
    guard values.count > count else { return }
    rest = max(rest, values[count])
    values = Array(values[..<count])
    vectors = vectors[rows: ..<count]
  }

  /// The singular values of `matrix` (r × d), descending, without those that are rounding, and its right singular
  /// vectors, one per row: from the eigenvectors of the small matrix·matrixᵀ.
  private static func rightSingular(_ matrix: Matrix<Double>) throws -> (values: [Double], vectors: Matrix<Double>) {
    let r = matrix.rows
    let squares = Double.product(matrix.elements, matrix, transposedB: true, m: r)
    let eigen = try SymmetricEigen(Matrix(rows: r, columns: r, checked: squares))
    let least = rounding * (eigen.values.last ?? 0)
    let kept = (0..<r).reversed().filter { eigen.values[$0] > max(least, .leastNormalMagnitude) }
    let values = kept.map { eigen.values[$0].squareRoot() }
    var left = [Double]()
    for (place, i) in kept.enumerated() { left += eigen.vectors[row: i].map { $0 / values[place] } }
    let vectors = Double.product(left, matrix, transposedB: false, m: kept.count)
    return (values, Matrix(rows: kept.count, columns: matrix.columns, checked: vectors))
  }
}
