#if !BuiltInLinearAlgebra && (canImport(Accelerate) || canImport(COpenBLAS))
  #if canImport(Accelerate)
    import Accelerate
    typealias BLASInt = __LAPACK_int
  #else
    import COpenBLAS
    typealias BLASInt = Int32
  #endif

  /// The system's library: CBLAS, which Accelerate and OpenBLAS have both.
  package enum SystemRoutines: LinearAlgebraRoutines {
    package static func gemm(
      transposeA: Bool, transposeB: Bool, m: Int, n: Int, k: Int, alpha: Double, a: UnsafePointer<Double>,
      aStride: Int, b: UnsafePointer<Double>, bStride: Int, beta: Double, c: UnsafeMutablePointer<Double>, cStride: Int
    ) {
      cblas_dgemm(
        CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans,
        BLASInt(m), BLASInt(n), BLASInt(k), alpha, a, BLASInt(max(1, aStride)), b, BLASInt(max(1, bStride)), beta, c,
        BLASInt(max(1, cStride)))
    }

    package static func gemm(
      transposeA: Bool, transposeB: Bool, m: Int, n: Int, k: Int, alpha: Float, a: UnsafePointer<Float>,
      aStride: Int, b: UnsafePointer<Float>, bStride: Int, beta: Float, c: UnsafeMutablePointer<Float>, cStride: Int
    ) {
      cblas_sgemm(
        CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans,
        BLASInt(m), BLASInt(n), BLASInt(k), alpha, a, BLASInt(max(1, aStride)), b, BLASInt(max(1, bStride)), beta, c,
        BLASInt(max(1, cStride)))
    }

    package static func dot(_ count: Int, _ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>) -> Double {
      cblas_ddot(BLASInt(count), x, 1, y, 1)
    }

    package static func add(
      _ count: Int, _ alpha: Double, times x: UnsafePointer<Double>, to y: UnsafeMutablePointer<Double>
    ) { cblas_daxpy(BLASInt(count), alpha, x, 1, y, 1) }

    package static func add(
      _ count: Int, _ alpha: Float, times x: UnsafePointer<Float>, to y: UnsafeMutablePointer<Float>
    ) { cblas_saxpy(BLASInt(count), alpha, x, 1, y, 1) }

    package static func scale(_ count: Int, _ x: UnsafeMutablePointer<Double>, by alpha: Double) {
      cblas_dscal(BLASInt(count), alpha, x, 1)
    }

    package static func addGram(rows: Int, n: Int, _ a: UnsafePointer<Float>, to c: UnsafeMutablePointer<Float>) {
      cblas_ssyrk(
        CblasRowMajor, CblasLower, CblasTrans, BLASInt(n), BLASInt(rows), 1, a, BLASInt(n), 1, c, BLASInt(n))
    }

    package static func addGram(rows: Int, n: Int, _ a: UnsafePointer<Double>, to c: UnsafeMutablePointer<Double>) {
      cblas_dsyrk(
        CblasRowMajor, CblasLower, CblasTrans, BLASInt(n), BLASInt(rows), 1, a, BLASInt(n), 1, c, BLASInt(n))
    }
  }
#endif
