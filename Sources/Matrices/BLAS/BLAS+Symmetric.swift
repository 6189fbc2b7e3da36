#if canImport(Accelerate)
  import Accelerate
#else
  import COpenBLAS
#endif

extension BLAS {
  /// C ← C + Aᵀ·A, lower triangle, for A: `rows` × n with n numbers a row, C: n × n.
  package static func addGram(rows: Int, n: Int, _ a: UnsafePointer<Float>, to c: UnsafeMutablePointer<Float>) {
    guard rows > 0, n > 0 else { return }
    cblas_ssyrk(
      CblasRowMajor, CblasLower, CblasTrans, BLASInt(n), BLASInt(rows), 1, a, BLASInt(n), 1, c, BLASInt(n))
  }

  /// The same in double precision.
  package static func addGram(rows: Int, n: Int, _ a: UnsafePointer<Double>, to c: UnsafeMutablePointer<Double>) {
    guard rows > 0, n > 0 else { return }
    cblas_dsyrk(
      CblasRowMajor, CblasLower, CblasTrans, BLASInt(n), BLASInt(rows), 1, a, BLASInt(n), 1, c, BLASInt(n))
  }
}
