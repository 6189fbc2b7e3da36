extension BLAS {
  /// C ← op(A)·op(B) for whole matrices whose shapes the caller has checked. C: m × n, inner size k.
  package static func multiply(
    _ a: Matrix<Double>, transposed transposeA: Bool, _ b: Matrix<Double>, transposed transposeB: Bool,
    m: Int, n: Int, k: Int, into c: inout Matrix<Double>
  ) {
    a.withElements { a in
      b.withElements { b in
        c.withMutableElements { c in
          // An empty inner dimension leaves C as it is: zeros.
          guard let a = a.baseAddress, let b = b.baseAddress, let c = c.baseAddress, k > 0 else { return }
          gemm(
            transposeA: transposeA, transposeB: transposeB, m: m, n: n, k: k, alpha: 1,
            a: a, aStride: transposeA ? m : k, b: b, bStride: transposeB ? k : n, beta: 0, c: c, cStride: n)
        }
      }
    }
  }
}
