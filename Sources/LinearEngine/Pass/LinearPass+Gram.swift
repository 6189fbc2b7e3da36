import CKernels
import Matrices

extension LinearPass {
  /// Chunks of rows whose Gram matrices are summed: few, since each takes d² numbers.
  private static var gramChunks: Int { 4 }
  private static var gramBlockRows: Int { 256 }
  private static var directionsAtATime: Int { 32 }

  /// Σᵢ sᵢ·x̃ᵢx̃ᵢᵀ over chosen rows and columns of x̃ = (x, 1), lower triangle.
  ///
  /// - Parameters:
  ///   - rows: Which rows, or `nil` for all.
  ///   - columns: d columns of x̃, ascending; column p is the 1.
  /// - Complexity: O(rows · d²) time, memory for 4·d² numbers.
  func gram<Real: WorkingScalar & FactorizationScalar>(
    _: Real.Type, rows chosen: [Int]?, columns: [Int]
  ) throws -> Matrix<Real> {
    let d = columns.count
    let count = chosen?.count ?? features.rows
    let chunkRows = (count + Self.gramChunks - 1) / Self.gramChunks
    let grams = (0..<Self.gramChunks).map { _ in AlignedBuffer<Real>(zeros: d * d) }
    let threads = min(Parallelism.threads(for: .matrixProducts, count * d * d), Self.gramChunks)
    let panels = (0..<threads).map { _ in AlignedBuffer<Real>(uninitialized: Self.gramBlockRows * d) }
    let whole = (0..<threads).map { _ in AlignedBuffer<Real>(uninitialized: features.columns + 1) }
    try FeatureBlocks(features).withReader { reader in
      try Parallelism.perform(tasks: Self.gramChunks, threads: threads) { worker, chunk in
        let (panel, row) = (panels[worker].pointer, whole[worker].pointer)
        let end = min(count, (chunk + 1) * chunkRows)
        for start in stride(from: chunk * chunkRows, to: end, by: Self.gramBlockRows) {
          let block = start..<min(end, start + Self.gramBlockRows)
          for (place, index) in block.enumerated() {
            try self.fillGramRow(row, row: chosen?[index] ?? index, reader)
            let to = panel + place * d
            columns.withUnsafeBufferPointer { columns in
              for j in 0..<d { to[j] = row[columns[j]] }
            }
          }
          Real.addGram(rows: block.count, n: d, panel, to: grams[chunk].pointer)
        }
      }
    }
    let sums = ChunkSums(chunks: Self.gramChunks, partialCount: d * d)
    for chunk in 0..<Self.gramChunks {
      let partial = sums.partial(chunk)
      for index in 0..<d * d { partial[index] = Double(grams[chunk].pointer[index]) }
    }
    let total = try sums.reduce(by: reducer, threads: threads)
    return Matrix(rows: d, columns: d) { elements in
      for index in 0..<d * d { elements[index] = Real(total[index]) }
    }
  }

  /// The leading part of the covariance of a sample of the rows, or of the Gram matrix without an intercept; and the
  /// means of all p features there, none without an intercept. In Float where the data serve it.
  ///
  /// - Parameters:
  ///   - count: Eigenvalues, at most.
  ///   - directions: What ``LeadingEigen`` begins with.
  ///   - columns: The d features, ascending.
  ///   - passColumns: Score columns of the passes to come, which decide whether there are compressed rows to read.
  /// - Complexity: two passes over the sample with one score column more than there are directions.
  func leadingGram(
    _ count: Int, directions: Int, columns: [Int], isCentred: Bool, passColumns: Int
  ) throws -> (LeadingEigen, means: [Double]) {
    let products = HessianProduct(gramOf: self, passColumns: passColumns)
    let (p, d) = (features.columns, columns.count)
    var means: [Double] = []
    let leading = try sampling { _ in
      try LeadingEigen(count, directions: directions, order: d) { some in
        // One direction more, which is 1 for every row, brings Σ s and Σ s·x.
        let r = some.rows
        var (weights, bias) = ([Double](repeating: 0, count: (r + 1) * p), [Double](repeating: 0, count: r + 1))
        bias[r] = 1
        for a in 0..<r {
          for (j, x) in zip(columns, some[row: a]) { weights[a * p + j] = x }
        }
        // Some at a time: the weights and sums of all of them do not fit a second-level cache.
        var sums = (residuals: [Double](), gradient: [Double]())
        for start in stride(from: 0, through: r, by: Self.directionsAtATime) {
          let group = start..<min(r + 1, start + Self.directionsAtATime)
          let product = try products.applied(
            places: Array(group), weights: Array(weights[group.lowerBound * p..<group.upperBound * p]),
            bias: Array(bias[group]), single: servesSingle)
          sums.residuals += product.residuals
          sums.gradient += product.gradient
        }
        let total = sums.residuals[r]
        if isCentred { means = sums.gradient[(r * p)...].map { $0 / total } }
        return Matrix(rows: r, columns: d) { elements in
          for a in 0..<r {
            for (place, j) in columns.enumerated() {
              let shift = isCentred ? means[j] * sums.residuals[a] : 0
              elements[a * d + place] = (sums.gradient[a * p + j] - shift) / total
            }
          }
        }
      }
    }
    return (leading, means)
  }

  /// √s·(x, 1) of one row, after the column change.
  private func fillGramRow<Real: WorkingScalar>(_ to: UnsafeMutablePointer<Real>, row: Int, _ reader: BlockReader)
    throws
  {
    let p = features.columns
    try reader.widen(row..<row + 1, to: to, stride: p, Real.kernels(variant))
    if let affine = features.affine { Real.apply(affine, to, count: p) }
    to[p] = 1
    guard let weights = loss.weights else { return }
    let root = Real(weights.pointer[row].squareRoot())
    for j in 0...p { to[j] *= root }
  }

  /// Σ s over the chosen rows.
  func weight(ofRows rows: [Int]) -> Double {
    guard let weights = loss.weights else { return Double(rows.count) }
    return rows.reduce(0) { $0 + weights.pointer[$1] }
  }
}
