import Matrices

/// A point and its objective.
package struct Iterate: Sendable {
  package var point: [Double]
  package var evaluation: Evaluation
}

/// What a method makes of the objective at its trial point.
package enum DescentStep: Sendable {
  /// The trial point became the new iterate.
  case moved
  /// It was not good enough; another trial on the same line follows.
  case searching
  /// No point with a representably smaller objective was found on the line, and there is no other line to try.
  case stalled
}

/// A method that minimises one problem, as a state machine: it says where it wants the objective, and is told it there.
///
/// So that many problems can share each pass over the data: the driver collects what all of them want, evaluates once,
/// and tells each.
package protocol DescentMethod: Sendable {
  /// Where the objective is wanted next.
  var trial: [Double] { get }
  /// The newest iterate.
  var iterate: Iterate { get }
  /// Starts at a point whose objective is known.
  mutating func start(at iterate: Iterate)
  /// Chooses a direction from the iterate, and the first trial on it.
  ///
  /// - Parameter curvature: The Hessian at the iterate, computed when called.
  mutating func propose(curvature: () throws -> Matrix<Double>) throws
  /// Takes the objective at `trial`.
  mutating func receive(_ evaluation: Evaluation) -> DescentStep
}
