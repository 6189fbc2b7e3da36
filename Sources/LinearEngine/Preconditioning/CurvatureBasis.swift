import CKernels
import Matrices

/// What is known of the mean curvature of the features, ready to solve (v·G + λ·I)·x = b for many v and λ.
///
/// - With an intercept the features are centred: for b̃ = b + mean·w, features and intercept do not disturb each other.
///   G is their covariance and the curvature of b̃ is v alone. On raw pixels that takes half of the iterations away.
/// - G ≈ Qᵀ·diag(e)·Q + σ·(I − Qᵀ·Q) with r orthonormal rows in Q. Columns that are 0 in all data are left out.
///
/// Immutable once made, and so safe to share between threads.
final class CurvatureBasis: @unchecked Sendable {
  /// The memory of Q, in the precision it was made in.
  private enum Vectors {
    case single(AlignedBuffer<Float>)
    case double(AlignedBuffer<Double>)
  }

  /// Rows of Q multiplied at a time; fixed, so that the bits do not depend on the number of threads.
  private static let chunks = 4
  /// Eigenvalues with v·e < 5λ are merged into the largest of them: λ dominates there, no curvature is wrong by more
  /// than a factor 6. That costs L-BFGS hardly an iteration, and most vectors are not needed.
  private static let negligible = 5.0
  /// The least curvature of a column of zeros, as a share of the largest of any direction.
  private static let leastAlone = 1e-10

  /// Parameters of a score column: one per feature, and one for the intercept.
  let order: Int
  /// The features that Q knows, ascending.
  private let columns: [Int]
  /// The means of all features; empty without an intercept.
  private let means: [Double]
  private let vectors: Vectors
  private let width: Int
  /// e, descending.
  private let values: [Double]
  /// σ; `nil` where Q is square.
  private let rest: Double?

  /// From all eigenvectors, one per row.
  ///
  /// - Parameters:
  ///   - columns: The features of G, ascending.
  ///   - order: Parameters of a score column.
  ///   - means: p numbers, or none without an intercept.
  ///   - floor: Eigenvalues below this are rounding, and raised to it; > 0.
  init(_ eigen: SymmetricEigen<Double>, columns: [Int], order: Int, means: [Double], floor: Double) {
    (self.order, self.columns, self.means, width) = (order, columns, means, paddedWidth(columns.count))
    values = eigen.values.reversed().map { max($0, floor) }
    rest = nil
    let rows = AlignedBuffer<Double>(zeros: values.count * width)
    for i in values.indices {
      for (j, x) in eigen.vectors[row: values.count - 1 - i].enumerated() { rows.pointer[i * width + j] = x }
    }
    vectors = .double(rows)
  }

  /// From the leading ones.
  init(_ leading: LeadingEigen, columns: [Int], order: Int, means: [Double]) {
    (self.order, self.columns, self.means, width) = (order, columns, means, paddedWidth(columns.count))
    (values, rest) = (leading.values, leading.rest)
    let rows = AlignedBuffer<Float>(zeros: values.count * width)
    for i in values.indices {
      for (j, x) in leading.vectors[row: i].enumerated() { rows.pointer[i * width + j] = Float(x) }
    }
    vectors = .single(rows)
  }

  /// The X of Σ_b A_ab·G·X_b + λ·X_a = B_a for the rows a of `right` (M × order), A = Uᵀ·diag(v)·U.
  ///
  /// - Parameters:
  ///   - values: v, M numbers > 0.
  ///   - mixing: U, M × M.
  ///   - penalty: λ ≥ 0.
  /// - Complexity: O(r · d · M + d · M²).
  func solve(_ right: [Double], values: [Double], mixing: [Double], penalty: Double) -> [Double] {
    let system = System(values: values, mixing: mixing, penalty: penalty)
    guard !means.isEmpty else { return solveWeights(right, system) }
    let (m, p) = (system.columns, means.count)
    var centred = right
    for a in 0..<m {
      for j in 0..<p { centred[a * order + j] -= right[a * order + p] * means[j] }
    }
    var result = solveWeights(centred, system)
    let inverse = system.mixed(system.inverses(1, penalty: 0))
    for a in 0..<m {
      var intercept = 0.0
      for b in 0..<m { intercept += inverse[a * m + b] * right[b * order + p] }
      for j in 0..<p { intercept -= result[a * order + j] * means[j] }
      result[a * order + p] = intercept
    }
    return result
  }

