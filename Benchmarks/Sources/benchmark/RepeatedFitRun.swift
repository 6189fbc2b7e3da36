import Estimators

/// Fits of small data, one after the other: what a fit costs once the process is warm.
struct RepeatedFitRun {
  let run: FitRun

  init(_ job: Job) throws { run = try FitRun(job) }

  func measure() throws -> Outcome {
    let classifier = run.job.classifier()
    var model: LogisticRegression<Int>.Model?
    let times = try Stopwatch.repetitions(for: 2, least: 5) {
      model = try classifier.fitted(to: run.data.features, run.data.labels)
    }
    var outcome = Outcome(repetitions: times)
    if let model {
      try run.write(model)
      outcome.describe(model.report)
    }
    return outcome
  }
}
