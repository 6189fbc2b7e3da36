import Estimators

/// Fits for many values of C on the same rows, each begun where the one before ended. What is written is the last model.
struct PathRun {
  let run: FitRun

  init(_ job: Job) throws { run = try FitRun(job) }

  func measure() throws -> Outcome {
    guard let cs = run.job.cs else { throw BenchmarkError.usage("The kind path needs cs, the values of C.") }
    let path = LogisticRegressionPath(run.job.classifier(), grid: .values(cs))
    let watch = Stopwatch()
    let fitted = try path.fitted(to: run.data.features, run.data.labels)
    var outcome = Outcome(seconds: watch.seconds)
    if let last = fitted.models.last {
      try run.write(last)
      outcome.describe(last.report)
    }
    outcome.evaluations = fitted.models.reduce(0) { $0 + $1.report.evaluations }
    return outcome
  }
}
