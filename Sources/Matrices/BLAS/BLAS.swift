#if canImport(Accelerate)
  import Accelerate
  package typealias BLASInt = __LAPACK_int
#else
  import COpenBLAS
  package typealias BLASInt = Int32
#endif

/// The only door to CBLAS and LAPACK, with functions named after the mathematics. All matrices are row-major.
///
/// Every function states the bounds that its pointers must have; nothing here allocates.
package enum BLAS {
  /// C ← α·op(A)·op(B) + β·C with op(A): m × k, op(B): k × n, C: m × n.
  ///
  /// - Parameters:
  ///   - a: `m * k` elements with `aStride` between rows (rows of A itself, before transposing).
  ///   - b: `k * n` elements with `bStride` between rows.
  ///   - c: `m * n` elements with `cStride` between rows.
  package static func gemm(
    transposeA: Bool = false, transposeB: Bool = false, m: Int, n: Int, k: Int, alpha: Double,
    a: UnsafePointer<Double>, aStride: Int, b: UnsafePointer<Double>, bStride: Int, beta: Double,
    c: UnsafeMutablePointer<Double>, cStride: Int
  ) {
    guard m > 0, n > 0 else { return }
    cblas_dgemm(
      CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans,
      BLASInt(m), BLASInt(n), BLASInt(k), alpha, a, BLASInt(max(1, aStride)), b, BLASInt(max(1, bStride)), beta, c,
      BLASInt(max(1, cStride)))
  }

  /// The same in single precision.
  package static func gemm(
    transposeA: Bool = false, transposeB: Bool = false, m: Int, n: Int, k: Int, alpha: Float,
    a: UnsafePointer<Float>, aStride: Int, b: UnsafePointer<Float>, bStride: Int, beta: Float,
    c: UnsafeMutablePointer<Float>, cStride: Int
  ) {
    guard m > 0, n > 0 else { return }
    cblas_sgemm(
      CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans,
      BLASInt(m), BLASInt(n), BLASInt(k), alpha, a, BLASInt(max(1, aStride)), b, BLASInt(max(1, bStride)), beta, c,
      BLASInt(max(1, cStride)))
  }

  /// x · y.
  ///
  /// - Precondition: equal counts.
  package static func dot(_ x: [Double], _ y: [Double]) -> Double {
    precondition(x.count == y.count)
    return cblas_ddot(BLASInt(x.count), x, 1, y, 1)
  }

  /// y ← y + α·x.
  ///
  /// - Precondition: equal counts.
  package static func add(_ alpha: Double, times x: [Double], to y: inout [Double]) {
    precondition(x.count == y.count)
    cblas_daxpy(BLASInt(x.count), alpha, x, 1, &y, 1)
  }

  /// The same for `count` elements each.
  package static func add(
    _ count: Int, _ alpha: Double, times x: UnsafePointer<Double>, to y: UnsafeMutablePointer<Double>
  ) { cblas_daxpy(BLASInt(count), alpha, x, 1, y, 1) }

  /// The same in single precision.
  package static func add(
    _ count: Int, _ alpha: Float, times x: UnsafePointer<Float>, to y: UnsafeMutablePointer<Float>
  ) { cblas_saxpy(BLASInt(count), alpha, x, 1, y, 1) }

  /// x ← α·x.
  package static func scale(_ x: inout [Double], by alpha: Double) {
    cblas_dscal(BLASInt(x.count), alpha, &x, 1)
  }

  /// max |xᵢ|, 0 for an empty array, NaN if any element is NaN (which `cblas_idamax` would hide).
  package static func maximumMagnitude(_ x: [Double]) -> Double {
    var largest = 0.0
    for value in x {
      let magnitude = value.magnitude
      if magnitude > largest || magnitude.isNaN { largest = magnitude }
      if largest.isNaN { return largest }
    }
    return largest
  }
}
