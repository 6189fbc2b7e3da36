import Matrices

/// Features less the mean of each column, column change applied, each row times a factor: A = diag(r)·(X − 1·μᵀ), n ×
/// p. Sparse rows are never written out with their moved zeros.
struct CentredFeatures {
  let features: Features
  /// μ, p numbers.
  let means: [Double]
  /// r, n numbers; `nil` for all 1.
  let factors: [Double]?

  private static var chunks: Int { 4 }
  private static var blockRows: Int { 256 }

  /// A·B for B given as its transpose, m × p: n × m.
  func times(transposed b: Matrix<Double>) throws -> Matrix<Double> {
    let bias = (0..<b.rows).map { row in -zip(b[row: row], means).reduce(0) { $0 + $1.0 * $1.1 } }
    var result = try linearScores(features, weights: b, bias: bias)
    guard let factors else { return result }
    let width = b.rows
    result.withMutableElements { elements in
      for row in factors.indices {
        for index in row * width..<(row + 1) * width { elements[index] *= factors[row] }
      }
    }
    return result
  }

  /// Bᵀ·A for B: n × m, m × p.
  ///
  /// - Complexity: O(n · p · m) time; memory for 4 results.
  func leftTimes(_ b: Matrix<Double>) throws -> Matrix<Double> {
    let (p, m) = (features.columns, b.columns)
    return try sum(rows: m, columns: p) { block, panel, to in
      b.withElements { b in
        guard let b = b.baseAddress else { return }
        BLAS.gemm(
          transposeA: true, m: m, n: p, k: block.count, alpha: 1, a: b + block.lowerBound * m, aStride: m, b: panel,
          bStride: p, beta: 1, c: to, cStride: p)
      }
    }
  }

  /// Aᵀ·A, p × p, lower triangle.
  ///
  /// - Complexity: O(n · p²) time; memory for 4 results.
  func gram() throws -> Matrix<Double> {
    let p = features.columns
    return try sum(rows: p, columns: p) { block, panel, to in BLAS.addGram(rows: block.count, n: p, panel, to: to) }
  }

  /// A itself.
  func matrix() throws -> Matrix<Double> {
    let p = features.columns
    return try Matrix(rows: features.rows, columns: p) { elements in
      guard let to = elements.baseAddress else { return }
      try FeatureBlocks(features).withReader { reader in
        for start in stride(from: 0, to: features.rows, by: Self.blockRows) {
          try fill(start..<min(features.rows, start + Self.blockRows), to + start * p, reader)
        }
      }
    }
  }

  /// Σ over blocks of rows, in four fixed parts, so that the bits do not depend on the number of threads.
  ///
  /// - Parameter body: Adds a block, given as `count` × p numbers, to `rows * columns` numbers.
  private func sum(
    rows: Int, columns: Int,
    _ body: @escaping (Range<Int>, UnsafePointer<Double>, UnsafeMutablePointer<Double>) -> Void
  ) throws -> Matrix<Double> {
    let (n, p) = (features.rows, features.columns)
    let parts = (0..<Self.chunks).map { _ in AlignedBuffer<Double>(zeros: rows * columns) }
    let threads = min(Parallelism.threads(for: .matrixProducts, n * rows * columns), Self.chunks)
    let panels = (0..<threads).map { _ in AlignedBuffer<Double>(zeros: Self.blockRows * p) }
    let chunkRows = (n + Self.chunks - 1) / Self.chunks
    try BLAS.singleThreaded {
      try FeatureBlocks(features).withReader { reader in
        try Parallelism.perform(tasks: Self.chunks, threads: threads) { worker, chunk in
          let end = min(n, (chunk + 1) * chunkRows)
          for start in stride(from: chunk * chunkRows, to: end, by: Self.blockRows) {
            let block = start..<min(end, start + Self.blockRows)
            try self.fill(block, panels[worker].pointer, reader)
            body(block, panels[worker].pointer, parts[chunk].pointer)
          }
        }
      }
    }
    return Matrix(rows: rows, columns: columns) { elements in
      for index in elements.indices {
        let (a, b) = (
          parts[0].pointer[index] + parts[1].pointer[index], parts[2].pointer[index] + parts[3].pointer[index]
        )
        elements.initializeElement(at: index, to: a + b)
      }
    }
  }

  /// Rows of A, p numbers apart.
  private func fill(_ rows: Range<Int>, _ to: UnsafeMutablePointer<Double>, _ reader: BlockReader) throws {
    let p = features.columns
    try reader.widen(rows, to: to, stride: p)
    features.affine?.apply(to: UnsafeMutableBufferPointer(start: to, count: rows.count * p))
    for (place, row) in rows.enumerated() {
      let factor = factors?[row] ?? 1
      for j in 0..<p { to[place * p + j] = (to[place * p + j] - means[j]) * factor }
    }
  }
}
