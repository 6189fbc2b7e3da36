// Guarded by `EvennessTests`.
import Matrices

extension LinearPass {
  /// Columns up to which second moments tell how rows vary; for more, products of rows with each other, which have the
  /// same eigenvalues.
  private static let mostMoments = 32
  /// Rows for each column then.
  private static let rowsPerMoment = 8
  /// Rows whose products are made, and the columns for each of them, so that chance alone does not spread eigenvalues.
  private static let products = (fewest: 8, most: 32, columnsPerRow: 4)
  /// The largest eigenvalue over the smallest. Independent columns of like size gave up to 8.4 in samples of 5 to
  /// 20,000 columns; smooth pictures 24, the digits 31, MNIST 45.
  private static let mostSpread = 12.0

  /// Whether a few rows, one of each of some equal runs, vary about as much in all directions and around 0, so that a
  /// model of the curvature would tell L-BFGS little that its own first steps do not.
  ///
  /// - Complexity: reads up to 256 rows of 32 columns, or up to 32 rows.
  package func variesEvenly() throws -> Bool {
    let (n, p) = (features.rows, features.columns)
    let isNarrow = p <= Self.mostMoments
    let wanted =
      isNarrow
      ? Self.rowsPerMoment * p
      : max(Self.products.fewest, min(Self.products.most, p / Self.products.columnsPerRow))
    let m = min(n, wanted)
    let rows = AlignedBuffer<Double>(uninitialized: m * p)
    try FeatureBlocks(features).withReader { reader in
      for place in 0..<m {
        let row = place * n / m + n / m / 2
        try reader.widen(row..<row + 1, to: rows.pointer + place * p, stride: p)
        if let affine = features.affine { Double.apply(affine, rows.pointer + place * p, count: p) }
      }
    }
    let order = isNarrow ? p : m
    let moments = Matrix<Double>(rows: order, columns: order) { elements in
      guard let to = elements.baseAddress else { return }
      BLAS.gemm(
        transposeA: isNarrow, transposeB: !isNarrow, m: order, n: order, k: isNarrow ? m : p, alpha: 1, a: rows.pointer,
        aStride: p, b: rows.pointer, bStride: p, beta: 0, c: to, cStride: order)
    }
    // Without eigenvalues where numbers are too large for their squares.
    guard let values = try? SymmetricEigen(moments).values, let smallest = values.first, let largest = values.last,
      smallest > 0
    else { return false }
    return largest <= Self.mostSpread * smallest
  }
}
