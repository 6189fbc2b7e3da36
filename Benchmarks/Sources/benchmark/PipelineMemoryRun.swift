import EstimatorDatasets
import Estimators
import Foundation

/// The most memory of this process while it loads pictures and fits a scaler and a logistic regression to them, above
/// nothing: what a user's program needs.
struct PipelineMemoryRun {
  let job: Job

  func measure() throws -> Outcome {
    let data = try JobData(job)
    let pipeline = Pipeline {
      StandardScaler()
      job.classifier()
    }
    let watch = Stopwatch()
    let model = try pipeline.fitted(to: data.features, data.labels)
    var outcome = Outcome(seconds: watch.seconds)
    outcome.describe(model.classifier.report)
    outcome.peakMegabytes = PeakMemory.whole
    return outcome
  }
}
