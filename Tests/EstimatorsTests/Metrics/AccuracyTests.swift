import Estimators
import Testing

@Suite struct AccuracyTests {
  @Test func itIsTheShareOfRightRowsByWeight() throws {
    #expect(try accuracy(of: [1, 2, 3, 4], against: [1, 2, 0, 0]) == 0.5)
    #expect(try accuracy(of: [1, 2], against: [1, 0], sampleWeight: [3, 1]) == 0.75)
    #expect(try accuracy(of: ["a"], against: ["a"], sampleWeight: [0.1]) == 1)
  }

  @Test func whatDoesNotFitIsExplained() {
    #expect(throws: EstimatorError.rowCountMismatch(features: 2, targets: 1)) {
      try accuracy(of: [1, 2], against: [1])
    }
    #expect(throws: EstimatorError.emptyInput(rows: 0, columns: 1)) { try accuracy(of: [Int](), against: []) }
    #expect(throws: EstimatorError.noWeight) { try accuracy(of: [1], against: [1], sampleWeight: [0]) }
  }
}
