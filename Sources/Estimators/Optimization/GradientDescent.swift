import Matrices

/// Gradient descent with one step size: w ← w − η·∇F(w). The lecture's method; every step is taken, downhill or not.
package struct GradientDescent: DescentMethod {
  private let learningRate: Double

  /// - Parameter learningRate: η > 0. With η ≤ 1/L, L the largest curvature, F falls at every step.
  package init(learningRate: Double) { self.learningRate = learningRate }

  package var takesEveryStep: Bool { true }

  package mutating func direction(
    from iterate: Iterate, curvature: () throws -> Matrix<Double>
  ) -> (direction: [Double], step: Double) {
    (iterate.evaluation.gradient.map { -$0 }, learningRate)
  }

  package mutating func moved(from old: Iterate, to new: Iterate) {}

  package mutating func failed() -> Bool { false }
}
