import Estimators

/// The grid of the example `model-selection`: scaler on or off × four C × two treatments of the classes, on five stratified
/// folds, and the fit of the best.
struct SelectionRun {
  let job: Job
  let data: JobData

  init(_ job: Job) throws {
    self.job = job
    data = try JobData(job)
  }

  func measure() throws -> Outcome {
    let pipeline = Pipeline {
      StandardScaler()
      job.classifier()
    }
    let off = StandardScaler(withMean: false, withStandardDeviation: false)
    let search = GridSearch(
      pipeline, .init(\.stages, ["on": StandardScaler(), "off": off]), .init(\.classifier.c, [1e-4, 1e-3, 1e-2, 1e-1]),
      .init(\.classifier.multiClass, [.multinomial, .ovr]))
    let watch = Stopwatch()
    let model = try search.fitted(to: data.features, data.labels)
    var outcome = Outcome(seconds: watch.seconds)
    outcome.foldScores = model.results.candidates.map { $0.testScores[0].values }
    return outcome
  }
}
