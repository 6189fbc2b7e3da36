// Guarded by `LinearPassTests`.
import CKernels
import Matrices

/// The precision that a block is computed in: Double or Float. One call per block, never per element.
///
/// Shapes and bounds are those of `CKernels.h`.
protocol WorkingScalar: BinaryFloatingPoint, BitwiseCopyable, Sendable {
  associatedtype Kernels
  static func kernels(_ variant: KernelVariant) -> Kernels
  /// Numbers in a vector of theirs.
  static func lanes(_ kernels: Kernels) -> Int
  static func widen(_ kernels: Kernels, _ count: Int, _ from: UnsafePointer<UInt8>, _ to: UnsafeMutablePointer<Self>)
  static func widen(_ kernels: Kernels, _ count: Int, _ from: UnsafePointer<Float>, _ to: UnsafeMutablePointer<Self>)
  static func widen(_ kernels: Kernels, _ count: Int, _ from: UnsafePointer<Double>, _ to: UnsafeMutablePointer<Self>)
  /// Rows of a source, `stride` numbers apart.
  static func widen(_ source: any WidenedRows, _ rows: Range<Int>, to: UnsafeMutablePointer<Self>, stride: Int) throws
  /// to[i] = from[i] · factor.
  static func convert(
    _ count: Int, _ from: UnsafePointer<Double>, times factor: Double, _ to: UnsafeMutablePointer<Self>)
  /// The same back to Double.
  static func widen(
    _ kernels: est_kernels_f64, _ count: Int, _ from: UnsafePointer<Self>, _ to: UnsafeMutablePointer<Double>)
  /// z ← z + t·v for rows of scores, and those in working precision; without v nothing moves.
  static func advance(
    _ kernels: Kernels, rows: Int, columns: Int, _ z: UnsafeMutablePointer<Double>, _ v: UnsafePointer<Double>?,
    _ t: UnsafePointer<Double>, _ scores: UnsafeMutablePointer<Self>)
  /// (x − shift)·scale for a row of `count` columns, in place.
  static func apply(_ affine: ColumnAffine, _ row: UnsafeMutablePointer<Self>, count: Int)
  /// What a number in memory is called by the kernels.
  static var number: est_number { get }
  static func forward(_ kernels: Kernels, _ block: DenseBlock<Self>)
  static func backward(_ kernels: Kernels, _ block: DenseBlock<Self>, _ gradient: UnsafeMutablePointer<Double>)
  static func addClassSums(
    _ kernels: Kernels, rows: Int, _ x: est_rows, _ classes: UnsafePointer<Int32>, _ weights: UnsafePointer<Double>?,
    width: Int, to sums: UnsafeMutablePointer<Double>)
  /// scores = rows · weights + bias for compressed rows.
  static func forward(
    _ kernels: Kernels, _ rows: inout est_compressed_rows, _ weights: TransposedWeights<Self>, _ block: DenseBlock<Self>
  )
  /// gradient += rowsᵀ · residuals, p × stride.
  static func backward(
    _ kernels: Kernels, _ rows: inout est_compressed_rows, stride: Int, _ block: DenseBlock<Self>,
    _ gradient: UnsafeMutablePointer<Self>)
  /// The same for a block that lies column by column, with room for the residuals in whole vectors.
  static func backward(
    _ kernels: Kernels, _ rows: inout est_block_columns, features: Int, stride: Int, _ block: DenseBlock<Self>,
    padded: UnsafeMutablePointer<Self>, _ gradient: UnsafeMutablePointer<Self>)
  /// Where a chunk's gradient is summed up: in Double in its place, in Float beside it.
  static func gradientBuffer(
    _ partial: UnsafeMutablePointer<Double>, _ own: UnsafeMutablePointer<Self>
  ) -> UnsafeMutablePointer<Self>
  /// Whether that is in its place.
  static var sumsInPlace: Bool { get }
  /// Adds a gradient that is not in its place to what is there, or takes its place, and clears it.
  static func moveGradient(
    _ gradient: UnsafeMutablePointer<Self>, count: Int, to partial: UnsafeMutablePointer<Double>, adding: Bool)
  /// Product through CBLAS: scores = panel · weightsᵀ, with bias already in `scores`.
  static func multiplyForward(_ block: DenseBlock<Self>)
  /// Product through CBLAS: gradient += residualsᵀ · panel.
  static func multiplyBackward(_ block: DenseBlock<Self>, _ gradient: UnsafeMutablePointer<Double>)
}

