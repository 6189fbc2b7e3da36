import Matrices

extension FitReport {
  /// What a minimisation says of itself, without advice, notes and seconds.
  init(_ minimum: BatchMinimum, by solver: any BatchSolver, of evaluator: LinearEvaluator) {
    let (minima, stopped) = (minimum.minima, minimum.minima.map(\.stopped))
    let evaluations = minima.map(\.iterate.evaluation)
    self.init(
      stopped: stopped.first { $0 != .gradient } ?? .gradient, stoppedPerProblem: stopped,
      iterations: minima.map(\.iterations), evaluations: minimum.evaluations,
      objective: evaluations.reduce(0) { $0 + $1.value }, objectivePerProblem: evaluations.map(\.value),
      gradientNorm: evaluations.map(\.gradientNorm).max() ?? 0, history: minimum.history, seconds: 0,
      method: evaluator.method(minimum, by: solver), advice: [], notes: [])
  }
}

extension LinearEvaluator {
  /// What ran: solver, arithmetic, kernel variant.
  fileprivate func method(_ minimum: BatchMinimum, by solver: any BatchSolver) -> String {
    let single = singlePasses
    let arithmetic =
      single == 0 ? "double" : "\(single) of \(minimum.evaluations) passes in single precision, the last in double"
    let start = isPreconditioned ? ", preconditioned by \(curvature)" : ""
    let renewed = minimum.hessians == 0 ? "" : ", begun anew from \(minimum.hessians) Hessians"
    let name = solver.description(of: minimum, objective)
    return "\(name)\(start)\(renewed), \(arithmetic), kernel \(KernelVariant.current.name)"
  }

  /// What is known of the features when the first step is taken.
  private var curvature: String {
    switch (takesDiagonal, objective.hasIntercept) {
    case (false, true): "the covariance of the features"
    case (false, false): "the Gram matrix"
    case (true, true): "the variances of the features"
    case (true, false): "the diagonal of the Gram matrix"
    }
  }
}
