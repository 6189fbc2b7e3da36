import Estimators

/// One loss and gradient over all rows.
///
/// The library's own pass is not public, and need not be: an iteration of gradient descent with a fixed step is exactly
/// one, so the time between two calls of `onIteration` is that of a pass and of all bookkeeping around it.
struct PassRun {
  private static let passes = 40

  let job: Job
  let data: JobData

  init(_ job: Job) throws {
    self.job = job
    data = try JobData(job)
  }

  func measure() throws -> Outcome {
    var classifier = job.classifier()
    classifier.solver = .gd(learningRate: .fixed(0.01))
    // Never met: every pass is made.
    classifier.tolerance = .leastNormalMagnitude
    classifier.maxIterations = Self.passes
    var stamps: [Double] = []
    let watch = Stopwatch()
    let model = try classifier.fitted(to: data.features, data.labels) { _ in
      stamps.append(watch.seconds)
      return .proceed
    }
    var outcome = Outcome(repetitions: zip(stamps.dropFirst(), stamps).map { $0 - $1 }.sorted())
    outcome.describe(model.report)
    return outcome
  }
}
