import Matrices

/// A point of one problem at which its objective is wanted.
package struct EvaluationRequest {
  /// Which of the batch's problems.
  package let problem: Int
  /// Its parameters.
  package let point: [Double]

  package init(problem: Int, point: [Double]) {
    self.problem = problem
    self.point = point
  }
}

/// An objective at one point.
package struct Evaluation: Sendable {
  /// F.
  package var value: Double
  /// ∇F.
  package var gradient: [Double]

  /// ‖∇F‖∞.
  package var gradientNorm: Double { BLAS.maximumMagnitude(gradient) }
}

/// Smooth problems that share one pass over the data: multinomial is one problem, one-vs-rest is one per class.
///
/// Minimisers know nothing more about a model than this.
package protocol BatchObjective: AnyObject {
  /// How many problems there are.
  var problemCount: Int { get }
  /// How many parameters each of them has.
  var parameterCount: Int { get }
  /// Value and gradient of the chosen problems, each at its own point, in one pass over the data.
  func evaluate(_ requests: [EvaluationRequest]) throws -> [Evaluation]
  /// ∇²F of one problem, `parameterCount` squared, lower triangle. Along directions in which F is constant whatever the
  /// data, a positive curvature may be added: the Newton step does not change.
  func hessian(_ request: EvaluationRequest) throws -> Matrix<Double>
  /// An upper bound of the largest eigenvalue of ∇²F of one problem, at any point.
  func curvatureBound(problem: Int) throws -> Double
}
