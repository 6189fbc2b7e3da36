import Matrices

/// Gradient descent with one step size: w ← w − η·∇F(w). The lecture's method; every step is taken, downhill or not.
package struct GradientDescent: DescentMethod {
  private let learningRate: Double
  package private(set) var iterate = Iterate(point: [], evaluation: Evaluation(value: 0, gradient: []))
  package private(set) var trial: [Double] = []

  /// - Parameter learningRate: η > 0. With η ≤ 1/L, L the largest curvature, F falls at every step.
  package init(learningRate: Double) { self.learningRate = learningRate }

  package mutating func start(at iterate: Iterate) { self.iterate = iterate }

  package mutating func propose(curvature: () throws -> Matrix<Double>) {
    trial = iterate.point
    BLAS.add(-learningRate, times: iterate.evaluation.gradient, to: &trial)
  }

  package mutating func receive(_ evaluation: Evaluation) -> DescentStep {
    iterate = Iterate(point: trial, evaluation: evaluation)
    return .moved
  }
}