  private func solveWeights(_ right: [Double], _ system: System) -> [Double] {
    switch vectors {
    case .single(let rows): solveWeights(right, rows, system)
    case .double(let rows): solveWeights(right, rows, system)
    }
  }

  /// A and λ.
  private struct System {
    let values: [Double]
    let mixing: [Double]
    let penalty: Double

    var columns: Int { values.count }

    /// (v·e + λ)⁻¹ for every v.
    func inverses(_ e: Double) -> [Double] { inverses(e, penalty: penalty) }

    func inverses(_ e: Double, penalty: Double) -> [Double] { values.map { 1 / ($0 * e + penalty) } }

    /// Uᵀ·diag(t)·U.
    func mixed(_ t: [Double]) -> [Double] {
      let m = columns
      var result = [Double](repeating: 0, count: m * m)
      for c in 0..<m {
        for a in 0..<m {
          let factor = t[c] * mixing[c * m + a]
          for b in 0..<m { result[a * m + b] += factor * mixing[c * m + b] }
        }
      }
      return result
    }
  }

  /// With σ for all that Q's first r′ rows do not span:
  ///
  ///     x = (v·σ + λ)⁻¹·b + Qᵀ·diag((v·e + λ)⁻¹ − (v·σ + λ)⁻¹)·Q·b
  private func solveWeights<Real: WorkingScalar>(
    _ right: [Double], _ q: AlignedBuffer<Real>, _ system: System
  ) -> [Double] {
    // Scaled to size 1, so that small gradients keep their bits in single precision.
    let size = BLAS.maximumMagnitude(right)
    guard size > 0, size.isFinite else { return right }
    let (m, penalty) = (system.columns, system.penalty)
    let cut = Self.negligible * penalty / (system.values.max() ?? 1)
    let count = values.firstIndex { $0 < cut } ?? values.count
    let outside = count < values.count ? values[count] : rest
    let outsideInverses = outside.map { system.inverses($0) } ?? Array(repeating: 0, count: m)
    // Columns of zeros have no curvature but λ. Their gradient is rounding where a change of columns made the zeros, so
    // a tiny λ does not divide it.
    let largest = (system.values.max() ?? 1) * (values.first ?? 1)
    let alone = penalty > 0 ? 1 / max(penalty, Self.leastAlone * largest) : 0
    var result = right
    BLAS.scale(&result, by: alone)
    let beside = Double.product(
      system.mixed(outsideInverses), Matrix(rows: m, columns: order, checked: right), transposedB: false, m: m)
    for a in 0..<m {
      for j in columns { result[a * order + j] = beside[a * order + j] }
    }
    guard count > 0 else { return result }
    let spectrum = toBasis(packed(right, size, m), q, count, m)
    mix(spectrum, count, system, transposed: false)
    for j in 0..<count {
      let (z, e) = (spectrum.pointer + j * m, values[j])
      for a in 0..<m { z[a] *= 1 / (system.values[a] * e + penalty) - outsideInverses[a] }
    }
    mix(spectrum, count, system, transposed: true)
    // Inverses span many orders of magnitude; the result is brought to size 1 again before it leaves Double.
    var most = 0.0
    for index in 0..<count * m { most = max(most, spectrum.pointer[index].magnitude) }
    guard most.isFinite else { return right }
    guard most > 0 else { return result }
    let sums = fromBasis(spectrum, most, q, count, m)
    let (inside, scale) = (sums.partials.pointer, size * most)
    for a in 0..<m {
      for (place, j) in columns.enumerated() { result[a * order + j] += inside[a * width + place] * scale }
    }
    return result
  }

