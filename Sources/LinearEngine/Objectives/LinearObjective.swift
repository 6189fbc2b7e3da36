import Matrices

/// The objective of a linear model, averaged over the weight of all rows:
///
///     F(W, b) = 1/S · Σᵢ sᵢ·ℓ(yᵢ, W·xᵢ + b) + R(W)
///
/// - `X`: n × p features · `s`: n weights, S their sum · `W`: one row of p weights per score column · `b`: one number
///   per score column, **never penalised**. R: see ``WeightPenalty``.
/// - ℓ has one or several scores; several problems may stand side by side.
/// - The parameters of a problem are its columns one after the other, each `p` weights and then, with an intercept, b.
///
/// A value, and nothing but the question; ``LinearEvaluator`` computes it.
package struct LinearObjective {
  /// Above this a Hessian is refused, in bytes.
  package static let hessianBytes = 2 << 30
  /// Above this, in bytes, the scores of all rows are not kept: 134 million of them with their changes.
  package static let mostScoreBytes = 2 << 30

  package let features: Features
  /// ℓ, with the targets and the weights of the rows.
  package let loss: any RowLoss
  /// The loss where it can be certified.
  let conjugateLoss: (any ConjugateLoss)?
  package let hasIntercept: Bool
  /// S.
  package let weightTotal: Double
  /// R.
  package let penalty: WeightPenalty
  /// Bytes that scores and their changes may take; above that they are computed afresh for every trial.
  let scoreLimit: Int
  /// What has no gradient, for each problem; empty when there is nothing.
  private let separableTerms: [SeparableTerm]
  package let columnsPerProblem: Int
  package let problemCount: Int

  package init(
    features: Features, loss: any RowLoss, hasIntercept: Bool, weightTotal: Double, penalty: WeightPenalty,
    scoreLimit: Int = LinearObjective.mostScoreBytes
  ) {
    (self.features, self.loss, conjugateLoss) = (features, loss, loss as? any ConjugateLoss)
    (self.hasIntercept, self.weightTotal, self.penalty) = (hasIntercept, weightTotal, penalty)
    self.scoreLimit = scoreLimit
    let width = loss.width
    (columnsPerProblem, problemCount) = (width, loss.problemCount)
    separableTerms = (0..<problemCount).compactMap {
      penalty.separableTerm($0 * width..<($0 + 1) * width, hasIntercept: hasIntercept)
    }
  }

  /// The same rows with another penalty.
  package func with(_ penalty: WeightPenalty) -> LinearObjective {
    LinearObjective(
      features: features, loss: loss, hasIntercept: hasIntercept, weightTotal: weightTotal, penalty: penalty,
      scoreLimit: scoreLimit)
  }

  package var parameterCount: Int { columnsPerProblem * columnParameters }
  package var columnParameters: Int { features.columns + (hasIntercept ? 1 : 0) }

  /// The L1 norm and the limits of one problem; `nil` when it has neither.
  package func separableTerm(problem: Int) -> SeparableTerm? {
    separableTerms.isEmpty ? nil : separableTerms[problem]
  }

  // MARK: Values

  /// - Parameter place: Where the sums of the problem stand among those of the pass.
  func evaluation(_ sums: PassSums, place: Int, problem: Int, at point: [Double]) -> Evaluation {
    let gradient = gradient(sums, place * columnsPerProblem..<(place + 1) * columnsPerProblem, at: point)
    let term = separableTerm(problem: problem)
    return Evaluation(
      value: sums.losses[place] / weightTotal + squares(point, point) / 2 + (term?.value(at: point) ?? 0),
      gradient: gradient, scoreCurvature: scoreCurvature(sums, place: place),
      subgradientNorm: term?.optimality(at: point, gradient: gradient))
  }

  private func scoreCurvature(_ sums: PassSums, place: Int) -> [Double] {
    guard !sums.curvature.isEmpty else { return [] }
    let size = columnsPerProblem * columnsPerProblem
    return sums.curvature[place * size..<(place + 1) * size].map { $0 / weightTotal }
  }

  /// Σⱼ l2ⱼ·Σₖ uₖⱼ·vₖⱼ over the weights of two parameter lists, intercepts left out.
  func squares(_ u: [Double], _ v: [Double]) -> Double {
    let (p, q) = (features.columns, columnParameters)
    return u.withUnsafeBufferPointer { u in
      v.withUnsafeBufferPointer { v in
        penalty.l2.withUnsafeBufferPointer { l2 in
          guard let u0 = u.baseAddress, let v0 = v.baseAddress, let l2 = l2.baseAddress else { return 0 }
          let sums = AlignedBuffer<Double>(uninitialized: u.count / q)
          Parallelism.perform(tasks: sums.count, threads: Parallelism.threads(for: .numbers, u.count)) { _, column in
            sums.pointer[column] = weightedDot(p, l2, u0 + column * q, v0 + column * q)
          }
          return (0..<sums.count).reduce(0) { $0 + sums.pointer[$1] }
        }
      }
    }
  }

  /// The mean of l2 over the features: what a model of the curvature takes for all.
  var meanL2: Double { penalty.l2.reduce(0, +) / Double(penalty.l2.count) }

  /// l2 of each parameter of a problem, 0 for intercepts.
  var parameterL2: [Double] {
    Array(repeatElement(penalty.l2 + (hasIntercept ? [0] : []), count: columnsPerProblem).joined())
  }

  // MARK: Hessian

  /// Whether a Hessian is small enough to be made.
  package var hessianFits: Bool { hessianBytes <= Self.hessianBytes }

  private var hessianBytes: Int { parameterCount * parameterCount * MemoryLayout<Double>.stride }

  /// - Throws: ``EstimatorError/tooLarge(what:bytes:limit:instead:)`` where a Hessian is too large to be made.
  func requireHessianFits() throws {
    guard !hessianFits else { return }
    throw EstimatorError.tooLarge(
      what: "The Hessian of \(parameterCount) parameters", bytes: hessianBytes, limit: Self.hessianBytes,
      instead: "Use the solver .lbfgs, which needs no Hessian.")
  }

  /// The Hessian of F from that of the summed loss.
  ///
  /// - Throws: ``EstimatorError/scaleTooLarge(column:instead:)`` for the first column whose curvature has overflowed.
  func hessian(_ sum: Matrix<Double>) throws -> Matrix<Double> {
    var hessian = sum
    hessian.multiply(by: 1 / weightTotal)
    for column in 0..<columnsPerProblem {
      let first = column * columnParameters
      for (j, l2) in penalty.l2.enumerated() { hessian[first + j, first + j] += l2 }
    }
    if loss.isShiftInvariant { addGaugeCurvature(to: &hessian) }
    try requireFinite(hessian)
    return hessian
  }

  private func requireFinite(_ hessian: Matrix<Double>) throws {
    guard let place = (0..<hessian.rows).first(where: { !hessian[$0, $0].isFinite }) else { return }
    let column = place % columnParameters
    throw EstimatorError.scaleTooLarge(
      column: column < features.columns ? features.columnName(column) : "of the intercept",
      instead: "Divide it by a power of ten, and put StandardScaler() before the classifier.")
  }
}
