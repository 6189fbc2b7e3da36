import Matrices

/// The objective of a linear classifier, averaged over the weight of all rows:
///
///     F(W, b) = 1/S · Σᵢ sᵢ·ℓ(yᵢ, W·xᵢ + b) + λ/2 · ‖W‖²,     λ = 1/(S·C)
///
/// - `X`: n × p features · `s`: n weights, S their sum · `W`: one row of p weights per score column · `b`: one number
///   per score column, **never penalised**.
/// - ℓ is the softmax cross-entropy over all columns (one problem), or a logistic loss per column (one problem each).
/// - The parameters of a problem are its columns one after the other, each `p` weights and then, with an intercept, b.
package final class LinearObjective: BatchObjective {
  /// Above this a Hessian is refused, in bytes.
  private static let hessianBytes = 2 << 30

  private let pass: LinearPass
  private let columnsPerProblem: Int
  private let hasIntercept: Bool
  private let weightTotal: Double
  private let penalty: Double
  /// Whether products and exponentials run in Float.
  package var single = false

  package let problemCount: Int
  package var parameterCount: Int { columnsPerProblem * columnParameters }
  private var columnParameters: Int { pass.features.columns + (hasIntercept ? 1 : 0) }

  /// - Parameters:
  ///   - targets: The classes and weights of the rows, and for logistic losses the sides of the columns.
  ///   - classCount: K, the columns of softmax.
  ///   - weightTotal: S.
  ///   - penalty: λ ≥ 0.
  package init(
    features: Features, targets: RowTargets, loss: LinearLoss, classCount: Int, hasIntercept: Bool,
    weightTotal: Double, penalty: Double, variant: KernelVariant = .current
  ) {
    pass = LinearPass(features: features, targets: targets, loss: loss, variant: variant)
    columnsPerProblem = loss == .softmax ? classCount : 1
    problemCount = loss == .softmax ? 1 : targets.sides.count
    self.hasIntercept = hasIntercept
    self.weightTotal = weightTotal
    self.penalty = penalty
  }

  package func evaluate(_ requests: [EvaluationRequest]) throws -> [Evaluation] {
    let parameters = requests.flatMap(\.point)
    let (weights, bias) = split(parameters)
    let sums = pass.evaluate(
      weights: weights, bias: bias, sides: pass.loss == .logistic ? requests.map(\.problem) : [], single: single)
    return requests.enumerated().map { index, request in
      let columns = index * columnsPerProblem..<(index + 1) * columnsPerProblem
      return Evaluation(
        value: sums.losses[index] / weightTotal + penaltyValue(request.point),
        gradient: gradient(sums, columns, at: request.point))
    }
  }

  package func hessian(_ request: EvaluationRequest) throws -> Matrix<Double> {
    let bytes = parameterCount * parameterCount * MemoryLayout<Double>.stride
    guard bytes <= Self.hessianBytes else {
      throw EstimatorError.tooLarge(
        what: "The Hessian of \(parameterCount) parameters", bytes: bytes, limit: Self.hessianBytes,
        instead: "Use the solver .lbfgs, which needs no Hessian.")
    }
    let (weights, bias) = split(request.point)
    var hessian = pass.hessian(
      weights: weights, bias: bias, hasIntercept: hasIntercept,
      sides: pass.loss == .logistic ? [request.problem] : [])
    hessian.scale(by: 1 / weightTotal)
    addPenalty(to: &hessian)
    if pass.loss == .softmax { addGaugeCurvature(to: &hessian) }
    return hessian
  }

  package func curvatureBound(problem: Int) throws -> Double {
    // Böhning (1992): diag(p) − ppᵀ ≤ ½ for softmax; p(1 − p) ≤ ¼ for one logistic loss.
    let lossBound = pass.loss == .softmax ? 0.5 : 0.25
    let side = pass.loss == .logistic ? problem : nil
    return lossBound * pass.largestGramEigenvalue(hasIntercept: hasIntercept, side: side) / weightTotal + penalty
  }

  // MARK: Layout

  /// The rows of W (without intercepts) and the intercepts, of all columns in `parameters`.
  func split(_ parameters: [Double]) -> (weights: [Double], bias: [Double]) {
    let (p, q) = (pass.features.columns, columnParameters)
    let columns = parameters.count / q
    var weights: [Double] = []
    weights.reserveCapacity(columns * p)
    for column in 0..<columns { weights += parameters[column * q..<column * q + p] }
    let bias = (0..<columns).map { hasIntercept ? parameters[$0 * q + p] : 0 }
    return (weights, bias)
  }

  private func gradient(_ sums: PassSums, _ columns: Range<Int>, at point: [Double]) -> [Double] {
    let (p, q) = (pass.features.columns, columnParameters)
    var gradient: [Double] = []
    gradient.reserveCapacity(point.count)
    for (place, column) in columns.enumerated() {
      for j in 0..<p {
        gradient.append(sums.gradient[column * p + j] / weightTotal + penalty * point[place * q + j])
      }
      if hasIntercept { gradient.append(sums.residuals[column] / weightTotal) }
    }
    return gradient
  }

  private func penaltyValue(_ point: [Double]) -> Double {
    guard penalty > 0 else { return 0 }
    let weights = split(point).weights
    return penalty / 2 * BLAS.dot(weights, weights)
  }

  private func addPenalty(to hessian: inout Matrix<Double>) {
    let (p, q) = (pass.features.columns, columnParameters)
    for column in 0..<columnsPerProblem {
      for j in 0..<p { hessian[column * q + j, column * q + j] += penalty }
    }
  }

  /// Softmax does not change when all classes move alike. There the Hessian is flat; adding (1/K)·11ᵀ times the mean
  /// curvature of each parameter makes it definite without touching any step, since steps stay orthogonal to it.
  private func addGaugeCurvature(to hessian: inout Matrix<Double>) {
    let (q, k) = (columnParameters, columnsPerProblem)
    for j in 0..<q {
      let mean = (0..<k).reduce(0) { $0 + hessian[$1 * q + j, $1 * q + j] } / Double(k)
      for a in 0..<k {
        for b in 0...a { hessian[a * q + j, b * q + j] += mean / Double(k) }
      }
    }
  }
}