extension Double: WorkingScalar {
  package static func kernels(_ variant: KernelVariant) -> est_kernels_f64 {
    est_variant_f64(Int32(variant.index)).pointee
  }

  package static func lanes(_ kernels: est_kernels_f64) -> Int { kernels.lanes }

  static func widen(
    _ kernels: est_kernels_f64, _ count: Int, _ from: UnsafePointer<UInt8>, _ to: UnsafeMutablePointer<Double>
  ) { kernels.widen_u8(count, from, to) }

  static func widen(
    _ kernels: est_kernels_f64, _ count: Int, _ from: UnsafePointer<Float>, _ to: UnsafeMutablePointer<Double>
  ) { kernels.widen_f32(count, from, to) }

  static func widen(
    _ kernels: est_kernels_f64, _ count: Int, _ from: UnsafePointer<Double>, _ to: UnsafeMutablePointer<Double>
  ) { kernels.widen_f64(count, from, to) }

  static func widen(
    _ source: any WidenedRows, _ rows: Range<Int>, to: UnsafeMutablePointer<Double>, stride: Int
  ) throws { try source.widen(rows, to: to, stride: stride) }

  static func convert(
    _ count: Int, _ from: UnsafePointer<Double>, times factor: Double, _ to: UnsafeMutablePointer<Double>
  ) {
    for index in 0..<count { to[index] = from[index] * factor }
  }

  static func advance(
    _ kernels: est_kernels_f64, rows: Int, columns: Int, _ z: UnsafeMutablePointer<Double>,
    _ v: UnsafePointer<Double>?, _ t: UnsafePointer<Double>, _ scores: UnsafeMutablePointer<Double>
  ) { kernels.advance(rows, columns, z, v, t, scores) }

  static func apply(_ affine: ColumnAffine, _ row: UnsafeMutablePointer<Double>, count: Int) {
    affine.scale.withUnsafeBufferPointer { scale in
      affine.shift.withUnsafeBufferPointer { shift in
        for j in 0..<count { row[j] = (row[j] - shift[j]) * scale[j] }
      }
    }
  }

  static var number: est_number { EST_F64 }

  static func forward(_ kernels: est_kernels_f64, _ block: DenseBlock<Double>) {
    var x = block.x
    if block.stride > 0 {
      kernels.forward_columns(
        block.rows, block.panel, x.stride, block.features, block.columns, block.stride, block.weights, block.bias,
        block.scores)
    } else {
      kernels.forward(
        block.rows, &x, block.columns, block.width, block.weights, block.bias, block.scores, block.isTurned ? 1 : 0)
    }
  }

  static func backward(
    _ kernels: est_kernels_f64, _ block: DenseBlock<Double>, _ gradient: UnsafeMutablePointer<Double>
  ) {
    var x = block.x
    kernels.backward(block.rows, &x, block.columns, block.scores, block.isTurned ? 1 : 0, block.width, gradient)
  }

  static func addClassSums(
    _ kernels: est_kernels_f64, rows: Int, _ x: est_rows, _ classes: UnsafePointer<Int32>,
    _ weights: UnsafePointer<Double>?, width: Int, to sums: UnsafeMutablePointer<Double>
  ) {
    var x = x
    kernels.class_sums(rows, &x, classes, weights, width, sums)
  }

  static func forward(
    _ kernels: est_kernels_f64, _ rows: inout est_compressed_rows, _ weights: TransposedWeights<Double>,
    _ block: DenseBlock<Double>
  ) {
    kernels.compressed_forward(
      block.rows, &rows, weights.stride, weights.weights, weights.bias.pointer, block.columns, block.scores)
  }

