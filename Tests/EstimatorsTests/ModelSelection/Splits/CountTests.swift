import Estimators
import Testing
import _EstimatorTestSupport

/// Any number where a count is asked for: an error, not a trap, and no memory without bound.
@Suite struct CountTests {
  @Test(arguments: [Int.max, Int.min, -1, 1_000_001])
  func grids(count: Int) {
    #expect { try logarithmicGrid(count: count) } throws: { "\($0)".contains("`count` must be in 0...1,000,000") }
    #expect {
      try LogisticRegressionPath(penalty: .l1, grid: .automatic(count: count, span: 10)).validate()
    } throws: {
      "\($0)".contains("`grid.count` must be in 2...10,000")
    }
  }

  @Test func exponentsOfAGrid() throws {
    #expect(try logarithmicGrid(count: 0).isEmpty)
    #expect(try logarithmicGrid(count: 3, from: -1, to: 1) == [0.1, 1, 10])
    for exponent in [Double.nan, .infinity, 400, -400] {
      #expect(refusedSetting { try logarithmicGrid(from: exponent) } == "from")
      #expect(refusedSetting { try logarithmicGrid(to: exponent) } == "to")
    }
  }

  /// Row numbers of 4 TB and more.
  @Test func splitsThatNoMachineHolds() {
    let labels = (0..<600_000).map { $0 % 2 }
    let splitters: [any Splitter] = [
      ShuffleSplit(1_000_000), StratifiedShuffleSplit(1_000_000), RepeatedStratifiedKFold(2, repeats: 1_000_000),
    ]
    for splitter in splitters {
      #expect {
        try splitter.folds(of: labels)
      } throws: {
        ($0 as? EstimatorError)?.code == .tooLarge
      }
    }
  }

  @Test(arguments: [Int.max, Int.min, 0])
  func splitsAndTheRest(count: Int) throws {
    let labels = [0, 1, 0, 1, 0, 1]
    let x = try Matrix(labels.map { [Double($0)] })
    let splitters: [any Splitter] = [
      KFold(count), StratifiedKFold(count), GroupKFold(count), ShuffleSplit(count), StratifiedShuffleSplit(count),
      RepeatedStratifiedKFold(count), RepeatedStratifiedKFold(2, repeats: count), TimeSeriesSplit(count),
      TimeSeriesSplit(2, testSize: count), ShuffleSplit(testSize: .rows(count)),
    ]
    for splitter in splitters {
      #expect(EstimatorError.Code.invalidSetting ~= thrown { try splitter.folds(of: labels, groups: labels) })
    }
    #expect(
      refusedSetting {
        try RandomizedSearch(LogisticRegression(), .init(\.c, logUniform: 1...2), candidates: count).fitted(
          to: x, labels)
      } == "candidates")
    #expect(
      refusedSetting {
        try TunedThresholdClassifier(LogisticRegression(), thresholds: .count(count)).fitted(to: x, labels)
      } == "thresholds")
    #expect(
      refusedSetting {
        try learningCurve(LogisticRegression(), x, labels, trainSizes: [.rows(count)], splitter: KFold(2))
      } == "trainSizes")
    let noRows = thrown { try bootstrapInterval(rows: count) { _ in 1 } }
    #expect((count == .max ? EstimatorError.Code.invalidSetting : .emptyInput) ~= noRows)
    #expect(refusedSetting { try bootstrapInterval(rows: 3, draws: count) { _ in 1 } } == "draws")
    #expect(
      refusedSetting {
        try CalibrationCurve(of: [0.5], positive: [true], bins: count)
      } == "bins")
  }

  @Test func moreFitsThanAListHolds() throws {
    let labels = (0..<40).map { $0 % 2 }
    let x = try Matrix(labels.map { [Double($0)] })
    let search = RandomizedSearch(
      LogisticRegression(), .init(\.c, logUniform: 1...2), candidates: 1_000, splitter: ShuffleSplit(20_000))
    #expect { try search.fitted(to: x, labels) } throws: { "\($0)".contains("at most 10000000 fits") }
    #expect {
      try validationCurve(
        LogisticRegression(), x, labels, .init(\.c, Array(repeating: 1, count: 1_000)), splitter: ShuffleSplit(20_000))
    } throws: {
      "\($0)".contains("at most 10,000,000 fits")
    }
  }

  /// Nobody reads a million cells; the mistakes that happen most are told.
  @Test func aConfusionOfManyClasses() throws {
    let truth = Array(0..<1_000)
    let predicted = truth.map { $0 == 3 || $0 == 4 ? 5 : $0 }
    let text = try ConfusionMatrix(of: predicted + [5], against: truth + [3]).description
    #expect(text == "1000 classes; the most frequent mistakes:\n2 of 3 as 5\n1 of 4 as 5")
    #expect(
      EstimatorError.Code.tooLarge ~= thrown { try ConfusionMatrix(of: Array(0..<20_000), against: Array(0..<20_000)) })
  }
}
