// Guarded by `LinearPassTests`.
import CKernels
import Matrices

/// The number of features rounded up to whole vectors.
package func paddedWidth(_ features: Int) -> Int {
  let multiple = Int(EST_WIDTH_MULTIPLE)
  return max(multiple, (features + multiple - 1) / multiple * multiple)
}

/// One worker's panel and scores. The padding of the panel is zero and stays so.
struct DenseScratch<Real: WorkingScalar> {
  let panel: AlignedBuffer<Real>
  let scores: AlignedBuffer<Real>
  private let rows: Int
  private let columns: Int

  init(rows: Int, width: Int, columns: Int) {
    panel = AlignedBuffer(zeros: rows * width)
    scores = AlignedBuffer(zeros: rows * columns)
    self.rows = rows
    self.columns = columns
  }

  /// Scratch for all workers, kept from earlier calls where it is large enough.
  static func prepare(
    _ scratch: inout [DenseScratch<Real>], workers: Int, rows: Int, width: Int, columns: Int
  ) {
    // All of them: later workers may have come with smaller blocks.
    if scratch.contains(where: { rows > $0.rows || columns > $0.columns }) { scratch = [] }
    while scratch.count < workers { scratch.append(DenseScratch(rows: rows, width: width, columns: columns)) }
  }
}

/// Weights M × p and biases M after the column change of the features: X′·Wᵀ + b = X·(W·scale)ᵀ + (b −
/// W·(scale·shift)).
struct FoldedWeights {
  let weights: [Double]
  let bias: [Double]

  /// - Parameter count: p.
  init(weights: [Double], bias: [Double], affine: ColumnAffine?, features count: Int) {
    assert(weights.count == bias.count * count, "\(weights.count) weights for \(bias.count) scores of \(count)")
    assert(affine.map { $0.scale.count == count } ?? true, "A change of other columns than \(count)")
    guard let affine else {
      self.weights = weights
      self.bias = bias
      return
    }
    var scaled = weights
    var shifted = bias
    for column in bias.indices {
      for feature in 0..<count {
        scaled[column * count + feature] *= affine.scale[feature]
        shifted[column] -= scaled[column * count + feature] * affine.shift[feature]
      }
    }
    self.weights = scaled
    self.bias = shifted
  }

  /// Empty weights, used when scores are known.
  init(none columns: Int) { (weights, bias) = ([], Array(repeating: 0, count: columns)) }
}

/// Weights as the kernels read them: padded rows in working precision.
struct PackedWeights<Real: WorkingScalar> {
  let weights: AlignedBuffer<Real>
  let bias: AlignedBuffer<Real>

  init(_ folded: FoldedWeights, features: Int, width: Int) {
    let columns = folded.bias.count
    assert(folded.weights.isEmpty || folded.weights.count == columns * features, "\(folded.weights.count) weights")
    assert(features <= width, "\(features) features in rows of \(width)")
    weights = AlignedBuffer(zeros: columns * width)
    bias = AlignedBuffer(uninitialized: columns)
    Real.convert(columns, folded.bias, times: 1, bias.pointer)
    folded.weights.withUnsafeBufferPointer { from in
      guard let from = from.baseAddress else { return }
      for column in 0..<columns {
        Real.convert(features, from + column * features, times: 1, weights.pointer + column * width)
      }
    }
  }
}

extension DenseBlock {
  /// scores = panel · weightsᵀ + bias.
  func forward(_ kernels: Real.Kernels, _ variant: KernelVariant) {
    assertShapes()
    guard variant.usesBLAS else { return Real.forward(kernels, self) }
    for row in 0..<rows { (scores + row * columns).update(from: bias, count: columns) }
    Real.multiplyForward(self)
  }

  /// Copies the scores out, `rows * columns` numbers.
  func giveScores(_ kernels: est_kernels_f64, _ to: UnsafeMutablePointer<Double>) {
    assert(rows >= 0 && columns >= 1, "\(rows) × \(columns) scores")
    Real.widen(kernels, rows * columns, scores, to)
  }

  /// gradient += residualsᵀ · panel.
  func backward(_ kernels: Real.Kernels, _ variant: KernelVariant, _ gradient: UnsafeMutablePointer<Double>) {
    assertShapes()
    guard variant.usesBLAS else { return Real.backward(kernels, self, gradient) }
    Real.multiplyBackward(self, gradient)
  }

  /// What the kernels of dense blocks ask of a block, in debug builds.
  private func assertShapes() {
    assert(rows >= 0 && columns >= 1 && width >= 1, "A block of \(rows) × \(width) for \(columns) scores")
    assert(width == paddedWidth(width), "Rows of \(width) numbers are not whole vectors")
    assert(isOnCacheLine(panel) && isOnCacheLine(weights), "A panel or weights off a cache line")
  }
}

private func isOnCacheLine(_ pointer: UnsafeMutablePointer<some Any>) -> Bool { UInt(bitPattern: pointer) % 64 == 0 }
