// Guarded by `DualityGapRoundingTests`.
import Matrices

/// What Double arithmetic can know of a gradient.
///
/// A score is known to some units in the last place of its largest terms, a residual r = p − y to some of itself and of
/// what the error of its score makes of it, and the slope of a weight to the sum of that over the rows:
///
///     εₖⱼ² = (c·u)² · Σᵢ [ sᵢ/S · (|rᵢₖ| + pᵢₖ(1 − pᵢₖ)·aᵢₖ) · mᵢⱼ ]²,     aᵢₖ = |bₖ| + Σⱼ |wₖⱼ|·mᵢⱼ
///
/// with u = 2⁻⁵³ and mᵢⱼ the magnitude of the numbers that make xᵢⱼ. Errors of rows are taken as independent. It is an
/// estimate, not a proof: on the torture set of the tests the true error is mostly below 3 times this for c = 1, and at
/// most some 23 times, so c = 30.
extension Certifier {
  /// c.
  private static var safety: Double { 30 }
  /// Shares of a gap and of an objective that an allowance may be of without being looked at more closely.
  private static var smallGap: Double { 0.01 }
  private static var smallObjective: Double { 1e-13 }

  /// What a gap Σ vₖⱼ²/(2·l2ⱼ) of each problem may be too small by: for rounding, and for intercepts whose slopes are
  /// not quite what they should be (see ``interceptErrors(_:)``).
  ///
  /// - Parameters:
  ///   - slopes: v, one number per parameter of each problem.
  ///   - gaps: What they give.
  /// - Complexity: a pass for the sizes of the columns unless they are known; some passes more where that shows that
  ///   rounding matters.
  func allowances(_ finished: [Finished], slopes: [[Double]], gaps: [Double]) throws -> [Double] {
    let ends = finished.map(\.iterate)
    let rests = finished.map(\.rest)
    let rough = sums(try largestErrors(ends), try interceptErrors(rests))
    let upper = ends.indices.map { allowance(slopes[$0], errors: rough[$0]) }
    if areSmall(upper, against: gaps, ends) { return upper }
    return zip(ends.indices, try errorsByRow(ends, rests)).map { min(upper[$0], allowance(slopes[$0], errors: $1)) }
  }

  func sums(_ a: [[Double]], _ b: [[Double]]) -> [[Double]] { zip(a, b).map { zip($0, $1).map(+) } }

  /// Whether allowances are too small to be looked at more closely.
  func areSmall(_ allowances: [Double], against gaps: [Double], _ ends: [Iterate]) -> Bool {
    ends.indices.allSatisfy {
      allowances[$0] <= max(Self.smallGap * gaps[$0], Self.smallObjective * ends[$0].evaluation.value)
    }
  }

  private func allowance(_ slopes: [Double], errors: [Double]) -> Double {
    var sum = 0.0
    for (index, l2) in objective.parameterL2.enumerated() where l2 > 0 {
      sum += errors[index] * (2 * slopes[index].magnitude + errors[index]) / (2 * l2)
    }
    return sum
  }

  // MARK: Intercepts

  /// What the slopes of the weights may be off by because those of the intercepts, δ, are not 0: one number per
  /// parameter of each problem, 0 for intercepts.
  ///
  /// A lower bound of F needs residuals that sum to 0. Moved to first order by the step −H⁻¹δ of the intercepts they
  /// do: q = p + J·Δb with J = ∂p/∂b. That costs KL(q ‖ p) ≤ δᵀH⁻¹δ, and by Cauchy and Schwarz it changes no slope by
  /// more than the root of that times the root mean square of the column.
  ///
  func interceptErrors(_ rests: [InterceptRest]) throws -> [[Double]] {
    let (sizes, q) = (try columnSizes(), objective.columnParameters)
    return rests.enumerated().map { problem, rest in
      let root =
        objective.hasIntercept ? (objective.loss.largestFactor(problem: problem) * rest.decrease).squareRoot() : 0
      return (0..<objective.parameterCount).map { $0 % q < sizes.count ? root * sizes[$0 % q] : 0 }
    }
  }

