import Matrices

/// Limited-memory BFGS: the inverse Hessian from the last `memory` steps.
///
/// With a preconditioner P, γ·P is the inverse Hessian it starts from; P may change at every iteration, because the
/// pairs are kept in the parameters themselves. Where the curvature has moved far from what P knows, as it does while a
/// fit separates its classes, the Hessian itself may take its place from time to time (`renewal`).
///
/// - Complexity: O(memory · d) time and memory per iteration for d parameters, beside one pass over the data.
/// - SeeAlso: Nocedal & Wright, *Numerical Optimization*, 2nd ed., algorithms 7.4 and 7.5.
package struct LBFGS: DescentMethod {
  private struct Pair {
    var step: [Double]
    var gradientChange: [Double]
    var inverseCurvature: Double  // 1 / (s·y)

    /// `nil` where s·y is not clearly above 0.
    init?(step: [Double], gradientChange: [Double]) {
      let curvature = Vectors.dot(step, gradientChange)
      let lengths = Vectors.dot(gradientChange, gradientChange).squareRoot() * Vectors.dot(step, step).squareRoot()
      guard curvature > Double.ulpOfOne * lengths else { return nil }
      (self.step, self.gradientChange, inverseCurvature) = (step, gradientChange, 1 / curvature)
    }
  }

  private let memory: Int
  private var preconditioner: (any CurvaturePreconditioner)?
  private var pairs: [Pair] = []
  /// γ.
  private var scale: Double
  private static let scales = 0.05...20
  /// Iterations after which H₀ becomes the inverse of the Hessian there; `nil` for never.
  private let renewal: Int?
  /// Iterations since the memory was last begun.
  private var age = 0
  /// The Hessian that has taken P's place.
  private var hessian: ScaledCholesky?
  /// Hessians made so far.
  package private(set) var renewals = 0
  /// Numbers that the pairs of one very large problem may take: 1 GB.
  private static let mostNumbers = 1 << 27

  /// Pairs that are kept for problems with so many parameters: the usual number, or as many as fit, but three.
  package static func memory(_ usual: Int, parameters: Int) -> Int {
    min(usual, max(3, mostNumbers / (2 * max(1, parameters))))
  }

  /// - Parameters:
  ///   - memory: Pairs kept, ≥ 1; 3…20 is usual.
  ///   - scale: γ at the beginning.
  ///   - renewal: Iterations after which H₀ becomes the inverse of the Hessian there, and again after as many; `nil`
  ///     for never.
  package init(
    memory: Int = 10, preconditioner: (any CurvaturePreconditioner)? = nil, scale: Double = 1, renewal: Int? = nil
  ) {
    self.memory = memory
    self.renewal = renewal
    self.preconditioner = preconditioner
    self.scale = scale
  }

  /// The same pairs for an objective whose second derivative is larger by the given diagonal, with another start of the
  /// memory. Pairs that do not curve up any more are dropped.
  package func with(curvatureChange: [Double], preconditioner: (any CurvaturePreconditioner)?) -> LBFGS {
    var changed = self
    changed.preconditioner = preconditioner
    (changed.hessian, changed.age, changed.renewals) = (nil, 0, 0)
    changed.pairs = pairs.compactMap { pair in
      var gradientChange = pair.gradientChange
      for j in gradientChange.indices { gradientChange[j] += curvatureChange[j] * pair.step[j] }
      return Pair(step: pair.step, gradientChange: gradientChange)
    }
    return changed
  }

  package mutating func direction(
    from iterate: Iterate, curvature: () throws -> Matrix<Double>
  ) throws -> (direction: [Double], step: Double) {
    try renew(curvature)
    var direction = try descentDirection(iterate.evaluation)
    if !(Vectors.dot(direction, iterate.evaluation.gradient) < 0) {  // rounding has spoilt the memory
      pairs = []
      direction = try descentDirection(iterate.evaluation)
    }
    return (direction, firstStep(direction))
  }

  private mutating func renew(_ curvature: () throws -> Matrix<Double>) throws {
    age += 1
    guard let renewal, age > renewal else { return }
    (hessian, pairs, scale, age) = (try ScaledCholesky(curvature()), [], 1, 1)
    renewals += 1
  }

  package mutating func moved(from old: Iterate, to new: Iterate) {
    let step = Vectors.sum(new.point, -1, times: old.point)
    let change = Vectors.sum(new.evaluation.gradient, -1, times: old.evaluation.gradient)
    guard let pair = Pair(step: step, gradientChange: change) else { return }
    if pairs.count == memory { pairs.removeFirst() }
    pairs.append(pair)
  }

  /// What a step of full length is likely to bring F down by, ½·gᵀH⁻¹g: about all that is left near the optimum.
  package func promisedDecrease(_ evaluation: Evaluation) throws -> Double {
    -Vectors.dot(try descentDirection(evaluation), evaluation.gradient) / 2
  }

  /// Moves γ half of the way, as a factor, to where the step 1 would have been the right one. On MNIST γ settles near
  /// 0.6.
  package mutating func updateInitialScale(bestStep step: Double) {
    scale = min(max(scale * step.squareRoot(), Self.scales.lowerBound), Self.scales.upperBound)
  }

  /// Forgets the memory; when there was none, gives up.
  package mutating func failed() -> Bool {
    defer { pairs = [] }
    return !pairs.isEmpty
  }

  /// The step 1 is the model's minimiser; without any model, the first step has length 1 or less.
  private func firstStep(_ direction: [Double]) -> Double {
    guard pairs.isEmpty, preconditioner == nil, hessian == nil else { return 1 }
    return min(1, 1 / Vectors.dot(direction, direction).squareRoot())
  }

  /// −H·g by the two loops over the pairs, with H₀ = γ·P or (s·y / y·y)·I.
  private func descentDirection(_ evaluation: Evaluation) throws -> [Double] {
    var q = evaluation.gradient
    var coefficients: [Double] = []
    for pair in pairs.reversed() {
      let alpha = pair.inverseCurvature * Vectors.dot(pair.step, q)
      Vectors.add(-alpha, times: pair.gradientChange, to: &q)
      coefficients.append(alpha)
    }
    if let hessian {
      q = try hessian.solve(q)
      if scale != 1 { BLAS.scale(&q, by: scale) }
    } else if let preconditioner {
      q = preconditioner.applied(to: q, scoreCurvature: evaluation.scoreCurvature)
      if scale != 1 { BLAS.scale(&q, by: scale) }
    } else if let last = pairs.last {
      let scale = 1 / (last.inverseCurvature * Vectors.dot(last.gradientChange, last.gradientChange))
      BLAS.scale(&q, by: scale)
    }
    for (pair, alpha) in zip(pairs, coefficients.reversed()) {
      let beta = pair.inverseCurvature * Vectors.dot(pair.gradientChange, q)
      Vectors.add(alpha - beta, times: pair.step, to: &q)
    }
    BLAS.scale(&q, by: -1)
    return q
  }
}
