import Matrices

/// What Double arithmetic can know of a gradient.
///
/// A score is known to some units in the last place of its largest terms, a residual r = p − y to some of itself and of
/// what the error of its score makes of it, and the slope of a weight to the sum of that over the rows:
///
///     εₖⱼ² = (c·u)² · Σᵢ [ sᵢ/S · (|rᵢₖ| + pᵢₖ(1 − pᵢₖ)·aᵢₖ) · mᵢⱼ ]²,     aᵢₖ = |bₖ| + Σⱼ |wₖⱼ|·mᵢⱼ
///
/// with u = 2⁻⁵³ and mᵢⱼ the magnitude of the numbers that make xᵢⱼ. Errors of rows are taken as independent. It is an
/// estimate, not a proof: on the torture set of the tests the true error is mostly below 3 times this for c = 1, and at most
/// some 23 times, so c = 30.
extension LinearObjective {
  /// c.
  private static var safety: Double { 30 }
  /// Shares of a gap and of an objective that an allowance may be of without being looked at more closely.
  private static var smallGap: Double { 0.01 }
  private static var smallObjective: Double { 1e-13 }

  /// What a gap Σ vₖⱼ²/(2·l2ⱼ) of each problem may be too small by: for rounding, and for intercepts whose slopes are not
  /// quite what they should be (see ``interceptErrors(_:)``).
  ///
  /// - Parameters:
  ///   - slopes: v, one number per parameter of each problem.
  ///   - gaps: What they give.
  /// - Complexity: a pass for the sizes of the columns unless they are known; some passes more where that shows that
  ///   rounding matters.
  func allowances(_ finished: [Finished], slopes: [[Double]], gaps: [Double]) -> [Double] {
    let ends = finished.map(\.iterate)
    let rests = finished.map(\.rest)
    let rough = sums(largestErrors(ends), interceptErrors(rests))
    let upper = ends.indices.map { allowance(slopes[$0], errors: rough[$0]) }
    if areSmall(upper, against: gaps, ends) { return upper }
    return zip(ends.indices, errorsByRow(ends, rests)).map { min(upper[$0], allowance(slopes[$0], errors: $1)) }
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
    for (index, l2) in parameterL2.enumerated() where l2 > 0 {
      sum += errors[index] * (2 * slopes[index].magnitude + errors[index]) / (2 * l2)
    }
    return sum
  }

  // MARK: Intercepts

  /// What the slopes of the weights may be off by because those of the intercepts, δ, are not 0: one number per parameter of
  /// each problem, 0 for intercepts.
  ///
  /// A lower bound of F needs residuals that sum to 0. Moved to first order by the step −H⁻¹δ of the intercepts they do:
  /// q = p + J·Δb with J = ∂p/∂b. That costs KL(q ‖ p) ≤ δᵀH⁻¹δ, and by Cauchy and Schwarz it changes no slope by more than
  /// the root of that times the root mean square of the column.
  ///
  func interceptErrors(_ rests: [InterceptRest]) -> [[Double]] {
    let (sizes, q) = (columnSizes(), columnParameters)
    return rests.enumerated().map { problem, rest in
      let root = hasIntercept ? (pass.loss.largestFactor(problem: problem) * rest.decrease).squareRoot() : 0
      return (0..<parameterCount).map { $0 % q < sizes.count ? root * sizes[$0 % q] : 0 }
    }
  }

  // MARK: From above

  /// ε at most, one number per parameter of each problem, 0 for intercepts. A pass for the sizes of the columns unless they
  /// are known.
  func largestErrors(_ ends: [Iterate]) -> [[Double]] {
    let sizes = columnSizes()
    return ends.indices.map { largestErrors(ends[$0], $0, sizes) }
  }

  /// Root mean squares of m, p numbers.
  func columnSizes() -> [Double] {
    let squares = meanSquares()
    let affine = pass.features.affine
    return (0..<pass.features.columns).map { j in
      squares[j].squareRoot() + 2 * (affine.map { ($0.shift[j] * $0.scale[j]).magnitude } ?? 0)
    }
  }

