/// A number type of which symmetric matrices can be taken apart and multiplied: Float or Double.
package protocol FactorizationScalar: MatrixScalar, BinaryFloatingPoint, BitwiseCopyable {
  /// Replaces a symmetric matrix (lower triangle read) by its eigenvectors, one per row; eigenvalues ascending.
  static func eigenvectors(of matrix: inout Matrix<Self>) throws -> [Self]
  /// C + Aᵀ·A, lower triangle. A: `rows` × n, C: n × n.
  static func addGram(rows: Int, n: Int, _ a: UnsafePointer<Self>, to c: UnsafeMutablePointer<Self>)
  /// y ← y + α·x, `count` elements each.
  static func add(_ count: Int, _ alpha: Self, times x: UnsafePointer<Self>, to y: UnsafeMutablePointer<Self>)
  /// A·B (or A·Bᵀ) for A: m × k, B: k × n (n × k).
  static func product(_ a: [Self], _ b: Matrix<Self>, transposedB: Bool, m: Int) -> [Self]
}

extension Float: FactorizationScalar {
  package static func eigenvectors(of matrix: inout Matrix<Float>) throws -> [Float] {
    try LAPACK.symmetricEigen(&matrix)
  }

  package static func addGram(rows: Int, n: Int, _ a: UnsafePointer<Float>, to c: UnsafeMutablePointer<Float>) {
    BLAS.addGram(rows: rows, n: n, a, to: c)
  }

  package static func add(
    _ count: Int, _ alpha: Float, times x: UnsafePointer<Float>, to y: UnsafeMutablePointer<Float>
  ) { BLAS.add(count, alpha, times: x, to: y) }

  package static func product(_ a: [Float], _ b: Matrix<Float>, transposedB: Bool, m: Int) -> [Float] {
    BLAS.product(a, b, transposedB: transposedB, m: m)
  }
}

extension Double: FactorizationScalar {
  package static func eigenvectors(of matrix: inout Matrix<Double>) throws -> [Double] {
    try LAPACK.symmetricEigen(&matrix)
  }

  package static func addGram(rows: Int, n: Int, _ a: UnsafePointer<Double>, to c: UnsafeMutablePointer<Double>) {
    BLAS.addGram(rows: rows, n: n, a, to: c)
  }

  package static func add(
    _ count: Int, _ alpha: Double, times x: UnsafePointer<Double>, to y: UnsafeMutablePointer<Double>
  ) { BLAS.add(count, alpha, times: x, to: y) }

  package static func product(_ a: [Double], _ b: Matrix<Double>, transposedB: Bool, m: Int) -> [Double] {
    BLAS.product(a, b, transposedB: transposedB, m: m)
  }
}

/// The eigenvalues and eigenvectors of a symmetric matrix: A = Σⱼ eⱼ·qⱼqⱼᵀ.
///
/// - Complexity: about 9·n³ multiplications.
package struct SymmetricEigen<Scalar: FactorizationScalar>: Sendable {
  /// Ascending.
  package let values: [Scalar]
  /// One eigenvector of length 1 per row.
  package let vectors: Matrix<Scalar>

  /// Takes `matrix` apart; its lower triangle is read.
  ///
  /// - Throws: ``MatrixError/noConvergence(operation:)``, for a matrix with numbers that are not finite.
  package init(_ matrix: Matrix<Scalar>) throws {
    var vectors = matrix
    values = try Scalar.eigenvectors(of: &vectors)
    self.vectors = vectors
  }
}
