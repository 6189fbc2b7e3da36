import CLinearAlgebra
import Files

/// The package's own: no library of the system, one thread, the same bits on every machine of a kind. Large products
/// take about three times as long as OpenBLAS's on one core, eigenvalues and singular values about ten times.
package enum BuiltInRoutines: LinearAlgebraRoutines {
  package static var name: String { "the built-in linear algebra" }

  package static func gemm(
    transposeA: Bool, transposeB: Bool, m: Int, n: Int, k: Int, alpha: Double, a: UnsafePointer<Double>, aStride: Int,
    b: UnsafePointer<Double>, bStride: Int, beta: Double, c: UnsafeMutablePointer<Double>, cStride: Int
  ) {
    est_gemm_f64(
      transposeA ? 1 : 0, transposeB ? 1 : 0, m, n, k, alpha, a, aStride, b, bStride, beta, c, cStride)
  }

  package static func gemm(
    transposeA: Bool, transposeB: Bool, m: Int, n: Int, k: Int, alpha: Float, a: UnsafePointer<Float>, aStride: Int,
    b: UnsafePointer<Float>, bStride: Int, beta: Float, c: UnsafeMutablePointer<Float>, cStride: Int
  ) {
    est_gemm_f32(
      transposeA ? 1 : 0, transposeB ? 1 : 0, m, n, k, alpha, a, aStride, b, bStride, beta, c, cStride)
  }

  package static func dot(_ count: Int, _ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>) -> Double {
    est_dot_f64(count, x, y)
  }

  package static func add(
    _ count: Int, _ alpha: Double, times x: UnsafePointer<Double>, to y: UnsafeMutablePointer<Double>
  ) { est_add_f64(count, alpha, x, y) }

  package static func add(
    _ count: Int, _ alpha: Float, times x: UnsafePointer<Float>, to y: UnsafeMutablePointer<Float>
  ) { est_add_f32(count, alpha, x, y) }

  package static func scale(_ count: Int, _ x: UnsafeMutablePointer<Double>, by alpha: Double) {
    est_scale_f64(count, alpha, x)
  }

  package static func addGram(rows: Int, n: Int, _ a: UnsafePointer<Float>, to c: UnsafeMutablePointer<Float>) {
    est_add_gram_f32(rows, n, a, c)
  }

  package static func addGram(rows: Int, n: Int, _ a: UnsafePointer<Double>, to c: UnsafeMutablePointer<Double>) {
    est_add_gram_f64(rows, n, a, c)
  }
}

extension BuiltInRoutines {
  package static func choleskyFactor(_ n: Int, _ a: UnsafeMutablePointer<Double>) -> Int { est_cholesky_factor(n, a) }

  package static func choleskySolve(
    _ n: Int, _ factor: UnsafePointer<Double>, _ b: UnsafeMutablePointer<Double>
  ) { est_cholesky_solve(n, factor, b) }

  package static func symmetricEigen(
    _ n: Int, _ a: UnsafeMutablePointer<Double>, _ values: inout [Double]
  ) -> Bool {
    var work = [Double](repeating: 0, count: 3 * n)
    return est_symmetric_eigen(n, a, &values, &work) == 0
  }

  /// In double precision, rounded in the end.
  package static func symmetricEigen(_ n: Int, _ a: UnsafeMutablePointer<Float>, _ values: inout [Float]) -> Bool {
    guard Memory.has(Memory.bytes(n, n, 8)) else { return false }
    var wide = (0..<n * n).map { Double(a[$0]) }
    var wideValues = [Double](repeating: 0, count: n)
    guard wide.withUnsafeMutableBufferPointer({ $0.baseAddress.map { symmetricEigen(n, $0, &wideValues) } ?? true })
    else { return false }
    for place in 0..<n * n { a[place] = Float(wide[place]) }
    values = wideValues.map { Float($0) }
    return true
  }

  package static func rightSingular(
    rows: Int, columns: Int, _ a: UnsafeMutablePointer<Double>, _ values: inout [Double],
    _ vectors: UnsafeMutablePointer<Double>
  ) -> Bool {
    var work = [Double](repeating: 0, count: 2 * columns)
    return est_right_singular(rows, columns, a, &values, vectors, &work) == 0
  }

  package static func orthonormalizeColumns(rows: Int, columns: Int, _ a: UnsafeMutablePointer<Double>) {
    var work = [Double](repeating: 0, count: 2 * columns)
    est_orthonormalize(rows, columns, a, &work)
  }
}
