// Guarded by `CompressedRowsTests`.
import CKernels
import Matrices

/// One worker's scores, room for residuals in whole vectors, and, in single precision, its gradient: p × stride
/// numbers, feature by feature.
struct CompressedScratch<Real: WorkingScalar> {
  let scores: AlignedBuffer<Real>
  let padded: AlignedBuffer<Real>
  let gradient: AlignedBuffer<Real>

  /// Above this many scores a block exceeds 256 rows, the range of the one-byte row index of blocks by columns.
  static var mostScoreColumns: Int { 16 }

  /// Kernels write whole vectors, so scores have some room behind them.
  private static func scoreCount(_ rows: Int, _ columns: Int) -> Int { rows * columns + Int(EST_WIDTH_MULTIPLE) }

  init(rows: Int, columns: Int, gradient count: Int) {
    scores = AlignedBuffer(zeros: Self.scoreCount(rows, columns))
    padded = AlignedBuffer(uninitialized: Self.scoreCount(rows, Self.mostScoreColumns))
    gradient = AlignedBuffer(zeros: count)
  }

  /// Scratch for all workers that have a chunk to do, kept from earlier calls where it is large enough.
  static func prepare(
    _ scratch: inout [CompressedScratch<Real>], workers: Int, _ plan: ChunkPlan, columns: Int, gradientCount: Int
  ) {
    let own = Real.self == Double.self ? 0 : gradientCount
    // All of them: later workers may have come with smaller blocks.
    let isTooSmall = scratch.contains {
      $0.scores.count < scoreCount(plan.blockRows, columns) || $0.gradient.count < own
        || $0.padded.count < scoreCount(plan.blockRows, mostScoreColumns)
    }
    if isTooSmall { scratch = [] }
    while scratch.count < min(workers, plan.chunks) {
      scratch.append(CompressedScratch(rows: plan.blockRows, columns: columns, gradient: own))
    }
  }
}

/// Memory for one pass's weights after the other's: fresh pages cost more than filling them.
final class WeightMemory {
  private var numbers = AlignedBuffer<Double>(zeros: 0)

  /// Room for `count` numbers, valid until it is asked for again.
  func room<Real: WorkingScalar>(for count: Int, _: Real.Type) -> UnsafeMutablePointer<Real> {
    assert(count >= 0, "Room for \(count) numbers")
    let doubles = (count * MemoryLayout<Real>.stride + 7) / 8
    if numbers.count < doubles { numbers = AlignedBuffer(uninitialized: doubles) }
    return UnsafeMutableRawPointer(numbers.pointer).assumingMemoryBound(to: Real.self)
  }
}

/// Weights feature by feature, as the kernels for compressed rows read them: p × stride, padded with zeros.
struct TransposedWeights<Real: WorkingScalar> {
  /// Features turned at a time, so that their rows stay in the cache.
  private static var featuresAtATime: Int { 64 }

  let stride: Int
  let weights: UnsafeMutablePointer<Real>
  let bias: AlignedBuffer<Real>
  private let memory: WeightMemory

  /// - Parameters:
  ///   - kernels: Those that read the weights, in vectors of theirs.
  ///   - memory: Where the weights go. Weights that were there before are lost.
  init(_ folded: FoldedWeights, features: Int, for kernels: Real.Kernels, in memory: WeightMemory) {
    let (columns, lanes) = (folded.bias.count, Real.lanes(kernels))
    assert(folded.weights.count == columns * features, "\(folded.weights.count) weights for \(columns) × \(features)")
    assert(lanes >= 1, "Vectors of \(lanes) numbers")
    stride = max(1, (columns + lanes - 1) / lanes) * lanes
    self.memory = memory
    weights = memory.room(for: features * stride, Real.self)
    bias = AlignedBuffer(zeros: stride)
    for column in 0..<columns { bias.pointer[column] = Real(folded.bias[column]) }
    guard features > 0 else { return }
    let (pieces, to, stride) = ((features + Self.featuresAtATime - 1) / Self.featuresAtATime, weights, stride)
    folded.weights.withUnsafeBufferPointer { from in
      guard let from = from.baseAddress else { return }
      Parallelism.perform(tasks: pieces, threads: Parallelism.threads(for: .numbers, features * columns)) { _, piece in
        let start = piece * Self.featuresAtATime
        for feature in start..<min(features, start + Self.featuresAtATime) {
          let row = to + feature * stride
          for column in 0..<columns { row[column] = Real(from[column * features + feature]) }
          for column in columns..<stride { row[column] = 0 }
        }
      }
    }
  }
}
