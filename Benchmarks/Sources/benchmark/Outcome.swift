/// What one run prints.
struct Outcome: Encodable {
  /// The time of the job: of the one fit, or the best of many repetitions.
  var seconds: Double
  /// The median of the repetitions.
  var medianSeconds: Double?
  var repetitions: Int?
  var iterations: Int?
  /// Passes over the data.
  var evaluations: Int?
  /// What the library says the objective is; the judge computes its own.
  var objective: Double?
  var stopped: String?
  var method: String?
  /// The most memory of the job above what was there before it.
  var peakMegabytes: Double?
  /// What all threads read of memory.
  var readBytesPerSecond: Double?
  /// What all threads do in a product of matrices in single precision, two for each multiplication and addition.
  var productFlopsPerSecond: Double?
  /// For each loss the time of a pass outside of the package over that inside.
  var ratios: [String: Double]?
  /// The mean log-loss over the folds, for each C.
  var meanLosses: [Double]?
  /// The accuracy on each fold, for each candidate.
  var foldScores: [[Double]]?
  /// Seconds since the beginning and objective, one pair per iteration.
  var trajectory: [[Double]]?
}