  /// ε at most, for one problem, by Cauchy and Schwarz and p(1 − p) ≤ ¼.
  private func largestErrors(_ end: Iterate, _ problem: Int, _ sizes: [Double]) -> [Double] {
    let (p, q) = (sizes.count, columnParameters)
    let most = pass.loss.largestFactor(problem: problem)
    let residual = pass.loss.residualBound(meanLoss: end.evaluation.value) ?? .infinity
    let curvature = pass.loss.diagonalCurvatureBound ?? .infinity
    return stride(from: 0, to: parameterCount, by: q).flatMap { start in
      var score = hasIntercept ? end.point[start + p].magnitude : 0
      for j in 0..<p { score += end.point[start + j].magnitude * sizes[j] }
      let error = Self.safety * .ulpOfOne / 2 * most * (residual + score * curvature)
      return (0..<q).map { $0 < p ? error * sizes[$0] : 0 }
    }
  }

  // MARK: Row by row

  /// ε itself with what is left of the intercepts' slopes, one number per parameter of each problem, 0 for intercepts.
  ///
  /// The step of the intercepts changes the slope of weight j by Σᵢ sᵢ/S·(J·Δb)ᵢ·xᵢⱼ, and the rounding ε of a slope δ by
  /// about ε/h·Σᵢ sᵢ/S·p(1 − p)·xᵢⱼ, h the curvature in that intercept. Costs some passes.
  func errorsByRow(_ ends: [Iterate], _ rests: [InterceptRest]) -> [[Double]] {
    let (p, q) = (pass.features.columns, columnParameters)
    guard let loss = conjugateLoss else { return ends.map { $0.point.map { _ in .infinity } } }
    let rows = rowSums(loss, ends, steps: hasIntercept ? rests.flatMap(\.step) : [])
    let curvature = rests.flatMap(\.curvature)
    let rounding = rows.squares.map { Self.safety * .ulpOfOne / 2 * $0.squareRoot() }
    return ends.indices.map { problem in
      (problem * parameterCount..<(problem + 1) * parameterCount).map { index in
        guard index % q < p else { return 0 }
        guard hasIntercept else { return rounding[index] }
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
  private func rowSums(_ loss: any ConjugateLoss, _ ends: [Iterate], steps: [Double]) -> RowSums {
    let (p, q, columns) = (pass.features.columns, columnParameters, columnsPerProblem * problemCount)
    let point = ends.flatMap(\.point)
    let (scale, shift) = (pass.features.affine?.scale, pass.features.affine?.shift)
    let kernels = Double.kernels(pass.variant)
    let x = AlignedBuffer<Double>(zeros: p)
    let zeros = [Double](repeating: 0, count: point.count)
    var sums = RowSums(squares: zeros, moves: zeros, couplings: zeros)
    var (scores, terms) = ([Double](repeating: 0, count: columns), [Double](repeating: 0, count: columns))
    FeatureBlocks(pass.features).withReader { reader in
      for row in 0..<pass.features.rows {
        reader.widen(row..<row + 1, to: x.pointer, stride: p, kernels)
        for column in 0..<columns {
          let start = column * q
          var (score, size) = hasIntercept ? (point[start + p], point[start + p].magnitude) : (0, 0)
          for j in 0..<p {
            let (raw, factor, away) = (x.pointer[j], scale?[j] ?? 1, shift?[j] ?? 0)
            score += point[start + j] * factor * (raw - away)
            size += point[start + j].magnitude * factor.magnitude * (raw.magnitude + away.magnitude)
          }
          (scores[column], terms[column]) = (score, size)
        }
        let effects =
          steps.isEmpty ? [] : loss.interceptEffects(ofRow: row, scores: scores, steps: steps, total: weightTotal)
        let errors = loss.residualErrors(ofRow: row, scores: scores, terms: terms, total: weightTotal)
        for (column, error) in errors.enumerated() {
          for j in 0..<p {
            let (raw, factor, away) = (x.pointer[j], scale?[j] ?? 1, shift?[j] ?? 0)
            let part = error * factor.magnitude * (raw.magnitude + away.magnitude)
            sums.squares[column * q + j] += part * part
            guard !effects.isEmpty else { continue }
            let value = factor * (raw - away)
            sums.moves[column * q + j] += effects[column].move * value
            sums.couplings[column * q + j] += effects[column].curvature * value
          }
          if hasIntercept { sums.squares[column * q + p] += error * error }
        }
      }
    }
    return sums
  }
}
