import Matrices

/// Newton's method: the step d of ∇²F·d = −∇F by a Cholesky factorisation, halved until F falls enough.
///
/// The system is solved after scaling its diagonal to 1, so columns of very different scale lose no accuracy. A singular
/// Hessian (repeated columns without a penalty) gets the smallest multiple of its diagonal added that makes it definite.
///
/// - Complexity: one Hessian and d³/3 multiplications per iteration for d parameters; quadratic convergence.
/// - SeeAlso: Nocedal & Wright, *Numerical Optimization*, 2nd ed., section 3.4.
package struct NewtonCholesky: DescentMethod {
  private static let decrease = 1e-4
  private static let smallestStep = 1e-12
  private static let valueNoise = 1e-14

  private var direction: [Double] = []
  private var slope = 0.0
  private var step = 1.0
  package private(set) var iterate = Iterate(point: [], evaluation: Evaluation(value: 0, gradient: []))
  package private(set) var trial: [Double] = []

  package init() {}

  package mutating func start(at iterate: Iterate) { self.iterate = iterate }

  package mutating func propose(curvature: () throws -> Matrix<Double>) throws {
    direction = try Self.newtonStep(curvature(), iterate.evaluation.gradient)
    slope = BLAS.dot(direction, iterate.evaluation.gradient)
    step = 1
    placeTrial()
  }

  package mutating func receive(_ evaluation: Evaluation) -> DescentStep {
    if isAcceptable(evaluation) {
      iterate = Iterate(point: trial, evaluation: evaluation)
      return .moved
    }
    step /= 2
    placeTrial()
    return step < Self.smallestStep || trial == iterate.point ? .stalled : .searching
  }

  private func isAcceptable(_ evaluation: Evaluation) -> Bool {
    let old = iterate.evaluation
    if evaluation.value < old.value, evaluation.value <= old.value + Self.decrease * step * slope { return true }
    // Within rounding of the optimum the gradient tells more than the value.
    return abs(evaluation.value - old.value) <= Self.valueNoise * abs(old.value)
      && evaluation.gradientNorm < 0.9 * old.gradientNorm
  }

  private mutating func placeTrial() {
    trial = iterate.point
    BLAS.add(step, times: direction, to: &trial)
  }

  private static func newtonStep(_ hessian: Matrix<Double>, _ gradient: [Double]) throws -> [Double] {
    let scale = (0..<hessian.rows).map { j in
      let curvature = hessian[j, j]
      return curvature > 0 ? 1 / curvature.squareRoot() : 1
    }
    var scaled = hessian
    for i in 0..<hessian.rows {
      for j in 0...i { scaled[i, j] *= scale[i] * scale[j] }
    }
    let rightHandSide = zip(gradient, scale).map { -$0 * $1 }
    let solution = try factorRaisingDiagonal(scaled).solve(rightHandSide)
    return zip(solution, scale).map(*)
  }

  private static func factorRaisingDiagonal(_ matrix: Matrix<Double>) throws -> Cholesky {
    var raised = matrix
    var raise = 1e-13
    while true {
      do {
        return try Cholesky(raised)
      } catch MatrixError.notPositiveDefinite(let pivot) {
        guard raise <= 1 else { throw MatrixError.notPositiveDefinite(pivot: pivot) }
        for j in 0..<matrix.rows { raised[j, j] = matrix[j, j] + raise }
        raise *= 100
      }
    }
  }
}
