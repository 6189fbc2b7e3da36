import Matrices

/// A method that minimises one problem of a batch; its driver finds how far to go along each direction.
///
/// So that many problems can share each pass over the data: the driver collects the directions of all of them, searches
/// along all of them at once, and tells each where it got to.
package protocol BatchDescentMethod: Sendable {
  /// The directions of some problems from their iterates, found together, and the first step to try along each.
  ///
  /// - Parameters:
  ///   - methods: One per problem of the batch, as are the iterates.
  ///   - problems: Those that still run.
  static func directions(
    of methods: inout [Self], problems: [Int], iterates: [Iterate], objective: some BatchObjective
  ) throws -> [(direction: [Double], step: Double)]
  /// Learns from a step that was taken.
  mutating func moved(from old: Iterate, to new: Iterate)
  /// Learns at which step the minimum of the last line is likely to be, where a first step that is right saves a pass.
  mutating func updateInitialScale(bestStep step: Double)
  /// Learns that no step along the last direction gave a representable decrease. Returns whether another direction from
  /// the same iterate is worth trying.
  mutating func failed() -> Bool
  /// How far to go along the last direction.
  var stepRule: StepRule { get }
}

/// How far to go along a direction.
package enum StepRule: Sendable {
  /// The first step as it is, downhill or not.
  case every
  /// To a point where the strong Wolfe conditions hold. For smooth objectives.
  case wolfe
  /// The first step, shortened until F falls by `share` of what the direction promises.
  ///
  /// - `promised`: −(∇F·d + h(w + d) − h(w)) for direction d and the part h without a gradient.
  /// - `shortens`: Whether shorter steps are tried at all; without, the direction has failed when the first step has.
  case decrease(promised: Double, share: Double, shortens: Bool)
}

extension BatchDescentMethod {
  package var stepRule: StepRule { .wolfe }
  package mutating func updateInitialScale(bestStep step: Double) {}
}

/// A method that finds the direction of each problem alone.
package protocol DescentMethod: BatchDescentMethod {
  /// The direction from `iterate` and the first step to try along it.
  ///
  /// - Parameter curvature: The Hessian at the iterate, computed when called.
  mutating func direction(
    from iterate: Iterate, curvature: () throws -> Matrix<Double>
  ) throws -> (direction: [Double], step: Double)
}

extension DescentMethod {
  package static func directions(
    of methods: inout [Self], problems: [Int], iterates: [Iterate], objective: some BatchObjective
  ) throws -> [(direction: [Double], step: Double)] {
    try problems.map { problem in
      try methods[problem].direction(from: iterates[problem]) {
        try objective.hessian(EvaluationRequest(problem: problem, point: iterates[problem].point))
      }
    }
  }
}