  static func backward(
    _ kernels: est_kernels_f64, _ rows: inout est_compressed_rows, stride: Int, _ block: DenseBlock<Double>,
    _ gradient: UnsafeMutablePointer<Double>
  ) {
    kernels.compressed_backward(block.rows, &rows, stride, block.scores, block.columns, gradient)
  }

  static func backward(
    _ kernels: est_kernels_f64, _ rows: inout est_block_columns, features: Int, stride: Int,
    _ block: DenseBlock<Double>, padded: UnsafeMutablePointer<Double>, _ gradient: UnsafeMutablePointer<Double>
  ) {
    kernels.columns_backward(block.rows, features, &rows, stride, block.scores, block.columns, padded, gradient)
  }

  static func gradientBuffer(
    _ partial: UnsafeMutablePointer<Double>, _ own: UnsafeMutablePointer<Double>
  ) -> UnsafeMutablePointer<Double> { partial }

  static var sumsInPlace: Bool { true }

  static func moveGradient(
    _ gradient: UnsafeMutablePointer<Double>, count: Int, to partial: UnsafeMutablePointer<Double>, adding: Bool
  ) {}

  static func multiplyForward(_ block: DenseBlock<Double>) {
    BLAS.gemm(
      transposeB: true, m: block.rows, n: block.columns, k: block.width, alpha: 1, a: block.panel,
      aStride: block.width, b: block.weights, bStride: block.width, beta: 1, c: block.scores, cStride: block.columns)
  }

  static func multiplyBackward(_ block: DenseBlock<Double>, _ gradient: UnsafeMutablePointer<Double>) {
    BLAS.gemm(
      transposeA: true, m: block.columns, n: block.width, k: block.rows, alpha: 1, a: block.scores,
      aStride: block.columns, b: block.panel, bStride: block.width, beta: 1, c: gradient, cStride: block.width)
  }
}

extension Float: WorkingScalar {
  static func kernels(_ variant: KernelVariant) -> est_kernels_f32 { est_variant_f32(Int32(variant.index)).pointee }

  static func lanes(_ kernels: est_kernels_f32) -> Int { kernels.lanes }

  static func widen(
    _ kernels: est_kernels_f32, _ count: Int, _ from: UnsafePointer<UInt8>, _ to: UnsafeMutablePointer<Float>
  ) { kernels.widen_u8(count, from, to) }

  static func widen(
    _ kernels: est_kernels_f32, _ count: Int, _ from: UnsafePointer<Float>, _ to: UnsafeMutablePointer<Float>
  ) { kernels.widen_f32(count, from, to) }

  static func widen(
    _ kernels: est_kernels_f32, _ count: Int, _ from: UnsafePointer<Double>, _ to: UnsafeMutablePointer<Float>
  ) { kernels.widen_f64(count, from, to) }

  static func widen(
    _ source: any WidenedRows, _ rows: Range<Int>, to: UnsafeMutablePointer<Float>, stride: Int
  ) throws { try source.widen(rows, to: to, stride: stride) }

  static func convert(
    _ count: Int, _ from: UnsafePointer<Double>, times factor: Double, _ to: UnsafeMutablePointer<Float>
  ) {
    for index in 0..<count { to[index] = Float(from[index] * factor) }
  }

  static func widen(
    _ kernels: est_kernels_f64, _ count: Int, _ from: UnsafePointer<Float>, _ to: UnsafeMutablePointer<Double>
  ) { kernels.widen_f32(count, from, to) }

  static func advance(
    _ kernels: est_kernels_f32, rows: Int, columns: Int, _ z: UnsafeMutablePointer<Double>,
    _ v: UnsafePointer<Double>?, _ t: UnsafePointer<Double>, _ scores: UnsafeMutablePointer<Float>
  ) { kernels.advance(rows, columns, z, v, t, scores) }