  /// The columns that Q knows, M × width, divided by `size`.
  private func packed<Real: WorkingScalar>(_ right: [Double], _ size: Double, _ m: Int) -> AlignedBuffer<Real> {
    let packed = AlignedBuffer<Real>(zeros: m * width)
    let gathered = AlignedBuffer<Double>(uninitialized: columns.count)
    for a in 0..<m {
      for (place, j) in columns.enumerated() { gathered.pointer[place] = right[a * order + j] }
      Real.convert(columns.count, gathered.pointer, times: 1 / size, packed.pointer + a * width)
    }
    return packed
  }

  /// The rows of Q of one task.
  private func chunk(_ i: Int, of count: Int) -> Range<Int> {
    count * i / Self.chunks..<count * (i + 1) / Self.chunks
  }

  private func threads(_ count: Int, _ m: Int) -> Int {
    Parallelism.threads(for: .products, count * columns.count * m)
  }

  /// Q·bᵀ, r′ × M.
  private func toBasis<Real: WorkingScalar>(
    _ b: AlignedBuffer<Real>, _ q: AlignedBuffer<Real>, _ count: Int, _ m: Int
  ) -> AlignedBuffer<Double> {
    let variant = KernelVariant.current
    let kernels = Real.kernels(variant)
    let scores = AlignedBuffer<Real>(uninitialized: count * m)
    let none = AlignedBuffer<Real>(zeros: m)
    Parallelism.perform(tasks: Self.chunks, threads: threads(count, m)) { [width] _, i in
      let rows = self.chunk(i, of: count)
      DenseBlock(
        rows: rows.count, width: width, columns: m, panel: q.pointer + rows.lowerBound * width, weights: b.pointer,
        bias: none.pointer, scores: scores.pointer + rows.lowerBound * m
      ).forward(kernels, variant)
    }
    let result = AlignedBuffer<Double>(uninitialized: count * m)
    Real.widen(Double.kernels(variant), count * m, scores.pointer, result.pointer)
    return result
  }

  /// (spectrum / size)ᵀ·Q, M × width, in the first chunk.
  private func fromBasis<Real: WorkingScalar>(
    _ spectrum: AlignedBuffer<Double>, _ size: Double, _ q: AlignedBuffer<Real>, _ count: Int, _ m: Int
  ) -> ChunkSums {
    let variant = KernelVariant.current
    let kernels = Real.kernels(variant)
    let residuals = AlignedBuffer<Real>(uninitialized: count * m)
    Real.convert(count * m, spectrum.pointer, times: 1 / size, residuals.pointer)
    let sums = ChunkSums(chunks: Self.chunks, partialCount: m * width)
    Parallelism.perform(tasks: Self.chunks, threads: threads(count, m)) { [width] _, i in
      let rows = self.chunk(i, of: count)
      DenseBlock(
        rows: rows.count, width: width, columns: m, panel: q.pointer + rows.lowerBound * width,
        weights: q.pointer, bias: q.pointer, scores: residuals.pointer + rows.lowerBound * m
      ).backward(kernels, variant, sums.partial(i))
    }
    sums.addHere()
    return sums
  }

  /// Each row z of `spectrum` (r′ × M) becomes U·z, or Uᵀ·z.
  private func mix(_ spectrum: AlignedBuffer<Double>, _ count: Int, _ system: System, transposed: Bool) {
    let m = system.columns
    guard m > 1 else { return }
    let row = AlignedBuffer<Double>(uninitialized: m)
    // The matrix whose rows are added up, so that the inner loop runs along them.
    let byRows = AlignedBuffer<Double>(uninitialized: m * m)
    for a in 0..<m {
      for b in 0..<m { byRows.pointer[b * m + a] = system.mixing[transposed ? b * m + a : a * m + b] }
    }
    for j in 0..<count {
      let z = spectrum.pointer + j * m
      row.pointer.update(repeating: 0, count: m)
      for b in 0..<m {
        let (factor, from) = (z[b], byRows.pointer + b * m)
        for a in 0..<m { row.pointer[a] += factor * from[a] }
      }
      z.update(from: row.pointer, count: m)
    }
  }
}
