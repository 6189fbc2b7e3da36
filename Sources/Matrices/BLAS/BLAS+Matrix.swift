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

extension BLAS {
  /// A·B or A·Bᵀ with A given as `m` rows. A: m × k; B: k × n, or n × k when transposed.
  package static func product(_ a: [Double], _ b: Matrix<Double>, transposedB: Bool, m: Int) -> [Double] {
    let (k, n) = transposedB ? (b.columns, b.rows) : (b.rows, b.columns)
    precondition(a.count == m * k, "\(a.count) elements are not \(m) rows of \(k)")
    return [Double](unsafeUninitializedCapacity: m * n) { c, count in
      count = m * n
      c.initialize(repeating: 0)
      a.withUnsafeBufferPointer { a in
        b.withElements { b in
          guard let a = a.baseAddress, let b = b.baseAddress, let c = c.baseAddress else { return }
          gemm(
            transposeB: transposedB, m: m, n: n, k: k, alpha: 1, a: a, aStride: k, b: b,
            bStride: transposedB ? k : n, beta: 0, c: c, cStride: n)
        }
      }
    }
  }

  /// The same in single precision.
  package static func product(_ a: [Float], _ b: Matrix<Float>, transposedB: Bool, m: Int) -> [Float] {
    let (k, n) = transposedB ? (b.columns, b.rows) : (b.rows, b.columns)
    precondition(a.count == m * k, "\(a.count) elements are not \(m) rows of \(k)")
    return [Float](unsafeUninitializedCapacity: m * n) { c, count in
      count = m * n
      c.initialize(repeating: 0)
      a.withUnsafeBufferPointer { a in
        b.withElements { b in
          guard let a = a.baseAddress, let b = b.baseAddress, let c = c.baseAddress else { return }
          gemm(
            transposeB: transposedB, m: m, n: n, k: k, alpha: 1, a: a, aStride: k, b: b,
            bStride: transposedB ? k : n, beta: 0, c: c, cStride: n)
        }
      }
    }
  }
}