  // MARK: From above

  /// ε at most, one number per parameter of each problem, 0 for intercepts. A pass for the sizes of the columns unless
  /// they are known.
  func largestErrors(_ ends: [Iterate]) throws -> [[Double]] {
    let sizes = try columnSizes()
    return ends.indices.map { largestErrors(ends[$0], $0, sizes) }
  }

  /// Root mean squares of m, p numbers.
  func columnSizes() throws -> [Double] {
    let squares = try evaluator.meanSquares()
    let affine = objective.features.affine
    return (0..<objective.features.columns).map { j in
      squares[j].squareRoot() + 2 * (affine.map { ($0.shift[j] * $0.scale[j]).magnitude } ?? 0)
    }
  }

  /// ε at most, for one problem, by Cauchy and Schwarz and p(1 − p) ≤ ¼.
  private func largestErrors(_ end: Iterate, _ problem: Int, _ sizes: [Double]) -> [Double] {
    let (p, q) = (sizes.count, objective.columnParameters)
    let most = objective.loss.largestFactor(problem: problem)
    let residual = objective.loss.residualBound(meanLoss: end.evaluation.value) ?? .infinity
    let curvature = objective.loss.diagonalCurvatureBound ?? .infinity
    return stride(from: 0, to: objective.parameterCount, by: q).flatMap { start in
      var score = objective.hasIntercept ? end.point[start + p].magnitude : 0
      for j in 0..<p { score += end.point[start + j].magnitude * sizes[j] }
      let error = Self.safety * .ulpOfOne / 2 * most * (residual + score * curvature)
      return (0..<q).map { $0 < p ? error * sizes[$0] : 0 }
    }
  }

  // MARK: Row by row

  /// ε itself with what is left of the intercepts' slopes, one number per parameter of each problem, 0 for intercepts.
  ///
  /// The step of the intercepts changes the slope of weight j by Σᵢ sᵢ/S·(J·Δb)ᵢ·xᵢⱼ, and the rounding ε of a slope δ
  /// by about ε/h·Σᵢ sᵢ/S·p(1 − p)·xᵢⱼ, h the curvature in that intercept. Costs some passes.
  func errorsByRow(_ ends: [Iterate], _ rests: [InterceptRest]) throws -> [[Double]] {
    let (p, q) = (objective.features.columns, objective.columnParameters)
    guard let loss = objective.conjugateLoss else { return ends.map { $0.point.map { _ in .infinity } } }
    let rows = try rowSums(loss, ends, steps: objective.hasIntercept ? rests.flatMap(\.step) : [])
    let curvature = rests.flatMap(\.curvature)
    let rounding = rows.squares.map { Self.safety * .ulpOfOne / 2 * $0.squareRoot() }
    return ends.indices.map { problem in
      (problem * objective.parameterCount..<(problem + 1) * objective.parameterCount).map { index in
        guard index % q < p else { return 0 }
        guard objective.hasIntercept else { return rounding[index] }
        let column = index / q
        let h = curvature[column]
        let ofSlope = h > 0 ? rounding[column * q + p] / h * rows.couplings[index].magnitude : 0
        let sum = rounding[index] + rows.moves[index].magnitude + ofSlope
        return sum.isFinite ? sum : .infinity
      }
    }
  }

  /// Sums over the rows, one number per parameter of all problems.
  private struct RowSums {
    /// Σᵢ [sᵢ/S·(…)·mᵢⱼ]²; m is 1 for intercepts.
    var squares: [Double]
    /// Σᵢ sᵢ/S·(J·Δb)ᵢ·xᵢⱼ, 0 for intercepts.
    var moves: [Double]
    /// Σᵢ sᵢ/S·p(1 − p)·xᵢⱼ, 0 for intercepts.
    var couplings: [Double]
  }

