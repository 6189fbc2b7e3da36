// Guarded by `StochasticGradientTests`.
import CKernels
import Matrices

/// Stochastic gradient descent with mini-batches:
///
///     w ← prox(w − η·g),     g = 1/B·Σ n·sᵢ/S·rᵢ·xᵢ over the B rows of a batch,
///
/// with the proximal operator of the penalty, so that an L1 part leaves exact zeros and no L2 part is too strong for η.
/// With averaging the answer is the mean of the iterates (Polyak and Ruppert).
///
/// Sparse rows move the weights of their stored numbers alone: the L2 part is one factor in front of all weights, and
/// what the L1 part takes off a weight is paid when its feature comes up again. Three combinations do without that and
/// widen sparse rows one at a time: averaging with an L1 part, an L2 part that differs between features, and limits.
///
/// - Complexity: O(n · p · M) per epoch, and O(p · M) per batch; for sparse rows O(stored numbers · M) per epoch.
/// - SeeAlso: Bottou, *Stochastic gradient descent tricks*, 2012; Tsuruoka, Tsujii & Ananiadou, ACL 2009, and Duchi &
///   Singer, JMLR 10 (2009), for L1; Xu, arXiv:1107.2490, for averaging sparse weights. scikit-learn's `SGDClassifier`,
///   which knows one-vs-rest alone.
package final class StochasticGradient: EpochMethod {
  private let pass: LinearPass
  private let loss: any ScoreKernel
  private let problem: Int
  private let settings: StochasticGradientSettings
  private let penalty: WeightPenalty
  /// λ, the strength of the whole penalty.
  private let strength: Double
  /// What row weights are multiplied by.
  private let rowScale: Double
  private var random: RandomState
  private let state: StochasticWeights
  private var progress: StochasticGradientProgress
  /// Σ of the weights over the averaged batches, laid out like them, and of the intercepts.
  private let total: AlignedBuffer<Double>
  private let totalBias: AlignedBuffer<Double>
  private let l2: AlignedBuffer<Double>
  private let l1: AlignedBuffer<Double>?
  private let limits: StochasticLimits?
  private let term: SeparableTerm?
  private let batchSize: Int
  private let batch: BatchScratch
  /// What `.adaptive` has multiplied η by, and the best objective so far.
  private var slowdown = 1.0
  private var best = Double.infinity
  /// Epochs since the last halving that brought nothing better, and how many bring the next one.
  private var failures = 0
  private var patience = 1

  /// - Parameters:
  ///   - rowScale: n/S, so that row weights are 1 on average.
  ///   - progress: Where an earlier run ended.
  package init(
    _ evaluator: LinearEvaluator, problem: Int, start: [Double], settings: StochasticGradientSettings,
    rowScale: Double, randomState: UInt32, progress: StochasticGradientProgress = .init()
  ) {
    let objective = evaluator.objective
    pass = evaluator.pass
    loss = pass.loss.kernel(for: [problem], pass.variant)
    self.problem = problem
    self.settings = settings
    self.rowScale = rowScale
    self.progress = progress
    penalty = objective.penalty
    strength = zip(penalty.l2, penalty.l1).map(+).max() ?? 0
    random = RandomState(randomState)
    let columns = objective.columnsPerProblem
    let isUniform = penalty.l2.allSatisfy { $0 == objective.penalty.l2[0] }
    state = StochasticWeights(
      pass.features, columns: columns, hasIntercept: objective.hasIntercept, point: start,
      keepsSparse: isUniform && !penalty.hasLimits && !(penalty.hasL1 && settings.averagingAfter != nil))
    limits = StochasticLimits(penalty, problem: problem, columns: columns, width: state.width)
    limits?.clip(state.weights.pointer)
    term = objective.separableTerm(problem: problem)
    total = AlignedBuffer(zeros: settings.averagingAfter == nil ? 0 : state.weights.count)
    totalBias = AlignedBuffer(zeros: columns)
    let width = state.isSparse ? state.features : state.width
    l2 = AlignedBuffer(zeros: width)
    l1 = penalty.hasL1 ? AlignedBuffer(zeros: width) : nil
    for j in 0..<state.features {
      l2.pointer[j] = penalty.l2[j]
      l1?.pointer[j] = penalty.l1[j]
    }
    batchSize = min(settings.batchSize, max(1, pass.features.rows))
    batch = BatchScratch(rows: batchSize, width: state.isSparse ? 0 : state.width, columns: columns)
    resumeAverage()
  }

  private func resumeAverage() {
    guard progress.averagedBatches > 0, settings.averagingAfter != nil else { return }
    let averaged = StochasticWeights(
      pass.features, columns: state.columns, hasIntercept: state.hasIntercept, point: progress.average,
      keepsSparse: state.isSparse)
    limits?.clip(averaged.weights.pointer)
    let count = Double(progress.averagedBatches)
    for index in 0..<total.count { total.pointer[index] = count * averaged.weights.pointer[index] }
    for k in 0..<state.columns { totalBias.pointer[k] = count * averaged.bias.pointer[k] }
  }

  /// The average where there is one, otherwise where the last batch led to.
  package var point: [Double] { average ?? state.point }

  /// Where the last batch led to.
  package var lastPoint: [Double] { state.point }

  private var average: [Double]? {
    guard progress.averagedBatches > 0, settings.averagingAfter != nil else { return nil }
    var mean = state.point(total.pointer, totalBias.pointer).map { $0 / Double(progress.averagedBatches) }
    term?.clip(&mean)  // the mean of numbers at a limit may be rounded over it
    return mean
  }

  package var resumable: StochasticGradientProgress {
    var result = progress
    result.average = average ?? []
    if average == nil { result.averagedBatches = 0 }  // averaging has been turned off
    return result
  }

  package func runEpoch() throws {
    let n = pass.features.rows
    if settings.schedule.initial == nil, progress.firstRate == nil {
      progress.firstRate = settings.schedule.first(steepness: try steepness(), strength: strength)
    }
    // Rows in a file come in its order: any other would read a block for each row.
    let order = settings.shuffle && !pass.features.isFile ? random.permutation(n) : Array(0..<n)
    if state.isSparse { try runSparse(order) } else { try runDense(order) }
  }

  package func received(_ evaluation: Evaluation) {
    guard case .adaptive = settings.schedule.kind else { return }
    if evaluation.value < best {
      best = evaluation.value
      return
    }
    failures += 1
    guard failures == patience else { return }
    (slowdown, failures, patience) = (slowdown / 2, 0, patience * 2)
  }

  private var rate: Double {
    slowdown
      * settings.schedule.rate(
        first: settings.schedule.initial ?? progress.firstRate ?? 0, strength: strength, batch: progress.batches)
  }

  // MARK: Dense rows

  private func runDense(_ order: [Int]) throws {
    let (width, columns, kernels) = (state.width, state.columns, Double.kernels(pass.variant))
    let gradient = AlignedBuffer<Double>(zeros: columns * width)
    try eachBatch(order) { reader, rows in
      var x = try batch.readScores(rows, RowReader(reader, pass.features, width: width, pass.variant), state, kernels)
      batch.makeResiduals(rows, loss, columns: columns)
      gradient.pointer.update(repeating: 0, count: gradient.count)
      kernels.backward(rows.count, &x, columns, batch.residuals.pointer, 0, width, gradient.pointer)
      let rate = self.rate
      let move = rate * rowScale / Double(rows.count)
      for k in 0..<columns {
        est_proximal_step(
          width, gradient.pointer + k * width, move, rate, l2.pointer, l1?.pointer, state.weights.pointer + k * width)
        limits?.clip(state.weights.pointer + k * width, column: k)
      }
      moveIntercepts(by: move)
      if advance(rows.count) {
        for index in 0..<total.count { total.pointer[index] += state.weights.pointer[index] }
      }
    }
  }

  // MARK: Sparse rows

  private func runSparse(_ order: [Int]) throws {
    let columns = state.columns
    let paid = AlignedBuffer<Double>(zeros: l1 == nil ? 0 : state.features)
    let counted = AlignedBuffer<Double>(zeros: settings.averagingAfter == nil ? 0 : state.features)
    var scaled = est_scaled(
      columns: columns, weights: state.weights.pointer,
      total: settings.averagingAfter == nil ? nil : total.pointer, paid: l1 == nil ? nil : paid.pointer,
      counted: settings.averagingAfter == nil ? nil : counted.pointer, l1: l1?.pointer, scale: 1, debt: 0, count: 0)
    let moves = AlignedBuffer<Double>(zeros: columns)
    defer { withExtendedLifetime((paid, counted)) {} }
    let window = SparseWindow()
    try eachBatch(order) { reader, rows in
      for (place, row) in rows.enumerated() {
        try reader.withStoredRow(row, window) { stored in
          est_scaled_scores(
            &scaled, stored.count, stored.indices, stored.values, state.scale?.pointer, state.bias.pointer,
            batch.residuals.pointer + place * columns)
        }
      }
      batch.makeResiduals(rows, loss, columns: columns)
      let rate = self.rate
      let move = rate * rowScale / Double(rows.count)
      for (place, row) in rows.enumerated() {
        for k in 0..<columns { moves.pointer[k] = move * batch.residuals.pointer[place * columns + k] }
        try reader.withStoredRow(row, window) { stored in
          est_scaled_step(
            &scaled, stored.count, stored.indices, stored.values, state.scale?.pointer, moves.pointer)
        }
      }
      moveIntercepts(by: move)
      scaled.debt += rate / scaled.scale
      scaled.scale /= 1 + rate * l2.pointer[0]
      if advance(rows.count) { scaled.count += scaled.scale }
      if scaled.scale < 1e-6 { finish(&scaled) }  // before anything underflows
    }
    finish(&scaled)
  }

  private func finish(_ scaled: inout est_scaled) {
    est_scaled_finish(&scaled, state.features)
    (scaled.scale, scaled.debt, scaled.count) = (1, 0, 0)
  }

  // MARK: Batches

  private func eachBatch(_ order: [Int], _ visit: (_ reader: BlockReader, _ rows: ArraySlice<Int>) throws -> Void)
    throws
  {
    try FeatureBlocks(pass.features).withReader { reader in
      for start in stride(from: 0, to: order.count, by: batchSize) {
        try visit(reader, order[start..<min(order.count, start + batchSize)])
      }
    }
  }

  private func moveIntercepts(by move: Double) {
    guard state.hasIntercept else { return }
    for k in 0..<state.columns { state.bias.pointer[k] -= move * batch.sums.pointer[k] }
  }

  /// Counts a batch. Returns whether it belongs to the average, to which the intercepts are then added.
  private func advance(_ rows: Int) -> Bool {
    progress.batches += 1
    progress.rows += rows
    guard let first = settings.averagingAfter, progress.rows > first else { return false }
    progress.averagedBatches += 1
    for k in 0..<state.columns { totalBias.pointer[k] += state.bias.pointer[k] }
    return true
  }

  // MARK: The first step

  /// 𝓛 of ``LearningSchedule``. One pass over the rows.
  private func steepness() throws -> Double {
    var (largest, sum) = (0.0, 0.0)
    let x = AlignedBuffer<Double>(zeros: paddedWidth(state.features))
    try FeatureBlocks(pass.features).withReader { reader in
      let rows = RowReader(reader, pass.features, width: x.count, pass.variant)
      let window = SparseWindow()
      for row in 0..<pass.features.rows {
        let square = try squaredNorm(row, reader, window, rows, x) + (state.hasIntercept ? 1 : 0)
        let weight = rowScale * pass.loss.weight(ofRow: row) * pass.loss.factor(ofRow: row, problem: problem)
        sum += weight * square
        largest = max(largest, weight * square)
      }
    }
    let share = 1 / Double(settings.batchSize)
    let mean = sum / Double(pass.features.rows)
    let bound = try pass.loss.requiredCurvatureBound()
    return bound * ((1 - share) * mean + share * largest) + (penalty.l2.max() ?? 0)
  }

  private func squaredNorm(
    _ row: Int, _ reader: BlockReader, _ window: SparseWindow, _ rows: RowReader, _ x: AlignedBuffer<Double>
  ) throws -> Double {
    if state.isSparse {
      return try reader.withStoredRow(row, window) { stored in
        (0..<stored.count).reduce(0) { sum, place in
          let value = stored.values[place] * (state.scale?.pointer[Int(stored.indices[place])] ?? 1)
          return sum + value * value
        }
      }
    }
    try rows.read(row, to: x.pointer)
    return (0..<state.features).reduce(0) { $0 + x.pointer[$1] * x.pointer[$1] }
  }
}
