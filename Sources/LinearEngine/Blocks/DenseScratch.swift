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
    let multiple = Int(EST_WIDTH_MULTIPLE)
    scores = AlignedBuffer(zeros: (rows + multiple - 1) / multiple * multiple * columns + multiple)
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

/// Score columns up to which rows are read where they lie: for more, numbers are read so often that it pays to have
/// them converted, and on whole vectors.
let mostColumnsInPlace = 10

/// Weights as the kernels of dense rows read them, in working precision: padded rows, or, for few features and many
/// columns, feature by feature, so that vectors run along the columns and need no sums over their lanes.
struct PackedWeights<Real: WorkingScalar> {
  let weights: AlignedBuffer<Real>
  let bias: AlignedBuffer<Real>
  /// Numbers from feature to feature where they lie feature by feature; 0 where they lie row by row.
  let stride: Int
  private let features: Int
  private let width: Int
  private let columns: Int

  /// What the sum over the lanes of a vector costs, in products of vectors.
  private static var laneSumCost: Int { 2 }

  /// - Parameters:
  ///   - width: Numbers in a padded row.
  ///   - variant: Whose vectors decide which way weights lie; `nil` where rows are wanted.
  ///   - turns: Whether the loss takes scores that are turned, for which weights lie row by row: that saves it as much
  ///     as the sums over lanes cost.
  init(
    _ folded: FoldedWeights, features: Int, width: Int, _ variant: KernelVariant? = nil, turns: Bool = false
  ) {
    let columns = folded.bias.count
    assert(folded.weights.isEmpty || folded.weights.count == columns * features, "\(folded.weights.count) weights")
    assert(features <= width, "\(features) features in rows of \(width)")
    (self.features, self.width, self.columns) = (features, width, columns)
    let lanes = variant.map { Real.lanes(Real.kernels($0)) } ?? 1
    func vectors(_ count: Int) -> Int { (count + lanes - 1) / lanes }
    // By shapes alone: chosen rows give the bits of a copy, and rows in a file those of rows in memory.
    let byFeatures =
      variant.map { !$0.usesBLAS } ?? false && columns > mostColumnsInPlace
      && features * vectors(columns) < columns * (vectors(features) + (turns ? 0 : Self.laneSumCost))
    stride = byFeatures ? max(columns, lanes) : 0
    weights = AlignedBuffer(zeros: byFeatures ? features * stride : columns * width)
    bias = AlignedBuffer(zeros: max(columns, stride))
    Real.convert(columns, folded.bias, times: 1, bias.pointer)
    folded.weights.withUnsafeBufferPointer { from in
      guard let from = from.baseAddress else { return }
      for column in 0..<columns where byFeatures {
        for feature in 0..<features {
          weights.pointer[feature * stride + column] = Real(from[column * features + feature])
        }
      }
      for column in 0..<columns where !byFeatures {
        Real.convert(features, from + column * features, times: 1, weights.pointer + column * width)
      }
    }
  }

  /// A block of features on its way through these weights.
  func block(
    _ rows: Int, _ x: est_rows, scores: UnsafeMutablePointer<Real>, turned: Bool = false
  ) -> DenseBlock<Real> {
    DenseBlock(
      rows: rows, width: width, columns: columns, x: x, weights: weights.pointer, bias: bias.pointer, stride: stride,
      features: features, scores: scores, isTurned: turned)
  }
}

extension DenseBlock {
  /// scores = features · weightsᵀ + bias.
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

  /// gradient += residualsᵀ · features.
  func backward(_ kernels: Real.Kernels, _ variant: KernelVariant, _ gradient: UnsafeMutablePointer<Double>) {
    assertShapes()
    guard variant.usesBLAS else { return Real.backward(kernels, self, gradient) }
    Real.multiplyBackward(self, gradient)
  }

  /// What the kernels of dense blocks ask of a block, in debug builds.
  private func assertShapes() {
    assert(rows >= 0 && columns >= 1 && width >= 1, "A block of \(rows) × \(width) for \(columns) scores")
    assert(width == paddedWidth(width) && x.columns <= width, "\(x.columns) features in rows of \(width) numbers")
    assert(stride == 0 || stride >= columns && x.number == Real.number && x.chosen == nil, "A stride of \(stride)")
    assert(UInt(bitPattern: weights) % 64 == 0, "Weights off a cache line")
  }
}