  /// - Parameter steps: Δb of every score column; empty without intercepts.
  private func rowSums(_ loss: any ConjugateLoss, _ ends: [Iterate], steps: [Double]) throws -> RowSums {
    let point = ends.flatMap(\.point)
    let (count, p) = (point.count, objective.features.columns)
    let plan = ChunkPlan(rows: objective.features.rows, width: p, partialCount: 3 * count)
    let sums = ChunkSums(chunks: plan.chunks, partialCount: 3 * count)
    let threads = min(Parallelism.threads(for: .exponentials, objective.features.rows * count), plan.chunks)
    let rows = (0..<threads).map { _ in ErrorRow(evaluator, point: point, steps: steps) }
    try FeatureBlocks(objective.features).withReader { reader in
      try Parallelism.perform(tasks: plan.chunks, threads: threads) { worker, chunk in
        let partial = sums.partial(chunk)
        for row in plan.rows(ofChunk: chunk) { try rows[worker].add(row, reader, loss, to: partial, count) }
      }
    }
    let total = try sums.reduce(by: evaluator.pass.reducer)
    func list(_ place: Int) -> [Double] { (place * count..<(place + 1) * count).map { total[$0] } }
    return RowSums(squares: list(0), moves: list(1), couplings: list(2))
  }
}

/// One worker's row on its way into the sums of what rounding makes of it.
private struct ErrorRow {
  let evaluator: LinearEvaluator
  let objective: LinearObjective
  let point: [Double]
  let steps: [Double]
  let x: AlignedBuffer<Double>
  let scale: [Double]
  let shift: [Double]

  init(_ evaluator: LinearEvaluator, point: [Double], steps: [Double]) {
    (self.evaluator, objective) = (evaluator, evaluator.objective)
    (self.point, self.steps) = (point, steps)
    let features = evaluator.objective.features
    x = AlignedBuffer(zeros: features.columns)
    scale = features.affine?.scale ?? Array(repeating: 1, count: features.columns)
    shift = features.affine?.shift ?? Array(repeating: 0, count: features.columns)
  }

  /// Adds the squares, moves and couplings of a row, `count` numbers each.
  func add(
    _ row: Int, _ reader: BlockReader, _ loss: any ConjugateLoss, to sums: UnsafeMutablePointer<Double>, _ count: Int
  ) throws {
    let (p, q) = (scale.count, objective.columnParameters)
    try reader.widen(row..<row + 1, to: x.pointer, stride: p, Double.kernels(evaluator.pass.variant))
    let (scores, terms) = scoresWithSizes()
    let total = objective.weightTotal
    let effects =
      steps.isEmpty ? [] : loss.interceptEffects(ofRow: row, scores: scores, steps: steps, total: total)
    let errors = loss.residualErrors(ofRow: row, scores: scores, terms: terms, total: total)
    for (column, error) in errors.enumerated() {
      for j in 0..<p {
        let (raw, index) = (x.pointer[j], column * q + j)
        let part = error * scale[j].magnitude * (raw.magnitude + shift[j].magnitude)
        sums[index] += part * part
        guard !effects.isEmpty else { continue }
        let value = scale[j] * (raw - shift[j])
        sums[count + index] += effects[column].move * value
        sums[2 * count + index] += effects[column].curvature * value
      }
      if objective.hasIntercept { sums[column * q + p] += error * error }
    }
  }

  /// The scores of the row, and the sums of the magnitudes of their terms.
  private func scoresWithSizes() -> (scores: [Double], sizes: [Double]) {
    let (p, q) = (scale.count, objective.columnParameters)
    var (scores, sizes): ([Double], [Double]) = ([], [])
    for start in stride(from: 0, to: point.count, by: q) {
      var (score, size) = objective.hasIntercept ? (point[start + p], point[start + p].magnitude) : (0, 0)
      for j in 0..<p {
        let (raw, w) = (x.pointer[j], point[start + j])
        score += w * scale[j] * (raw - shift[j])
        size += w.magnitude * scale[j].magnitude * (raw.magnitude + shift[j].magnitude)
      }
      scores.append(score)
      sizes.append(size)
    }
    return (scores, sizes)
  }
}
