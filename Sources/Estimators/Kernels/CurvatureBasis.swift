import CKernels
import Matrices

/// G = Qᵀ·T·Q with orthonormal rows in Q and T tridiagonal (or diagonal), ready to solve (v·G + λ·I)·x = b for many v.
///
/// Columns that are 0 in all data are left out of Q. Immutable once made, and so safe to share between threads.
final class CurvatureBasis: @unchecked Sendable {
  /// The memory of Q, in the precision it was made in.
  private enum Vectors {
    case single(AlignedBuffer<Float>)
    case double(AlignedBuffer<Double>)
  }

  /// Rows of Q multiplied at a time; fixed, so that the bits do not depend on the number of threads.
  private static let chunks = 4
  /// Fewer multiplications than this are done before a thread has woken up.
  private static let worthThreads = 1_000_000

  /// The number of columns of G, those left out included.
  let order: Int
  /// The columns that Q knows, ascending.
  private let columns: [Int]
  private let vectors: Vectors
  private let width: Int
  private let diagonal: AlignedBuffer<Double>
  private let beside: AlignedBuffer<Double>

  /// From eigenvectors, one per row.
  init(_ eigen: SymmetricEigen<Double>, columns: [Int], order: Int, relativeFloor: Double) {
    let d = columns.count
    let width = paddedWidth(d)
    (self.order, self.columns, self.width) = (order, columns, width)
    // Eigenvalues below this share of the largest are rounding, and raised to it.
    let floor = max(relativeFloor * (eigen.values.last ?? 0), .leastNormalMagnitude)
    diagonal = AlignedBuffer(eigen.values.map { max($0, floor) })
    beside = AlignedBuffer(zeros: d)
    let rows = AlignedBuffer<Double>(zeros: d * width)
    eigen.vectors.withElements { from in
      for i in 0..<d { for j in 0..<d { rows.pointer[i * width + j] = from[i * d + j] } }
    }
    vectors = .double(rows)
  }

  /// From a tridiagonal form.
  ///
  /// - Throws: ``MatrixError/noConvergence(operation:)`` for a matrix with numbers that are not finite.
  init(tridiagonal gram: Matrix<Float>, columns: [Int], order: Int, relativeFloor: Double) throws {
    let d = columns.count
    let width = paddedWidth(d)
    (self.order, self.columns, self.width) = (order, columns, width)
    var rows = gram
    let form = try LAPACK.tridiagonal(&rows)
    // What rounding has taken from the small eigenvalues comes back as a shift of all.
    let size = (0..<d).map { Double(form.diagonal[$0].magnitude) }.max() ?? 0
    diagonal = AlignedBuffer(form.diagonal.map { Double($0) + max(relativeFloor * size, .leastNormalMagnitude) })
    beside = AlignedBuffer(form.beside.map { Double($0) } + [0])
    let padded = AlignedBuffer<Float>(zeros: d * width)
    rows.withElements { from in
      for i in 0..<d { for j in 0..<d { padded.pointer[i * width + j] = from[i * d + j] } }
    }
    vectors = .single(padded)
  }

  /// The X of Σ_b A_ab·G·X_b + λ·X_a = Q_a for the rows a of `right` (M × order), A = Uᵀ·diag(v)·U.
  ///
  /// - Parameters:
  ///   - values: v, M numbers > 0.
  ///   - mixing: U, M × M.
  ///   - penalty: λ ≥ 0.
  func solve(_ right: [Double], values: [Double], mixing: [Double], penalty: Double) -> [Double] {
    switch vectors {
    case .single(let rows): solve(right, rows, values, mixing, penalty)
    case .double(let rows): solve(right, rows, values, mixing, penalty)
    }
  }

  private func solve<Real: WorkingScalar>(
    _ right: [Double], _ q: AlignedBuffer<Real>, _ values: [Double], _ mixing: [Double], _ penalty: Double
  ) -> [Double] {
    let (d, m) = (columns.count, values.count)
    // Scaled to size 1, so that small gradients keep their bits in single precision.
    let size = BLAS.maximumMagnitude(right)
    guard size > 0, size.isFinite else { return right }
    let packed = AlignedBuffer<Real>(zeros: m * width)
    let gathered = AlignedBuffer<Double>(uninitialized: d)
    right.withUnsafeBufferPointer { right in
      for a in 0..<m {
        for (place, j) in columns.enumerated() { gathered.pointer[place] = right[a * order + j] }
        Real.convert(d, gathered.pointer, times: 1 / size, packed.pointer + a * width)
      }
    }
    let spectrum = toBasis(packed, q, m)
    mix(spectrum, mixing, m, transposed: false)
    divide(spectrum, values, penalty)
    mix(spectrum, mixing, m, transposed: true)
    // Divisors span many orders of magnitude; the result is brought to size 1 again before it leaves Double.
    var largest = 0.0
    for index in 0..<d * m { largest = max(largest, spectrum.pointer[index].magnitude) }
    guard largest > 0, largest.isFinite else { return right }
    let sums = fromBasis(spectrum, largest, q, m)
    let back = sums.partials.pointer
    let scale = size * largest
    let rest = penalty > 0 ? 1 / penalty : 0
    return [Double](unsafeUninitializedCapacity: m * order) { result, count in
      for index in 0..<m * order { result[index] = right[index] * rest }
      for a in 0..<m {
        for (place, j) in columns.enumerated() { result[a * order + j] = back[a * width + place] * scale }
      }
      count = m * order
    }
  }

