import Estimators

/// The figures of one fit, as `--json` writes them.
public struct FitFigures: Encodable, Sendable {
  /// The mean objective at the end, penalty included; with one-vs-rest the sum over its problems.
  public let objective: Double
  /// The largest magnitude in the gradient at the end.
  public let gradientNorm: Double
  /// Iterations; with one-vs-rest those of the problem that took most.
  public let iterations: Int
  /// Passes over the data.
  public let evaluations: Int
  public let fitSeconds: Double
  public let trainAccuracy: Double
  public let testAccuracy: Double
  /// The mean surprise at the true digits of the test pictures; only where the example computes it.
  public let testLogLoss: Double?
  /// The most memory the process has had so far.
  public let peakMemoryMB: Double
  /// The test that ended the fit.
  public let stopped: String

  public init(_ report: FitReport, trainAccuracy: Double, testAccuracy: Double, testLogLoss: Double? = nil) {
    objective = report.objective
    gradientNorm = report.gradientNorm
    iterations = report.iterations.max() ?? 0
    evaluations = report.evaluations
    fitSeconds = report.seconds
    self.trainAccuracy = trainAccuracy
    self.testAccuracy = testAccuracy
    self.testLogLoss = testLogLoss
    peakMemoryMB = PeakMemory.megabytes
    stopped = report.stopped.rawValue
  }
}
