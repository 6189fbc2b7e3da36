/// The only door to CBLAS and LAPACK, with functions named after the mathematics. All matrices are row-major.
///
/// What answers is Accelerate, OpenBLAS, or the package's own, see ``LinearAlgebraRoutines``.
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
    assert(k >= 0 && aStride >= (transposeA ? m : k), "Rows of A, \(aStride) apart, for a product of \(m) × \(k)")
    assert(bStride >= (transposeB ? k : n) && cStride >= n, "Rows of B or C, \(bStride) and \(cStride) apart")
    Routines.gemm(
      transposeA: transposeA, transposeB: transposeB, m: m, n: n, k: k, alpha: alpha, a: a, aStride: aStride, b: b,
      bStride: bStride, beta: beta, c: c, cStride: cStride)
  }

  /// The same in single precision.
  package static func gemm(
    transposeA: Bool = false, transposeB: Bool = false, m: Int, n: Int, k: Int, alpha: Float,
    a: UnsafePointer<Float>, aStride: Int, b: UnsafePointer<Float>, bStride: Int, beta: Float,
    c: UnsafeMutablePointer<Float>, cStride: Int
  ) {
    guard m > 0, n > 0 else { return }
    assert(k >= 0 && aStride >= (transposeA ? m : k), "Rows of A, \(aStride) apart, for a product of \(m) × \(k)")
    assert(bStride >= (transposeB ? k : n) && cStride >= n, "Rows of B or C, \(bStride) and \(cStride) apart")
    Routines.gemm(
      transposeA: transposeA, transposeB: transposeB, m: m, n: n, k: k, alpha: alpha, a: a, aStride: aStride, b: b,
      bStride: bStride, beta: beta, c: c, cStride: cStride)
  }

  /// x · y.
  ///
  /// - Precondition: equal counts.
  package static func dot(_ x: [Double], _ y: [Double]) -> Double {
    precondition(x.count == y.count)
    return Routines.dot(x.count, x, y)
  }

  /// The same for `count` elements each.
  package static func dot(_ count: Int, _ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>) -> Double {
    assert(count >= 0, "A product of \(count) numbers")
    return Routines.dot(count, x, y)
  }

  /// y ← y + α·x.
  ///
  /// - Precondition: equal counts.
  package static func add(_ alpha: Double, times x: [Double], to y: inout [Double]) {
    precondition(x.count == y.count)
    Routines.add(x.count, alpha, times: x, to: &y)
  }

  /// The same for `count` elements each.
  package static func add(
    _ count: Int, _ alpha: Double, times x: UnsafePointer<Double>, to y: UnsafeMutablePointer<Double>
  ) { Routines.add(count, alpha, times: x, to: y) }

  /// The same in single precision.
  package static func add(
    _ count: Int, _ alpha: Float, times x: UnsafePointer<Float>, to y: UnsafeMutablePointer<Float>
  ) { Routines.add(count, alpha, times: x, to: y) }

  /// x ← α·x.
  package static func scale(_ x: inout [Double], by alpha: Double) {
    Routines.scale(x.count, &x, by: alpha)
  }

  /// max |xᵢ|, 0 for an empty array, NaN if any element is NaN (which `cblas_idamax` would hide).
  package static func maximumMagnitude(_ x: [Double]) -> Double {
    x.withUnsafeBufferPointer { x in largest(x.count) { x[$0].magnitude } }
  }

  /// max |xᵢ − yᵢ|, with the same rules.
  ///
  /// - Precondition: equal counts.
  package static func largestDifference(_ x: [Double], _ y: [Double]) -> Double {
    precondition(x.count == y.count)
    return x.withUnsafeBufferPointer { x in
      y.withUnsafeBufferPointer { y in largest(x.count) { (x[$0] - y[$0]).magnitude } }
    }
  }

  /// The largest of `count` magnitudes, NaN if any is; eight at a time.
  @inline(__always)
  private static func largest(_ count: Int, _ magnitude: (Int) -> Double) -> Double {
    var most = SIMD8<Double>.zero
    var nothing = SIMD8<Double>.zero  // x − x, which is 0 for every number that is one
    let whole = count / 8 * 8
    for start in stride(from: 0, to: whole, by: 8) {
      var values = SIMD8<Double>.zero
      for lane in 0..<8 { values[lane] = magnitude(start + lane) }
      most.replace(with: values, where: values .> most)
      nothing += values - values
    }
    var largest = most.max()
    var rest = nothing.sum()
    for index in whole..<count {
      let value = magnitude(index)
      largest = max(largest, value)
      rest += value - value
    }
    if rest == 0 { return largest }
    return (0..<count).contains { magnitude($0).isNaN } ? .nan : .infinity
  }
}