  private func chunk(_ i: Int) -> Range<Int> {
    columns.count * i / Self.chunks..<columns.count * (i + 1) / Self.chunks
  }

  private func threads(_ m: Int) -> Int {
    columns.count * columns.count * m < Self.worthThreads ? 1 : Parallelism.threads
  }

  /// Q·bᵀ, d × M.
  private func toBasis<Real: WorkingScalar>(
    _ b: AlignedBuffer<Real>, _ q: AlignedBuffer<Real>, _ m: Int
  ) -> AlignedBuffer<Double> {
    let (d, variant) = (columns.count, KernelVariant.current)
    let kernels = Real.kernels(variant)
    let scores = AlignedBuffer<Real>(uninitialized: d * m)
    let none = AlignedBuffer<Real>(zeros: m)
    Parallelism.perform(tasks: Self.chunks, threads: threads(m)) { [width] _, i in
      let rows = self.chunk(i)
      DenseBlock(
        rows: rows.count, width: width, columns: m, panel: q.pointer + rows.lowerBound * width, weights: b.pointer,
        bias: none.pointer, scores: scores.pointer + rows.lowerBound * m, targets: est_targets()
      ).forward(kernels, variant)
    }
    let result = AlignedBuffer<Double>(uninitialized: d * m)
    Real.widen(Double.kernels(variant), d * m, scores.pointer, result.pointer)
    return result
  }

  /// (spectrum / size)ᵀ·Q, M × width, in the first chunk.
  private func fromBasis<Real: WorkingScalar>(
    _ spectrum: AlignedBuffer<Double>, _ size: Double, _ q: AlignedBuffer<Real>, _ m: Int
  ) -> ChunkSums {
    let (d, variant) = (columns.count, KernelVariant.current)
    let kernels = Real.kernels(variant)
    let residuals = AlignedBuffer<Real>(uninitialized: d * m)
    Real.convert(d * m, spectrum.pointer, times: 1 / size, residuals.pointer)
    let sums = ChunkSums(chunks: Self.chunks, partialCount: m * width)
    Parallelism.perform(tasks: Self.chunks, threads: threads(m)) { [width] _, i in
      let rows = self.chunk(i)
      DenseBlock(
        rows: rows.count, width: width, columns: m, panel: q.pointer + rows.lowerBound * width,
        weights: q.pointer, bias: q.pointer, scores: residuals.pointer + rows.lowerBound * m, targets: est_targets()
      ).backward(kernels, variant, sums.partial(i))
    }
    _ = sums.reduce()
    return sums
  }

  /// Each row z of `spectrum` (d × M) becomes U·z, or Uᵀ·z.
  private func mix(_ spectrum: AlignedBuffer<Double>, _ mixing: [Double], _ m: Int, transposed: Bool) {
    guard m > 1 else { return }
    let row = AlignedBuffer<Double>(uninitialized: m)
    // The matrix whose rows are added up, so that the inner loop runs along them.
    let byRows = AlignedBuffer<Double>(uninitialized: m * m)
    for a in 0..<m {
      for b in 0..<m { byRows.pointer[b * m + a] = transposed ? mixing[b * m + a] : mixing[a * m + b] }
    }
    for j in 0..<columns.count {
      let z = spectrum.pointer + j * m
      row.pointer.update(repeating: 0, count: m)
      for b in 0..<m {
        let (factor, from) = (z[b], byRows.pointer + b * m)
        for a in 0..<m { row.pointer[a] += factor * from[a] }
      }
      z.update(from: row.pointer, count: m)
    }
  }

  /// Each column a of `spectrum` (d × M) becomes (v_a·T + λ·I)⁻¹ times itself: L·D·Lᵀ for all columns in step.
  private func divide(_ spectrum: AlignedBuffer<Double>, _ values: [Double], _ penalty: Double) {
    let (d, m) = (columns.count, values.count)
    let (t, e) = (diagonal.pointer, beside.pointer)
    let pivots = AlignedBuffer<Double>(uninitialized: d * m)
    values.withUnsafeBufferPointer { v in
      for j in 0..<d {
        let (z, pivot) = (spectrum.pointer + j * m, pivots.pointer + j * m)
        for a in 0..<m {
          let full = v[a] * t[j] + penalty
          guard j > 0 else {
            pivot[a] = full
            continue
          }
          let factor = v[a] * e[j - 1] / pivot[a - m]
          // A pivot that rounding has made too small stands for a direction that the data do not have.
          pivot[a] = max(full - factor * v[a] * e[j - 1], full * 1e-9)
          z[a] -= factor * z[a - m]
        }
      }
      for j in stride(from: d - 1, through: 0, by: -1) {
        let (z, pivot) = (spectrum.pointer + j * m, pivots.pointer + j * m)
        for a in 0..<m { z[a] = (j + 1 < d ? z[a] - v[a] * e[j] * z[a + m] : z[a]) / pivot[a] }
      }
    }
  }
}
