// Guarded by `StochasticGradientTests`.
import CKernels
import Matrices

/// The weights of one problem while small steps change them, and the rows as those steps read them.
///
/// Dense rows are widened and taken through the column change one at a time. Sparse rows stay sparse: the scale of a
/// column multiplies its stored numbers, and the shifts go into the intercept,
///
///     W·((x − shift)∘scale) + b = W·(x∘scale) + b′,     b′ = b − W·(shift∘scale),
///
/// which is free and not penalised, so that W and b′ have the same optimum. Sparse rows with shifts but no intercept to
/// take them are widened one at a time, like dense ones.
struct StochasticWeights {
  /// Score columns.
  let columns: Int
  /// Numbers between the weights of two columns (dense) or two features (sparse).
  let width: Int
  let isSparse: Bool
  /// columns × width for dense rows, p × columns for sparse ones.
  let weights: AlignedBuffer<Double>
  /// b, or b′; 0 without an intercept.
  let bias: AlignedBuffer<Double>
  /// One per column of sparse rows; `nil` when all are 1.
  let scale: AlignedBuffer<Double>?
  private let shift: [Double]?
  let hasIntercept: Bool
  let features: Int

  /// - Parameter keepsSparse: Whether sparse rows stay so.
  init(_ features: Features, columns: Int, hasIntercept: Bool, point: [Double], keepsSparse: Bool = true) {
    self.columns = columns
    self.hasIntercept = hasIntercept
    self.features = features.columns
    let hasShift = features.affine?.shift.contains { $0 != 0 } ?? false
    isSparse = features.isSparse && keepsSparse && (hasIntercept || !hasShift)
    width = isSparse ? columns : paddedWidth(features.columns)
    weights = AlignedBuffer(zeros: isSparse ? features.columns * columns : columns * width)
    bias = AlignedBuffer(zeros: columns)
    scale = isSparse ? features.affine.map { AlignedBuffer($0.scale) } : nil
    shift = isSparse && hasShift ? features.affine.map { zip($0.shift, $0.scale).map(*) } : nil
    place(at: point)
  }

  private var parameters: Int { features + (hasIntercept ? 1 : 0) }

  private func index(_ column: Int, _ feature: Int) -> Int {
    isSparse ? feature * columns + column : column * width + feature
  }

  func place(at point: [Double]) {
    for k in 0..<columns {
      for j in 0..<features { weights.pointer[index(k, j)] = point[k * parameters + j] }
      bias.pointer[k] = hasIntercept ? point[k * parameters + features] - shifted(weights.pointer, k) : 0
    }
  }

  /// The parameters of the problem: per column its weights, then its intercept.
  var point: [Double] { point(weights.pointer, bias.pointer) }

  /// The same for other numbers in the layout of `weights` and `bias`.
  func point(_ weights: UnsafePointer<Double>, _ bias: UnsafePointer<Double>) -> [Double] {
    var point: [Double] = []
    point.reserveCapacity(columns * parameters)
    for k in 0..<columns {
      for j in 0..<features { point.append(weights[index(k, j)]) }
      if hasIntercept { point.append(bias[k] + shifted(weights, k)) }
    }
    return point
  }

  /// W·(shift∘scale) of one column; 0 where rows are shifted themselves.
  private func shifted(_ weights: UnsafePointer<Double>, _ column: Int) -> Double {
    guard let shift else { return 0 }
    return shift.indices.reduce(0) { $0 + shift[$1] * weights[index(column, $1)] }
  }
}

/// One row at a time, widened to Double and through the column change.
struct RowReader {
  private let reader: BlockReader
  private let affine: (scale: AlignedBuffer<Double>, shift: AlignedBuffer<Double>)?
  private let kernels: est_kernels_f64
  private let width: Int

  init(_ reader: BlockReader, _ features: Features, width: Int, _ variant: KernelVariant) {
    self.reader = reader
    self.width = width
    kernels = Double.kernels(variant)
    affine = features.affine.map { (AlignedBuffer($0.scale), AlignedBuffer($0.shift)) }
  }

  /// Writes a row; what follows it up to the width stays as it is.
  ///
  /// - Parameter x: Room for `width` numbers.
  func read(_ row: Int, to x: UnsafeMutablePointer<Double>) throws {
    try reader.widen(row..<row + 1, to: x, stride: width, kernels)
    guard let affine else { return }
    let (scale, shift) = (affine.scale.pointer, affine.shift.pointer)
    for j in 0..<affine.scale.count { x[j] = (x[j] - shift[j]) * scale[j] }
  }
}
