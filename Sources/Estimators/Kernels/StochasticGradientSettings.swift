/// What stochastic gradient descent is told.
package struct StochasticGradientSettings: Sendable {
  /// Rows of a mini-batch, B.
  var batchSize: Int
  var schedule: LearningSchedule
  /// Rows after which averaging begins; `nil`: never.
  var averagingAfter: Int?
  var shuffle: Bool
}

extension StochasticGradientSettings {
  func validate() throws {
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
  var batches = 0
  var rows = 0
  /// η of batch 0, once known, where the schedule leaves it open.
  var firstRate: Double?
  /// The mean of the parameters over `averagedBatches`; empty before averaging begins.
  var average: [Double] = []
  var averagedBatches = 0
}
