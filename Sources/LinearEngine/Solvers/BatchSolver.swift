import Files

/// A way to minimise all problems of a ``LinearEvaluator`` together: what stands behind a member of `Solver`. A new one
/// is a type here and a static member there.
///
/// Guarded by `SolverMatrixTests`.
package protocol BatchSolver: Sendable {
  /// As the member of `Solver` is called.
  var name: String { get }
  /// Solvers that take L1 norms and limits, where this one does not.
  var insteadOfKinks: String? { get }
  /// Whether steps go by single rows, in random order: the answer then depends on the random state and on the order of
  /// rows. Always in double precision.
  var isStochastic: Bool { get }
  /// What else to try where the memory does not hold it, after "Keep fewer columns".
  var insteadOfMemory: String { get }
  /// Whether it begins with a model of the curvature, for which it asks for that of the loss in the scores.
  func startsFromCurvature(of objective: LinearObjective) -> Bool
  /// What it keeps beside passes and scores, in bytes.
  func bytes(_ size: FitSize) -> Int
  /// What has run, for a report.
  func description(of end: BatchMinimum, _ objective: LinearObjective) -> String
  /// - Throws: ``EstimatorError`` for an objective that it cannot minimise, or only in minutes an iteration.
  func require(_ objective: LinearObjective) throws
  /// - Throws: ``EstimatorError/objectiveNotFinite(iteration:advice:)``, and what the closure throws. Cancellation is
  ///   no error here: it is the test that stopped.
  func minimize(
    _ evaluator: LinearEvaluator, from starts: [[Double]], _ request: SolverRequest, onIteration: OnIteration
  ) throws -> BatchMinimum
}

extension BatchSolver {
  package var insteadOfKinks: String? { nil }
  package var isStochastic: Bool { false }
  package var insteadOfMemory: String { ", or use solver: .gd or .sgd, which keep less." }
  package func startsFromCurvature(of objective: LinearObjective) -> Bool { false }
  package func description(of end: BatchMinimum, _ objective: LinearObjective) -> String { name }
  package func require(_ objective: LinearObjective) throws {}
}

/// How a fit is to go, whatever the solver.
package struct SolverRequest {
  package let rule: StoppingRule
  package let precision: Precision
  package let randomState: UInt32
  /// What earlier fits of a path have left, and what this one leaves; `nil` outside of paths.
  package let memory: PathMemory?

  package init(rule: StoppingRule, precision: Precision, randomState: UInt32 = 0, memory: PathMemory? = nil) {
    (self.rule, self.precision, self.randomState, self.memory) = (rule, precision, randomState, memory)
  }
}

/// The shape of a fit, as far as memory goes.
package struct FitSize {
  package let features: Features
  /// Score columns of all problems.
  package let columns: Int
  /// Whether there are L1 norms or limits.
  package let hasKinks: Bool
  /// Whether each problem has one score.
  package let isSingleScore: Bool
  /// Bytes of all parameters.
  package let vector: Int
  /// Bytes of weights feature by feature in whole vectors, and as many sums.
  package let sparseWeights: Int

  /// Bytes of the directions that the leading part of a Gram matrix of dense rows is made from, and of their sums.
  package let leadingGram: Int

  package init(features: Features, columns: Int, hasKinks: Bool, isSingleScore: Bool) {
    (self.features, self.columns, self.hasKinks) = (features, columns, hasKinks)
    self.isSingleScore = isSingleScore
    vector = Memory.bytes(features.columns + 1, columns, 8)
    leadingGram =
      features.isSparse || features.columns > LinearEvaluator.mostColumns
      ? 0 : Memory.bytes(features.columns, LinearEvaluator.leadingNumbers, 8)
    let lanes = KernelVariant.current.doubleLanes
    sparseWeights = Memory.bytes(features.columns, (columns + lanes - 1) / lanes * lanes, 16)
  }

  /// The sum of some counts, `Int.max` where it overflows.
  package static func sum(_ parts: Int...) -> Int {
    parts.reduce(0) { total, part in
      let (sum, overflow) = total.addingReportingOverflow(part)
      return overflow ? .max : sum
    }
  }

  /// So many times some bytes.
  package static func times(_ count: Int, _ bytes: Int) -> Int { bytes == .max ? .max : Memory.bytes(count, bytes) }
}
