extension BLAS {
  /// C ← C + Aᵀ·A, lower triangle, for A: `rows` × n with n numbers a row, C: n × n.
  package static func addGram(rows: Int, n: Int, _ a: UnsafePointer<Float>, to c: UnsafeMutablePointer<Float>) {
    guard rows > 0, n > 0 else { return }
    Routines.addGram(rows: rows, n: n, a, to: c)
  }

  /// The same in double precision.
  package static func addGram(rows: Int, n: Int, _ a: UnsafePointer<Double>, to c: UnsafeMutablePointer<Double>) {
    guard rows > 0, n > 0 else { return }
    Routines.addGram(rows: rows, n: n, a, to: c)
  }
}
