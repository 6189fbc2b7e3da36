import Estimators

/// The classes of some rows, by a model of a few iterations: its weights are not zero, and that is all that matters.
struct PredictRun {
  let job: Job
  let data: JobData

  init(_ job: Job) throws {
    self.job = job
    data = try JobData(job)
  }

  func measure() throws -> Outcome {
    var classifier = job.classifier()
    classifier.maxIterations = 3
    let model = try classifier.fitted(to: data.features, data.labels)
    let rows = try data.features.selectingFirst(job.predictedRows)
    var labels: [Int] = []
    let times = try Stopwatch.repetitions(for: 1, least: 5) { labels = try model.predict(rows) }
    precondition(labels.count == rows.rows)
    return Outcome(repetitions: times)
  }
}

extension Features {
  /// The first rows, or all.
  fileprivate func selectingFirst(_ count: Int?) throws -> Features {
    try count.map { try selectingRows(Array(0..<$0)) } ?? self
  }
}
