import Estimators

/// A grid of 10 C, 1e-4 to 1e4, by 5 stratified folds, and the fit of the best C: scikit-learn's `LogisticRegressionCV`.
struct CrossValidationRun {
  let job: Job
  let data: JobData

  init(_ job: Job) throws {
    self.job = job
    data = try JobData(job)
  }

  func measure() throws -> Outcome {
    let search = LogisticRegressionCV(job.classifier())
    let watch = Stopwatch()
    let model = try search.fitted(to: data.features, data.labels)
    var outcome = Outcome(seconds: watch.seconds)
    outcome.meanLosses = model.path.meanScores
    return outcome
  }
}
