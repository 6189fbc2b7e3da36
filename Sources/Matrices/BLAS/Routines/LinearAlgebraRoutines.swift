/// What ``BLAS`` and ``LAPACK`` ask of a library. All matrices are row-major; a stride is the distance of two rows.
///
/// The callers have checked shapes and emptiness: counts, rows, columns and n are above 0 unless it says otherwise.
package protocol LinearAlgebraRoutines {
  /// The library in words, for reports.
  static var name: String { get }

  /// Runs the closure with the library on one thread, and gives the host its own setting back.
  static func singleThreaded<Result>(_ body: () throws -> Result) rethrows -> Result

  /// C ← α·op(A)·op(B) + β·C with op(A): m × k, op(B): k × n, C: m × n; k may be 0.
  static func gemm(
    transposeA: Bool, transposeB: Bool, m: Int, n: Int, k: Int, alpha: Double, a: UnsafePointer<Double>, aStride: Int,
    b: UnsafePointer<Double>, bStride: Int, beta: Double, c: UnsafeMutablePointer<Double>, cStride: Int)
  static func gemm(
    transposeA: Bool, transposeB: Bool, m: Int, n: Int, k: Int, alpha: Float, a: UnsafePointer<Float>, aStride: Int,
    b: UnsafePointer<Float>, bStride: Int, beta: Float, c: UnsafeMutablePointer<Float>, cStride: Int)

  /// x · y of `count` numbers each, 0 of none.
  static func dot(_ count: Int, _ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>) -> Double

  /// y ← y + α·x of `count` numbers each, or none.
  static func add(_ count: Int, _ alpha: Double, times x: UnsafePointer<Double>, to y: UnsafeMutablePointer<Double>)
  static func add(_ count: Int, _ alpha: Float, times x: UnsafePointer<Float>, to y: UnsafeMutablePointer<Float>)

  /// x ← α·x of `count` numbers, or none.
  static func scale(_ count: Int, _ x: UnsafeMutablePointer<Double>, by alpha: Double)

  /// C ← C + Aᵀ·A, lower triangle alone. A: rows × n, C: n × n.
  static func addGram(rows: Int, n: Int, _ a: UnsafePointer<Float>, to c: UnsafeMutablePointer<Float>)
  static func addGram(rows: Int, n: Int, _ a: UnsafePointer<Double>, to c: UnsafeMutablePointer<Double>)

  /// The lower triangle of A (n × n) becomes L with A = L·Lᵀ; the rest stays. Returns 0, or the number, from 1, of a
  /// row whose pivot is not above 0.
  static func choleskyFactor(_ n: Int, _ a: UnsafeMutablePointer<Double>) -> Int

  /// b (n numbers) becomes the solution of L·Lᵀ·x = b.
  static func choleskySolve(_ n: Int, _ factor: UnsafePointer<Double>, _ b: UnsafeMutablePointer<Double>)

  /// A symmetric A (n × n), of which the lower triangle is read, becomes its eigenvectors, one per row; `values` gets
  /// the eigenvalues, ascending. Returns whether it converged.
  static func symmetricEigen(_ n: Int, _ a: UnsafeMutablePointer<Float>, _ values: inout [Float]) -> Bool
  static func symmetricEigen(_ n: Int, _ a: UnsafeMutablePointer<Double>, _ values: inout [Double]) -> Bool

  /// `values` gets the k = min(rows, columns) singular values of A (rows × columns), descending, `vectors` (k ×
  /// columns) its right singular vectors, one per row. A is destroyed. Returns whether it converged.
  static func rightSingular(
    rows: Int, columns: Int, _ a: UnsafeMutablePointer<Double>, _ values: inout [Double],
    _ vectors: UnsafeMutablePointer<Double>
  ) -> Bool

  /// The columns of A (rows × columns, rows ≥ columns) become an orthonormal basis of what they span.
  static func orthonormalizeColumns(rows: Int, columns: Int, _ a: UnsafeMutablePointer<Double>)
}

extension LinearAlgebraRoutines {
  package static func singleThreaded<Result>(_ body: () throws -> Result) rethrows -> Result { try body() }
}

#if BuiltInLinearAlgebra || !(canImport(Accelerate) || canImport(COpenBLAS))
  typealias Routines = BuiltInRoutines
#else
  typealias Routines = SystemRoutines
#endif
