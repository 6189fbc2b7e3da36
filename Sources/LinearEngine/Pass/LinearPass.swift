// Guarded by `LinearPassTests`.
import CKernels
import Matrices

/// What one pass over the data sums up, for M score columns and p features. Plain sums: nothing is divided by anything.
package struct PassSums: Sendable, Hashable {
  /// Σᵢ sᵢ·ℓᵢ: one number for each problem.
  package var losses: [Double]
  /// Σᵢ rᵢₘ, with residuals r = s·∂ℓ/∂z: M numbers.
  package var residuals: [Double]
  /// Σᵢ rᵢₘ·xᵢⱼ, after the column change: M × p.
  package var gradient: [Double]
  /// Σᵢ of the Hessian s·∂²ℓ/∂z² of the loss in the scores: M × M for a loss of several scores, M numbers for losses of
  /// one; empty unless asked for.
  package var curvature: [Double] = []

  package init(losses: [Double], residuals: [Double], gradient: [Double]) {
    self.losses = losses
    self.residuals = residuals
    self.gradient = gradient
  }
}

/// One pass over the data: scores → loss → residuals → gradient, block by block while the block is in the cache.
///
/// Scores are Z = X·Wᵀ + b with W: M × p and b: M. The features are read in their stored type; their column change is
/// folded into W and b before, and into the gradient after. Not for use from two threads at a time: it keeps its
/// scratch.
package final class LinearPass {
  package let features: Features
  package let loss: any RowLoss
  let variant: KernelVariant
  /// Where the sums over rows meet.
  let reducer: any Reducer
  let width: Int
  /// Subsampling: every n-th block of rows is read; `nil` for all.
  private var sample: Int?
  var everyBlock: Int { sample ?? 1 }
  var chunkSums: ChunkSums?
  let doubles = PassScratch<Double>()
  let floats = PassScratch<Float>()
  let weightMemory = WeightMemory()
  private lazy var compressed = CompressedRows.Source(features, variant: variant)

  package init(
    features: Features, loss: any RowLoss, variant: KernelVariant = .current, reducer: any Reducer = OneProcess()
  ) {
    self.features = features
    self.reducer = reducer
    self.loss = loss
    self.variant = variant
    width = paddedWidth(features.columns)
  }

  /// The rows in compressed form, where that pays for so many score columns; always for sparse data.
  func compressedRows(columns: Int) -> CompressedRows? { compressed.rows(columns: columns) }

  /// Whether passes with so many score columns read a packed copy of dense data.
  package func packsRows(columns: Int) -> Bool { !features.isSparse && compressedRows(columns: columns) != nil }

  /// Sums for the given weights and biases.
  ///
  /// - Parameters:
  ///   - weights: M × p.
  ///   - bias: M.
  ///   - problems: Which problems the M columns are of, in their order.
  ///   - withCurvature: Whether the curvature in the scores is summed too.
  ///   - single: Whether products and exponentials run in Float; sums are Double in any case.
  package func evaluate(
    weights: [Double], bias: [Double], problems: [Int] = [0], withCurvature: Bool = false, single: Bool = false
  ) throws -> PassSums {
    if sample == nil, let sums = try sumsWithoutWeights(weights, bias: bias, problems, withCurvature: withCurvature) {
      return sums
    }
    let folded = FoldedWeights(weights: weights, bias: bias, features: features)
    return try evaluate(.weights(folded), columns: bias.count, problems, withCurvature, single)
  }

  /// Sums at known scores, n × `columns`: half a pass.
  func evaluate(at known: KnownScores, columns: Int, problems: [Int], withCurvature: Bool, single: Bool) throws
    -> PassSums
  {
    try evaluate(.scores(known), columns: columns, problems, withCurvature, single)
  }

  /// Sums at scores that move along lines, n × the columns of `bias`, whose directions are given: a whole pass.
  func evaluate(
    along known: KnownScores, weights: [Double], bias: [Double], problems: [Int], withCurvature: Bool, single: Bool
  ) throws -> PassSums {
    let folded = FoldedWeights(weights: weights, bias: bias, features: features)
    return try evaluate(.line(known, folded), columns: bias.count, problems, withCurvature, single)
  }

  /// The same as for weights, with the scores written to n × M numbers.
  func evaluate(
    keeping scores: AlignedBuffer<Double>, weights: [Double], bias: [Double], problems: [Int], withCurvature: Bool,
    single: Bool
  ) throws -> PassSums {
    let folded = FoldedWeights(weights: weights, bias: bias, features: features)
    return try evaluate(.placing(scores, folded), columns: bias.count, problems, withCurvature, single)
  }

  /// Where a pass starts: scores are products with weights, which may be kept, or known, or known and moved along lines
  /// in the direction of the weights, whose scores are kept beside them.
  struct Start {
    /// What is multiplied by the features.
    let weights: FoldedWeights?
    var known: KnownScores?
    /// Where the scores of the weights go.
    var placed: AlignedBuffer<Double>?

    /// Whether scores are products with weights that nobody else wants.
    var isOfWeightsAlone: Bool { weights != nil && known == nil && placed == nil }

    static func weights(_ folded: FoldedWeights) -> Start { Start(weights: folded) }
    static func scores(_ known: KnownScores) -> Start { Start(weights: nil, known: known) }
    static func line(_ known: KnownScores, _ folded: FoldedWeights) -> Start { Start(weights: folded, known: known) }
    static func placing(_ scores: AlignedBuffer<Double>, _ folded: FoldedWeights) -> Start {
      Start(weights: folded, placed: scores)
    }

    /// Puts the scores of some rows into a block, which has those of the weights if there are any.
    func advance<Real: PassScalar>(
      _ rows: Range<Int>, _ kernels: Real.Kernels, _ block: DenseBlock<Real>, _ variant: KernelVariant
    ) {
      if let placed {
        block.giveScores(Double.kernels(variant), placed.pointer + rows.lowerBound * block.columns)
      }
      guard let known else { return }
      if weights != nil { known.keepChanges(rows, block) }
      known.advance(rows, kernels, block)
    }
  }

  private func evaluate(
    _ start: Start, columns: Int, _ problems: [Int], _ withCurvature: Bool, _ single: Bool
  ) throws -> PassSums {
    let request = SweepRequest(start: start, columns: columns, withCurvature: withCurvature)
    let loss = loss.kernel(for: problems, variant)
    return single ? try evaluate(Float.self, request, loss) : try evaluate(Double.self, request, loss)
  }

  private func evaluate<Real: PassScalar>(
    _: Real.Type, _ request: SweepRequest, _ loss: any ScoreKernel
  ) throws -> PassSums {
    if let rows = compressedRows(columns: request.columns), hasStrips(rows, columns: request.columns) {
      return try rows.read { try evaluateWide(Real.self, rows, request, loss) }
    }
    let (start, kernels) = (request.start, Real.kernels(variant))
    let turned = start.isOfWeightsAlone ? loss.turned : nil
    var request = request
    request.turns = turned != nil
    return try sweep(request) { (rows, block: DenseBlock<Real>, sums) in
      start.advance(rows, kernels, block, self.variant)
      Real.differentiate(block.isTurned ? turned ?? loss : loss, block.scores, rows, sums)
    }
  }

  /// Sums in single precision that take more numbers than this are given back when they are done with.
  private static let mostKeptInSingle = 1 << 24

  /// Gives back what passes in single precision have kept, where it is large.
  func forgetSingle() {
    if floats.wide.gradient.count > Self.mostKeptInSingle { floats.wide = WideScratch() }
  }

  /// Rows from which a sample of this many says enough.
  static let sampledRows = 2048

  /// Runs `body` while passes read a sample of the rows, every n-th block, and take no short cuts.
  func sampling<Result>(_ body: (_ every: Int) throws -> Result) rethrows -> Result {
    let every = max(1, features.rows / Self.sampledRows)
    sample = every
    defer { sample = nil }
    return try body(every)
  }

  /// Scores without a loss, n × M, for the passes to come: half a pass.
  func fillScores(_ result: UnsafeMutablePointer<Double>, weights: [Double], bias: [Double], single: Bool) throws {
    if let rows = compressedRows(columns: bias.count) {
      let folded = FoldedWeights(weights: weights, bias: bias, features: features)
      single
        ? try fillCompressedScores(result, rows, folded, Float.self, variant, weightMemory)
        : try fillCompressedScores(result, rows, folded, Double.self, variant, weightMemory)
    } else if single {
      try fillLinearScores(result, features, weights: weights, bias: bias, variant, scratch: &floats.dense)
    } else {
      try fillLinearScores(result, features, weights: weights, bias: bias, variant, scratch: &doubles.dense)
    }
  }

  // MARK: Sums

  /// Takes the sums out of their padded layout and through the column change: with x′ = (x − shift)·scale,
  /// Σ r·x′ = scale·(Σ r·x − shift·Σ r).
  func unfolded(_ sums: PartialSums, columns: Int, element: @escaping (Int, Int) -> Double) -> PassSums {
    unfolded(sums, columns: columns, pieces: pieces) { gradient, _, features in
      for column in 0..<columns {
        for feature in features { gradient[column * self.features.columns + feature] = element(column, feature) }
      }
    }
  }

  /// The features some at a time, so that sums that lie feature by feature are read from the cache.
  private var pieces: [Range<Int>] {
    let (features, piece) = (features.columns, 64)
    return stride(from: 0, to: features, by: piece).map { $0..<min(features, $0 + piece) }
  }

  /// - Parameters:
  ///   - pieces: Features that go together.
  ///   - fill: Writes the gradient of a piece, of M × p numbers in all.
  func unfolded(
    _ sums: PartialSums, columns: Int, pieces: [Range<Int>],
    fill: @escaping (_ gradient: UnsafeMutablePointer<Double>, _ piece: Int, _ features: Range<Int>) -> Void
  ) -> PassSums {
    let features = self.features.columns
    var result = PassSums(
      losses: (0..<columns / loss.width).map { sums.losses[$0] },
      residuals: (0..<columns).map { sums.residuals[$0] }, gradient: [])
    if let curvature = sums.curvature { result.curvature = loss.curvature(curvature, columns: columns) }
    result.gradient = Vectors.make(columns * features) { gradient in
      let affine = self.features.affine
      let threads = Parallelism.threads(for: .numbers, columns * features)
      Parallelism.perform(tasks: pieces.count, threads: threads) { _, piece in
        fill(gradient, piece, pieces[piece])
        guard let affine else { return }
        for column in 0..<columns {
          let (row, residual) = (gradient + column * features, sums.residuals[column])
          for feature in pieces[piece] {
            row[feature] = affine.scale[feature] * (row[feature] - affine.shift[feature] * residual)
          }
        }
      }
    }
    return result
  }
}
