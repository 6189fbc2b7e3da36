import Matrices

/// Limited-memory BFGS: the inverse Hessian from the last `memory` steps.
///
/// - Complexity: O(memory · d) time and memory per iteration for d parameters, and one evaluation per trial step, nearly
///   always one.
/// - SeeAlso: Nocedal & Wright, *Numerical Optimization*, 2nd ed., algorithms 7.4 and 7.5.
package struct LBFGS: DescentMethod {
  private struct Pair {
    var step: [Double]
    var gradientChange: [Double]
    var inverseCurvature: Double  // 1 / (s·y)
  }

  private let memory: Int
  private var pairs: [Pair] = []
  private var direction: [Double] = []
  private var search = WolfeLineSearch(value: 0, slope: -1, step: 1)
  package private(set) var iterate = Iterate(point: [], evaluation: Evaluation(value: 0, gradient: []))
  package private(set) var trial: [Double] = []

  /// - Parameter memory: Pairs kept, ≥ 1; 3…20 is usual.
  package init(memory: Int = 10) { self.memory = memory }

  package mutating func start(at iterate: Iterate) {
    self.iterate = iterate
    pairs = []
  }

  package mutating func propose(curvature: () throws -> Matrix<Double>) {
    direction = descentDirection()
    var slope = BLAS.dot(direction, iterate.evaluation.gradient)
    if !(slope < 0) {  // rounding has spoilt the memory
      pairs = []
      direction = descentDirection()
      slope = BLAS.dot(direction, iterate.evaluation.gradient)
    }
    // With memory the step 1 is the model's minimiser; without, the first step has length 1 or less.
    let length = BLAS.dot(direction, direction).squareRoot()
    search = WolfeLineSearch(
      value: iterate.evaluation.value, slope: slope, step: pairs.isEmpty ? min(1, 1 / length) : 1)
    placeTrial()
  }

  package mutating func receive(_ evaluation: Evaluation) -> DescentStep {
    let slope = BLAS.dot(direction, evaluation.gradient)
    switch search.receive(value: evaluation.value, slope: slope) {
    case .accept:
      remember(evaluation)
      return .moved
    case .tryAgain:
      placeTrial()
      return trial == iterate.point ? restart() : .searching
    case .fail:
      return restart()
    }
  }

  /// Forgets the memory and goes down the gradient; when that is what failed, gives up.
  private mutating func restart() -> DescentStep {
    guard !pairs.isEmpty else { return .stalled }
    pairs = []
    propose { Matrix.zeros(rows: 0, columns: 0) }
    return .searching
  }

  private mutating func placeTrial() {
    trial = iterate.point
    BLAS.add(search.step, times: direction, to: &trial)
  }

  private mutating func remember(_ evaluation: Evaluation) {
    var step = trial
    BLAS.add(-1, times: iterate.point, to: &step)
    var change = evaluation.gradient
    BLAS.add(-1, times: iterate.evaluation.gradient, to: &change)
    let curvature = BLAS.dot(step, change)
    if curvature > Double.ulpOfOne * BLAS.dot(change, change) {
      if pairs.count == memory { pairs.removeFirst() }
      pairs.append(Pair(step: step, gradientChange: change, inverseCurvature: 1 / curvature))
    }
    iterate = Iterate(point: trial, evaluation: evaluation)
  }

  /// −H·g by the two loops over the pairs, with H₀ = (s·y / y·y)·I.
  private func descentDirection() -> [Double] {
    var q = iterate.evaluation.gradient
    var coefficients: [Double] = []
    for pair in pairs.reversed() {
      let alpha = pair.inverseCurvature * BLAS.dot(pair.step, q)
      BLAS.add(-alpha, times: pair.gradientChange, to: &q)
      coefficients.append(alpha)
    }
    if let last = pairs.last {
      let scale = 1 / (last.inverseCurvature * BLAS.dot(last.gradientChange, last.gradientChange))
      BLAS.scale(&q, by: scale)
    }
    for (pair, alpha) in zip(pairs, coefficients.reversed()) {
      let beta = pair.inverseCurvature * BLAS.dot(pair.gradientChange, q)
      BLAS.add(alpha - beta, times: pair.step, to: &q)
    }
    BLAS.scale(&q, by: -1)
    return q
  }
}
