import Matrices

/// A linear model with any loss and any minimiser: those of the package, or your own.
///
///     F(W, b) = 1/S · Σᵢ sᵢ·ℓ(yᵢ, W·xᵢ + b) + R(W),      R the penalty with λ = 1/(S·C)
///
/// ```swift
/// let fit = try LinearModel(loss: SquaredHinge()).fitted(to: x, y)   // y: −1 or 1
/// let scores = try fit.scores(x)                                     // > 0 for 1
/// ```
///
/// It knows no labels: a target is what its loss says it is. Estimators with names of their own, such as
/// ``LogisticRegression``, say more about their fit.
public struct LinearModel<Loss: ScoreLoss>: Sendable {
  public var loss: Loss
  public var minimizer: any Minimizer
  /// `.none`, `.l1`, `.l2` or `.elasticNet(l1Ratio:)`. L1 norms go with the package's `.lbfgs` and `.gradientDescent`.
  public var penalty: Penalty
  /// The inverse strength of the penalty, > 0: λ = 1/(S·C), with S the weight of all rows.
  public var c: Double
  /// ‖∇F‖∞ at which the fit has converged, ≥ 0.
  public var tolerance: Double
  public var maxIterations: Int
  /// Whether there is an intercept, which is not penalised.
  public var fitIntercept: Bool

  public init(
    loss: Loss, minimizer: any Minimizer = .lbfgs, penalty: Penalty = .l2, c: Double = 1, tolerance: Double = 1e-4,
    maxIterations: Int = 1000, fitIntercept: Bool = true
  ) {
    (self.loss, self.minimizer, self.penalty, self.c) = (loss, minimizer, penalty, c)
    (self.tolerance, self.maxIterations, self.fitIntercept) = (tolerance, maxIterations, fitIntercept)
  }

  /// Learns from rows and their targets.
  ///
  /// - Parameters:
  ///   - x: n × p features.
  ///   - targets: n targets of the loss.
  ///   - sampleWeight: n weights ≥ 0, or `nil` for all 1.
  ///   - onIteration: Called after each iteration; may stop the fit.
  /// - Throws: ``EstimatorError`` for what is wrong with data or settings; what loss, minimiser and `onIteration`
  ///   throw; `CancellationError` when the task is cancelled.
  public func fitted(
    to x: some FeatureMatrix, _ targets: [Loss.Target], sampleWeight: [Double]? = nil,
    onIteration: OnIteration = { _ in .proceed }
  ) throws -> Fit {
    try validate()
    let features = x.features
    try requireFittingCounts(features, targets: targets.count, weights: sampleWeight)
    try requireFinite(features)
    let problem = LinearProblem(evaluator(features, targets, sampleWeight))
    let start = [Double](repeating: 0, count: problem.parameterCount)
    let rule = StoppingRule(tolerance: tolerance, maxIterations: maxIterations)
    let end = try BLAS.singleThreaded {
      try minimizer.minimize(problem, from: start, until: rule, onIteration: onIteration)
    }
    if end.stopped == .cancelled { throw CancellationError() }
    guard end.point.count == problem.parameterCount, end.point.allSatisfy(\.isFinite) else {
      throw EstimatorError.objectiveNotFinite(
        iteration: end.iterations, advice: "The minimiser returned \(end.point.count) numbers, not all of them finite.")
    }
    return Fit(end, width: loss.width, features: features.columns, hasIntercept: fitIntercept)
  }

  private func validate() throws {
    guard c > 0, !c.isNaN else {
      throw EstimatorError.invalidSetting(name: "c", value: "\(c)", rule: "greater than 0")
    }
    guard tolerance >= 0, tolerance.isFinite else {
      throw EstimatorError.invalidSetting(name: "tolerance", value: "\(tolerance)", rule: "finite and at least 0")
    }
    guard maxIterations >= 1 else {
      throw EstimatorError.invalidSetting(name: "maxIterations", value: "\(maxIterations)", rule: "at least 1")
    }
    guard loss.width >= 1 else {
      throw EstimatorError.invalidSetting(name: "loss.width", value: "\(loss.width)", rule: "at least 1")
    }
    guard penalty.l1Ratio == 0 || minimizer is EngineMinimizer else {
      throw EstimatorError.unsupported(
        what: "An L1 norm with the minimizer \(type(of: minimizer))",
        instead: "Use .lbfgs or .gradientDescent(), whose steps know it, or the penalty .l2.")
    }
    guard (0...1).contains(penalty.l1Ratio) else {
      throw EstimatorError.invalidSetting(name: "l1Ratio", value: "\(penalty.l1Ratio)", rule: "in 0...1")
    }
  }

  private func evaluator(
    _ features: Features, _ targets: [Loss.Target], _ weights: [Double]?
  ) -> LinearEvaluator {
    let total = weights?.reduce(0, +) ?? Double(features.rows)
    let strength = penalty == .none ? 0 : 1 / (total * c)
    let ratio = penalty.l1Ratio
    return LinearEvaluator(
      LinearObjective(
        features: features, loss: BoundLoss(loss, targets: [targets], weights: weights), hasIntercept: fitIntercept,
        weightTotal: total,
        penalty: WeightPenalty(
          l2: Array(repeating: (1 - ratio) * strength, count: features.columns),
          l1: Array(repeating: ratio * strength, count: features.columns))))
  }
}

extension LinearModel {
  /// What a ``LinearModel`` has learnt.
  public struct Fit: Sendable {
    /// `width` × p.
    public let coefficients: Matrix<Double>
    /// `width` numbers, 0 without an intercept.
    public let intercepts: [Double]
    /// F at the end.
    public let objective: Double
    /// ‖∇F‖∞ at the end.
    public let gradientNorm: Double
    public let iterations: Int
    /// The test that ended the fit.
    public let stopped: StoppingTest
    /// From the start, number 0, to the end.
    public let history: [Iteration]

    /// Whether the gradient met the tolerance.
    public var converged: Bool { stopped == .gradient }

    init(_ end: MinimizerEnd, width: Int, features p: Int, hasIntercept: Bool) {
      let q = p + (hasIntercept ? 1 : 0)
      coefficients = Matrix(rows: width, columns: p) { elements in
        for k in 0..<width {
          for j in 0..<p { elements.initializeElement(at: k * p + j, to: end.point[k * q + j]) }
        }
      }
      intercepts = (0..<width).map { hasIntercept ? end.point[$0 * q + p] : 0 }
      (objective, gradientNorm) = (end.objective, end.gradientNorm)
      (iterations, stopped, history) = (end.iterations, end.stopped, end.history)
    }

    /// The scores W·x + b of rows, n × `width`.
    ///
    /// - Throws: ``EstimatorError`` for another number of features, or numbers that are not finite.
    public func scores(_ x: some FeatureMatrix) throws -> Matrix<Double> {
      let features = x.features
      try requireSameColumns(features, count: coefficients.columns, names: nil)
      try requireFinite(features)
      return try finiteScores(features, weights: coefficients, bias: intercepts)
    }
  }
}
