// Guarded by `AverageGradientTests`.
import CKernels
import Matrices

/// SAG and SAGA: stochastic steps whose noise vanishes, because the last gradient of every row is remembered.
///
/// For a linear model that gradient is a residual times the row, so n × M residuals r and their mean ḡ = 1/n·Σ rᵢ·xᵢ
/// are all the memory there is. Step t takes a row i at random, finds its residual afresh, Δ = r − rᵢ, and moves by
///
///     SAGA:  w ← prox(w − η·(Δ·xᵢ + ḡ + λw))            SAG:  w ← w − η·(Δ·xᵢ/n + ḡ + λw)
///
/// then ḡ ← ḡ + Δ·xᵢ/n. The memory starts with the exact gradients at the start. On sparse rows only the weights of
/// stored numbers move; the steps that a weight has missed are made up for by a formula when its turn comes, and at the
/// end of the epoch. With limits, which cut off every step, sparse rows are widened one at a time.
///
/// Row weights multiply the residuals, as n·sᵢ/S so that they are 1 on average. The step is scikit-learn's: with R the
/// largest weighted ‖x̃ᵢ‖², x̃ = (x, 1), L = R/4 + λ for a logistic loss and R/2 + λ for softmax (Böhning's bound,
/// where scikit-learn takes R/4 + λ),
///
///     SAGA:  η = 1/(2L + min(2nλ, L))                   SAG:  η = 1/L
///
/// SAGA takes each row once an epoch, in a random order; SAG draws rows with replacement, as scikit-learn does.
/// Dense rows that are much longer than what they have in common go B at a time in SAGA, Δ·xᵢ their mean, and L that
/// of their mean loss: see ``BatchSize``.
///
/// - Complexity: O(n · p · M) per epoch, O(stored numbers · M + p · M) for sparse rows; memory for n·M + 2·p·M numbers.
/// - SeeAlso: Schmidt, Le Roux & Bach, *Minimizing finite sums with the stochastic average gradient*, Math. Program.
///   162 (2017); Defazio, Bach & Lacoste-Julien, *SAGA*, NIPS 2014. scikit-learn's `sag` and `saga`.
package final class AverageGradient: EpochMethod {
  private let pass: LinearPass
  private let loss: any ScoreKernel
  private let problem: Int
  private let isSAGA: Bool
  private let penalty: WeightPenalty
  private let rows: Double
  private let rowScale: Double
  private var random: RandomState
  private let state: StochasticWeights
  /// n × M residuals.
  private let memory: AlignedBuffer<Double>
  /// ḡ, laid out like the weights, and its part for the intercepts.
  private let average: AlignedBuffer<Double>
  private let averageBias: AlignedBuffer<Double>
  /// Sums that the kernels add up, which nobody reads.
  private let ignored: AlignedBuffer<Double>
  private let limits: StochasticLimits?
  private var steps: StochasticStep?
  /// Rows a step.
  private var batch = 1

  package init(_ evaluator: LinearEvaluator, problem: Int, start: [Double], isSAGA: Bool, randomState: UInt32) {
    let objective = evaluator.objective
    pass = evaluator.pass
    loss = pass.loss.kernel(for: [problem], pass.variant)
    self.problem = problem
    self.isSAGA = isSAGA
    penalty = objective.penalty
    let features = pass.features
    rows = Double(features.rows)
    rowScale = rows / objective.weightTotal
    random = RandomState(randomState)
    let columns = objective.columnsPerProblem
    // Steps that end at a limit cannot be made up for by a formula.
    state = StochasticWeights(
      features, columns: columns, hasIntercept: objective.hasIntercept, point: start,
      keepsSparse: !penalty.hasLimits)
    limits = StochasticLimits(penalty, problem: problem, columns: columns, width: state.width)
    memory = AlignedBuffer(zeros: features.rows * columns)
    average = AlignedBuffer(zeros: state.weights.count)
    averageBias = AlignedBuffer(zeros: columns)
    ignored = AlignedBuffer(zeros: 2 * columns)
  }

  package var point: [Double] { state.point }

  package func runEpoch() throws {
    let n = pass.features.rows
    let steps = try self.steps ?? remember()
    self.steps = steps
    let order = try isSAGA ? random.permutation(n) : random.integers(in: 0..<n, count: n)
    if state.isSparse { return try runSparse(order, steps) }
    if batch > 1 { try runBatches(order, steps) } else { try runDense(order, steps) }
  }

  private func runDense(_ order: [Int], _ steps: StochasticStep) throws {
    let (columns, width) = (state.columns, state.width)
    try eachDenseRow(order) { row, x, residuals in
      for k in 0..<columns {
        let (move, share) = change(row, k, residuals[k])
        est_dense_step(
          width, x, steps.size, move, share, steps.decay.pointer, steps.threshold?.pointer,
          state.weights.pointer + k * width, average.pointer + k * width)
        limits?.clip(state.weights.pointer + k * width, column: k)
        moveIntercept(k, move, share, steps.size)
      }
    }
  }

  private func runBatches(_ order: [Int], _ steps: StochasticStep) throws {
    let (columns, width, kernels) = (state.columns, state.width, Double.kernels(pass.variant))
    let scratch = BatchScratch(rows: batch, width: width, columns: columns)
    let gradient = AlignedBuffer<Double>(zeros: columns * width)
    let residuals = scratch.residuals.pointer
    try FeatureBlocks(pass.features).withReader { reader in
      let reader = RowReader(reader, pass.features, width: width, pass.variant)
      for start in stride(from: 0, to: order.count, by: batch) {
        let rows = order[start..<min(order.count, start + batch)]
        let share = 1 / Double(rows.count)
        var x = try scratch.readScores(rows, reader, state, kernels)
        scratch.makeResiduals(rows, loss, columns: columns)
        for k in 0..<columns {
          var sum = 0.0
          for (place, row) in rows.enumerated() {
            let (move, _) = change(row, k, rowScale * residuals[place * columns + k])
            residuals[place * columns + k] = move
            sum += move
          }
          moveIntercept(k, share * sum, sum / self.rows, steps.size)
        }
        gradient.pointer.update(repeating: 0, count: gradient.count)
        kernels.backward(rows.count, &x, columns, residuals, 0, width, gradient.pointer)
        for k in 0..<columns {
          est_dense_step(
            width, gradient.pointer + k * width, steps.size, share, 1 / self.rows, steps.decay.pointer,
            steps.threshold?.pointer, state.weights.pointer + k * width, average.pointer + k * width)
          limits?.clip(state.weights.pointer + k * width, column: k)
        }
      }
    }
  }

  private func runSparse(_ order: [Int], _ steps: StochasticStep) throws {
    let columns = state.columns
    var lag = steps.lag(state, average)
    let moves = AlignedBuffer<Double>(zeros: columns)
    let shares = AlignedBuffer<Double>(zeros: columns)
    try eachSparseRow(order, lag) { lag, now, row, stored, residuals in
      for k in 0..<columns {
        (moves.pointer[k], shares.pointer[k]) = change(row, k, residuals[k])
        moveIntercept(k, moves.pointer[k], shares.pointer[k], steps.size)
      }
      est_lagged_step(
        lag, stored.count, stored.indices, stored.values, state.scale?.pointer, Int64(now), moves.pointer,
        shares.pointer)
    }
    est_lagged_finish(&lag, state.features, Int64(order.count))
  }

  /// Puts the residual of a row into the memory. Returns what multiplies the row in the step, and in the mean gradient.
  private func change(_ row: Int, _ column: Int, _ residual: Double) -> (move: Double, share: Double) {
    let place = row * state.columns + column
    let delta = residual - memory.pointer[place]
    memory.pointer[place] = residual
    let share = delta / rows
    return (isSAGA ? delta : share, share)
  }

  private func moveIntercept(_ column: Int, _ move: Double, _ share: Double, _ step: Double) {
    guard state.hasIntercept else { return }
    state.bias.pointer[column] -= step * (move + averageBias.pointer[column])
    averageBias.pointer[column] += share
  }

  // MARK: Start

  /// Fills the memory at the start, and finds the step from the largest row. One pass.
  private func remember() throws -> StochasticStep {
    let (n, columns) = (pass.features.rows, state.columns)
    let rows = Array(0..<n)
    var largest = 0.0
    if state.isSparse {
      let resting = StochasticStep(resting: state.features, steps: n)
      try withExtendedLifetime(resting) {
        try eachSparseRow(rows, resting.lag(state, average)) { lag, _, row, stored, residuals in
          remember(row, residuals)
          // A step of size 0 that adds to the mean gradient alone.
          est_lagged_step(
            lag, stored.count, stored.indices, stored.values, state.scale?.pointer, -1, residuals, residuals)
          let square = (0..<stored.count).reduce(0.0) { sum, place in
            let x = stored.values[place] * (state.scale?.pointer[Int(stored.indices[place])] ?? 1)
            return sum + x * x
          }
          largest = max(largest, rowWeight(row) * (square + (state.hasIntercept ? 1 : 0)))
        }
      }
    } else {
      let kernels = Double.kernels(pass.variant)
      var sample = BatchSize(rows: n, columns: state.features)
      try eachDenseRow(rows) { row, x, residuals in
        remember(row, residuals)
        sample.see(row, x, weight: rowWeight(row), hasIntercept: state.hasIntercept)
        var numbers = est_rows(panel: x, rows: 1, width: state.width)
        kernels.backward(1, &numbers, columns, residuals, 0, state.width, average.pointer)
        var square = 0.0
        for j in 0..<state.features { square += x[j] * x[j] }
        largest = max(largest, rowWeight(row) * (square + (state.hasIntercept ? 1 : 0)))
      }
      if isSAGA { (batch, largest) = sample.batch(largestRow: largest) }
    }
    return StochasticStep(
      size: try stepSize(largestRow: largest), penalty: penalty, width: state.isSparse ? nil : state.width, steps: n)
  }

  /// Keeps the residuals of a row, and divides them by n for the mean.
  private func remember(_ row: Int, _ residuals: UnsafeMutablePointer<Double>) {
    for k in 0..<state.columns {
      memory.pointer[row * state.columns + k] = residuals[k]
      residuals[k] /= rows
      averageBias.pointer[k] += residuals[k]
    }
  }

  private func stepSize(largestRow: Double) throws -> Double {
    let curvature = try pass.loss.requiredCurvatureBound() * largestRow + (penalty.l2.max() ?? 0)
    guard curvature > 0 else { return 1 }  // nothing depends on the weights
    guard isSAGA else { return 1 / curvature }
    let convexity = 2 * rows * (penalty.l2.min() ?? 0)
    return 1 / (2 * curvature + min(convexity, curvature))
  }

  // MARK: Rows

  /// n·sᵢ/S, times what the problem weighs the row by.
  private func rowWeight(_ row: Int) -> Double {
    rowScale * pass.loss.weight(ofRow: row) * pass.loss.factor(ofRow: row, problem: problem)
  }

  private func eachDenseRow(
    _ order: [Int],
    _ visit: (_ row: Int, _ x: UnsafePointer<Double>, _ residuals: UnsafeMutablePointer<Double>) throws -> Void
  ) throws {
    let (width, columns, kernels) = (state.width, state.columns, Double.kernels(pass.variant))
    let (x, z) = (AlignedBuffer<Double>(zeros: width), AlignedBuffer<Double>(zeros: columns))
    var numbers = est_rows(panel: UnsafePointer(x.pointer), rows: 1, width: width)
    try FeatureBlocks(pass.features).withReader { reader in
      let reader = RowReader(reader, pass.features, width: width, pass.variant)
      for row in order {
        try reader.read(row, to: x.pointer)
        kernels.forward(1, &numbers, columns, width, state.weights.pointer, state.bias.pointer, z.pointer, 0)
        makeResiduals(row, z.pointer)
        try visit(row, x.pointer, z.pointer)
      }
    }
  }

  private func eachSparseRow(
    _ order: [Int], _ lag: est_lagged,
    _ visit: (
      _ lag: UnsafePointer<est_lagged>, _ now: Int, _ row: Int, _ stored: StoredRow,
      _ residuals: UnsafeMutablePointer<Double>
    ) throws -> Void
  ) throws {
    let z = AlignedBuffer<Double>(zeros: state.columns)
    try FeatureBlocks(pass.features).withReader { reader in
      guard case .sparse(let rows) = reader.source else { return }
      try withUnsafePointer(to: lag) { lag in
        for (now, row) in order.enumerated() {
          let stored = StoredRow(rows, reader.storedRow(row))
          est_lagged_scores(
            lag, stored.count, stored.indices, stored.values, state.scale?.pointer, Int64(now), state.bias.pointer,
            z.pointer)
          makeResiduals(row, z.pointer)
          try visit(lag, now, row, stored, z.pointer)
        }
      }
    }
  }

  /// Scores of a row → residuals n·sᵢ/S·∂ℓ/∂z.
  private func makeResiduals(_ row: Int, _ z: UnsafeMutablePointer<Double>) {
    loss.differentiate(
      z, row..<row + 1, PartialSums(after: ignored.pointer, columns: state.columns, withCurvature: false))
    for k in 0..<state.columns { z[k] *= rowScale }
  }
}
