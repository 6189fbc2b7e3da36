import Estimators
import Foundation

/// Passes over the rows of a job, beside what this machine can do at best: reading memory, and products of matrices. They
/// take turns in one process, so that other work on the machine slows all of them down, and the best of each counts.
///
/// A pass is an iteration of gradient descent, as in ``PassRun``: it lasts from the end of one call of `onIteration` to the
/// beginning of the next.
struct RooflineRun {
  private static let rounds = 50

  let job: Job
  let data: JobData

  init(_ job: Job) throws {
    self.job = job
    data = try JobData(job)
  }

  func measure() throws -> Outcome {
    let (memory, products) = (MemoryReader(), ProductMaker(inner: data.features.columns))
    var (passes, reads, multiplications): ([Double], [Double], [Double]) = ([], [], [])
    var watch = Stopwatch()
    let model = try descent().fitted(to: data.features, data.labels) { _ in
      passes.append(watch.seconds)
      // Workers of the pass look out for more work before they sleep.
      Thread.sleep(forTimeInterval: 0.005)
      reads.append(memory.seconds())
      if let products { multiplications.append(products.seconds()) }
      watch = Stopwatch()
      return .proceed
    }
    // The first has the set-up in it.
    var outcome = Outcome(repetitions: passes.dropFirst().sorted())
    outcome.describe(model.report)
    outcome.readBytesPerSecond = reads.min().map { Double(MemoryReader.bytes) / $0 }
    outcome.productFlopsPerSecond = products.flatMap { maker in multiplications.min().map { maker.flops / $0 } }
    return outcome
  }

  private func descent() -> LogisticRegression<Int> {
    var classifier = job.classifier()
    classifier.solver = .gd(learningRate: .fixed(0.01))
    classifier.tolerance = .leastNormalMagnitude
    classifier.maxIterations = Self.rounds + 1
    return classifier
  }
}
