import Estimators
import Foundation
import Testing
import _EstimatorTestSupport

@Suite struct ComparisonTests {
  private let truth = (0..<200).map { $0 % 3 }

  /// Wrong on every k-th row.
  private func predictions(wrongEvery k: Int) -> [Int] { truth.enumerated().map { $0 % k == 0 ? 9 : $1 } }

  @Test func aBetterClassifierIsTold() throws {
    let comparison = try compareClassifiers(
      predictions(wrongEvery: 10), predictions(wrongEvery: 3), against: truth, randomState: 1)
    #expect(comparison.firstAccuracy == 0.9)
    #expect(abs(comparison.secondAccuracy - 133.0 / 200) < 1e-15)
    // Rows 0, 30, 60 … are wrong by both: 7; so 13 by the first alone, 60 by the second.
    #expect(comparison.test.onlyFirst == 60 && comparison.test.onlySecond == 13)
    #expect(comparison.test.pValue < 1e-6)
    #expect(comparison.interval.lowerBound > 0)
    #expect(comparison.interval.contains(comparison.difference))
    #expect("\(comparison)".contains("only the second on 13"))
    let swapped = try compareClassifiers(
      predictions(wrongEvery: 3), predictions(wrongEvery: 10), against: truth, randomState: 1)
    #expect(swapped.test.pValue == comparison.test.pValue)
    #expect(abs(swapped.interval.lowerBound + comparison.interval.upperBound) < 1e-12)
  }

  @Test func equalPredictionsDoNotDiffer() throws {
    let same = predictions(wrongEvery: 4)
    let comparison = try compareClassifiers(same, same, against: truth)
    #expect(comparison.difference == 0)
    #expect(comparison.interval == 0...0)
    #expect(comparison.test.pValue == 1)
    #expect(comparison.test.asymptoticPValue == 1)
  }

  @Test func theBootstrapAgreesWithTheStandardError() throws {
    let right = (0..<400).map { $0 % 4 == 0 ? 0.0 : 1 }
    let interval = try bootstrapInterval(rows: 400, draws: 4000, randomState: 7) { rows in
      rows.reduce(0) { $0 + right[$1] } / 400
    }
    let error = 1.959964 * (0.75 * 0.25 / 400).squareRoot()
    // 4000 draws leave a quantile uncertain by some 4 % of the standard error.
    #expect(abs(interval.lowerBound - (0.75 - error)) < 0.005)
    #expect(abs(interval.upperBound - (0.75 + error)) < 0.005)
    #expect(
      try interval
        == bootstrapInterval(rows: 400, draws: 4000, randomState: 7) { $0.reduce(0) { $0 + right[$1] } / 400 })
  }

  @Test func aBootstrapOfInfinitiesIsStillARange() throws {
    let values = [-Double.infinity, 0, .infinity]
    let interval = try bootstrapInterval(rows: 3, draws: 50) { values[$0[0]] }
    #expect(interval.lowerBound == -.infinity && interval.upperBound == .infinity)
  }

  @Test func weightsCountAsTheirEffectiveRows() throws {
    let predicted = predictions(wrongEvery: 5)
    let plain = try accuracyInterval(of: predicted, against: truth)
    let equal = try accuracyInterval(of: predicted, against: truth, sampleWeight: truth.map { _ in 1e-300 })
    #expect(abs(plain.lowerBound - equal.lowerBound) < 1e-12 && abs(plain.upperBound - equal.upperBound) < 1e-12)
    let half = truth.indices.map { $0 < 100 ? 1.0 : 0 }
    #expect(
      try accuracyInterval(of: predicted, against: truth, sampleWeight: half)
        == accuracyInterval(of: predicted.prefix(100), against: truth.prefix(100)))
  }

  @Test func settingsOutOfRangeAreExplained() {
    for confidence in [0, 1, -1, .nan, 1.0.nextDown] {
      #expect(refusedSetting { try wilsonInterval(successes: 1, trials: 2, confidence: confidence) } == "confidence")
      #expect(refusedSetting { try bootstrapInterval(rows: 3, confidence: confidence) { _ in 0 } } == "confidence")
    }
    #expect(refusedSetting { try wilsonInterval(successes: 3, trials: 2) } == "successes")
    #expect(refusedSetting { try wilsonInterval(successes: 0, trials: 0) } == "trials")
    #expect(EstimatorError.Code.emptyInput ~= thrown { try bootstrapInterval(rows: 0) { _ in 0 } })
    for draws in [-1, 1, 1_000_001, .max] {
      #expect(refusedSetting { try bootstrapInterval(rows: 3, draws: draws) { _ in 0 } } == "draws")
    }
    #expect(EstimatorError.Code.unsupported ~= thrown { try bootstrapInterval(rows: 3) { _ in .nan } })
    #expect(refusedSetting { try McNemarTest(onlyFirst: -1, onlySecond: 0) } == "onlyFirst")
    #expect(throws: EstimatorError.rowCountMismatch(features: 1, targets: 200)) {
      try McNemarTest(of: truth, and: [1], against: truth)
    }
    #expect(throws: EstimatorError.emptyInput(rows: 0, columns: 1)) {
      try compareClassifiers([Int](), [Int](), against: [Int]())
    }
  }
}