  static func apply(_ affine: ColumnAffine, _ row: UnsafeMutablePointer<Float>, count: Int) {
    affine.scale.withUnsafeBufferPointer { scale in
      affine.shift.withUnsafeBufferPointer { shift in
        for j in 0..<count { row[j] = Float((Double(row[j]) - shift[j]) * scale[j]) }
      }
    }
  }

  static var number: est_number { EST_F32 }

  static func forward(_ kernels: est_kernels_f32, _ block: DenseBlock<Float>) {
    var x = block.x
    if block.stride > 0 {
      kernels.forward_columns(
        block.rows, block.panel, x.stride, block.features, block.columns, block.stride, block.weights, block.bias,
        block.scores)
    } else {
      kernels.forward(
        block.rows, &x, block.columns, block.width, block.weights, block.bias, block.scores, block.isTurned ? 1 : 0)
    }
  }

  static func backward(
    _ kernels: est_kernels_f32, _ block: DenseBlock<Float>, _ gradient: UnsafeMutablePointer<Double>
  ) {
    var x = block.x
    kernels.backward(block.rows, &x, block.columns, block.scores, block.isTurned ? 1 : 0, block.width, gradient)
  }

  static func addClassSums(
    _ kernels: est_kernels_f32, rows: Int, _ x: est_rows, _ classes: UnsafePointer<Int32>,
    _ weights: UnsafePointer<Double>?, width: Int, to sums: UnsafeMutablePointer<Double>
  ) {
    var x = x
    kernels.class_sums(rows, &x, classes, weights, width, sums)
  }

  static func forward(
    _ kernels: est_kernels_f32, _ rows: inout est_compressed_rows, _ weights: TransposedWeights<Float>,
    _ block: DenseBlock<Float>
  ) {
    kernels.compressed_forward(
      block.rows, &rows, weights.stride, weights.weights, weights.bias.pointer, block.columns, block.scores)
  }

  static func backward(
    _ kernels: est_kernels_f32, _ rows: inout est_compressed_rows, stride: Int, _ block: DenseBlock<Float>,
    _ gradient: UnsafeMutablePointer<Float>
  ) {
    kernels.compressed_backward(block.rows, &rows, stride, block.scores, block.columns, gradient)
  }

  static func backward(
    _ kernels: est_kernels_f32, _ rows: inout est_block_columns, features: Int, stride: Int,
    _ block: DenseBlock<Float>, padded: UnsafeMutablePointer<Float>, _ gradient: UnsafeMutablePointer<Float>
  ) {
    kernels.columns_backward(block.rows, features, &rows, stride, block.scores, block.columns, padded, gradient)
  }

  static func gradientBuffer(
    _ partial: UnsafeMutablePointer<Double>, _ own: UnsafeMutablePointer<Float>
  ) -> UnsafeMutablePointer<Float> { own }

  static var sumsInPlace: Bool { false }

  static func moveGradient(
    _ gradient: UnsafeMutablePointer<Float>, count: Int, to partial: UnsafeMutablePointer<Double>, adding: Bool
  ) {
    if adding {
      for index in 0..<count { partial[index] += Double(gradient[index]) }
    } else {
      for index in 0..<count { partial[index] = Double(gradient[index]) }
    }
    gradient.update(repeating: 0, count: count)
  }

  static func multiplyForward(_ block: DenseBlock<Float>) {
    BLAS.gemm(
      transposeB: true, m: block.rows, n: block.columns, k: block.width, alpha: 1, a: block.panel,
      aStride: block.width, b: block.weights, bStride: block.width, beta: 1, c: block.scores, cStride: block.columns)
  }

  static func multiplyBackward(_ block: DenseBlock<Float>, _ gradient: UnsafeMutablePointer<Double>) {
    let product = AlignedBuffer<Float>(zeros: block.columns * block.width)
    BLAS.gemm(
      transposeA: true, m: block.columns, n: block.width, k: block.rows, alpha: 1, a: block.scores,
      aStride: block.columns, b: block.panel, bStride: block.width, beta: 0, c: product.pointer, cStride: block.width)
    for index in 0..<product.count { gradient[index] += Double(product.pointer[index]) }
  }
}
