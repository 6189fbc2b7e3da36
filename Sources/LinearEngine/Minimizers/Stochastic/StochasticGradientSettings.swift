// Guarded by `StochasticGradientTests`.
/// What stochastic gradient descent is told.
package struct StochasticGradientSettings: Sendable {
  /// Rows of a mini-batch, B.
  var batchSize: Int
  package var schedule: LearningSchedule
  /// Rows after which averaging begins; `nil`: never.
  var averagingAfter: Int?
  var shuffle: Bool

  package init(batchSize: Int, schedule: LearningSchedule, averagingAfter: Int?, shuffle: Bool) {
    (self.batchSize, self.schedule) = (batchSize, schedule)
    (self.averagingAfter, self.shuffle) = (averagingAfter, shuffle)
  }
}

extension StochasticGradientSettings {
  package func validate() throws {
    guard batchSize >= 1 else {
      throw EstimatorError.invalidSetting(name: "batchSize", value: "\(batchSize)", rule: "at least 1")
    }
    if let averagingAfter, averagingAfter < 0 {
      throw EstimatorError.invalidSetting(
        name: "averagingAfter", value: "\(averagingAfter)",
        rule: "a number of rows, at least 0, or nil for no averaging")
    }
    try schedule.validate()
  }
}

/// Where stochastic gradient descent stands, so that it can go on later, on other rows.
package struct StochasticGradientProgress: Sendable, Hashable, Codable {
  /// Batches and rows so far.
  package var batches = 0
  package var rows = 0
  /// η of batch 0, once known, where the schedule leaves it open.
  package var firstRate: Double?
  /// The mean of the parameters over `averagedBatches`; empty before averaging begins.
  package var average: [Double] = []
  package var averagedBatches = 0

  package init() {}
}
