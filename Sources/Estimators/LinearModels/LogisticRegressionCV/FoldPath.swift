import Matrices

/// The fits of one fold, C after C, each starting where the one before ended. Used by one thread at a time.
///
/// Unchecked: ``PathGate`` lets one fit in after the other.
final class FoldPath<Label: ClassLabel>: @unchecked Sendable {
  private var problem: LogisticProblem<Label>
  private var points: [[Double]]
  private let memory = PathMemory()

  /// - Parameters:
  ///   - settings: Of the first fit; only C may differ later.
  ///   - preconditioner: The curvature of all rows, which serves the rows of every fold; `nil` to make one of this
  ///     fold.
  init(
    _ rows: TrainingRows<Label>, settings: LogisticRegression<Label>, preconditioner: (any CurvaturePreconditioner)?
  ) throws {
    problem = try LogisticProblem(rows, settings: settings)
    if let preconditioner { problem.evaluator.share(preconditioner) }
    points = problem.initialParameters()
  }

  /// The fit for the next C.
  ///
  /// - Throws: ``FitInterrupted`` when `onIteration` throws `CancellationError`.
  func model(c: Double, _ onIteration: OnIteration) throws -> LogisticRegression<Label>.Model {
    var settings = problem.settings
    settings.c = c
    try problem.use(settings)
    if settings.precision == .automatic { problem.evaluator.resumeSingle() }
    var minimum = try BLAS.singleThreaded {
      try settings.minimizeQuietly(problem, from: points, memory: memory, onIteration)
    }
    points = minimum.minima.map(\.iterate.point)
    _ = try problem.conclude(&minimum, certifying: false)
    let model = problem.model(minimum, report: try problem.report(minimum))
    if model.report.stopped == .cancelled {
      throw FitInterrupted(model: model, iteration: minimum.history.last?.number ?? 0)
    }
    return model
  }
}
