import Matrices

/// A point and its objective.
package struct Iterate: Sendable {
  package var point: [Double]
  package var evaluation: Evaluation
}

/// A method that minimises one problem: from an iterate it gives a direction; how far to go is found by its driver.
///
/// So that many problems can share each pass over the data: the driver collects the directions of all of them, searches
/// along all of them at once, and tells each where it got to.
package protocol DescentMethod: Sendable {
  /// The direction from `iterate` and the first step to try along it.
  ///
  /// - Parameter curvature: The Hessian at the iterate, computed when called.
  mutating func direction(
    from iterate: Iterate, curvature: () throws -> Matrix<Double>
  ) throws -> (direction: [Double], step: Double)
  /// Learns from a step that was taken.
  mutating func moved(from old: Iterate, to new: Iterate)
  /// Learns that no step along the last direction gave a representable decrease. Returns whether another direction from
  /// the same iterate is worth trying.
  mutating func failed() -> Bool
  /// Whether the first step is taken as it is, downhill or not.
  var takesEveryStep: Bool { get }
}

extension DescentMethod {
  package var takesEveryStep: Bool { false }
}
