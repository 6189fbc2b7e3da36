import EstimatorDatasets
import Estimators
import Foundation

/// One cold fit. Everything the library does is in the time: checks, Gram matrix and its factors, the last evaluation.
struct FitRun {
  let job: Job
  let data: JobData

  init(_ job: Job) throws {
    self.job = job
    data = try JobData(job)
  }

  func measure() throws -> Outcome {
    let classifier = job.classifier()
    let target = job.target ?? -.infinity
    var trajectory: [[Double]] = []
    let memory = PeakMemory()
    let watch = Stopwatch()
    let model = try classifier.fitted(to: data.features, data.labels) { iteration in
      if job.trajectory == true { trajectory.append([watch.seconds, iteration.objective]) }
      return iteration.objective <= target ? .stop : .proceed
    }
    let seconds = watch.seconds
    let peak = memory?.megabytesAbove
    try write(model)
    var outcome = Outcome(seconds: seconds)
    outcome.describe(model.report)
    outcome.peakMegabytes = peak
    if job.trajectory == true { outcome.trajectory = trajectory }
    return outcome
  }

  func write(_ model: LogisticRegression<Int>.Model) throws {
    guard let path = job.output else { return }
    try NPZ.write(
      ["coefficients": .matrix(model.coefficients), "intercepts": .vector(model.intercepts)],
      to: URL(fileURLWithPath: path))
  }
}

extension Outcome {
  /// Takes over what the report says.
  mutating func describe(_ report: FitReport) {
    iterations = report.iterations.max()
    evaluations = report.evaluations
    objective = report.objective
    stopped = report.stopped.rawValue
    method = report.method
  }
}
