import Estimators
import Testing
import _EstimatorTestSupport

@Suite struct SplitterTests {
  static let labels = (0..<60).map { ["ash", "birch", "cedar", "ash"][$0 * 7 % 4] }
  static let groups = (0..<60).map { $0 * 11 % 9 }
  static let partitions: [any Splitter] = [
    KFold(7), KFold(7, randomState: 3), StratifiedKFold(4), StratifiedKFold(4, randomState: 3), GroupKFold(4),
    GroupKFold(4, randomState: 3), LeaveOneOut(),
  ]

  @Test(arguments: partitions)
  func everyRowJudgesOnceAndOtherwiseTrains(splitter: any Splitter) throws {
    let folds = try splitter.folds(of: Self.labels, groups: Self.groups)
    #expect(folds.flatMap(\.test).sorted() == Array(0..<60))
    for fold in folds { #expect((fold.train + fold.test).sorted() == Array(0..<60)) }
  }

  @Test func theSharesOfTheClassesDifferByOneRowAtMost() throws {
    for fold in try StratifiedKFold(7, randomState: 1).folds(of: Self.labels) {
      for (label, rows) in ["ash": 30, "birch": 15, "cedar": 15] {
        let found = fold.test.count { Self.labels[$0] == label }
        #expect(abs(Double(found) - Double(rows) / 7) < 1)
      }
    }
  }

  @Test(arguments: [nil, 5] as [UInt32?])
  func noGroupIsParted(seed: UInt32?) throws {
    for fold in try GroupKFold(3, randomState: seed).folds(of: Self.labels, groups: Self.groups) {
      let training = Set(fold.train.map { Self.groups[$0] })
      #expect(training.isDisjoint(with: fold.test.map { Self.groups[$0] }))
    }
  }

  @Test func otherNamesForTheClassesGiveTheSameFolds() throws {
    let renamed = Self.labels.map { ["ash": 9, "birch": 2, "cedar": 5][$0] ?? 0 }
    #expect(
      try StratifiedKFold(5, randomState: 8).folds(of: Self.labels)
        == StratifiedKFold(5, randomState: 8).folds(of: renamed))
  }

  @Test func theFutureNeverTrains() throws {
    for fold in try TimeSeriesSplit(5, gap: 3).folds(rows: 60) {
      #expect(try #require(fold.train.max()) + 3 < (try #require(fold.test.min())))
    }
  }

  @Test func leavingOneOutOfManyRowsListsTrainingRowsOnlyWhenAsked() throws {
    // 100,000 × 99,999 row numbers would be 80 GB.
    let folds = try LeaveOneOut().folds(rows: 100_000)
    #expect(folds.count == 100_000)
    #expect(folds[99_999].train == Array(0..<99_999))
  }

  @Test func aSplitReadsTheCallersNumbersAndKeepsRowsTogether() throws {
    let x = Matrix<UInt8>(rows: 8, columns: 1) { elements in
      for row in 0..<8 { elements.initializeElement(at: row, to: UInt8(row)) }
    }
    let y = (0..<8).map { $0 / 4 }
    let (xTrain, xTest, yTrain, yTest) = try trainTestSplit(x, y, testSize: 2, stratified: true, randomState: 4)
    #expect(try xTrain.matrix().elements.map { Int($0) / 4 } == yTrain)
    #expect(try xTest.matrix().elements.map { Int($0) / 4 } == yTest)
    #expect(yTest.sorted() == [0, 1])
    guard case .bytes(let stored) = xTrain.storage else {
      Issue.record("The bytes were converted")
      return
    }
    #expect(stored.rows == 8, "All rows are still there: the part is a choice of them")
  }

  @Test func whatBelongsToTheRowsCanBeSplitTheSameWay() throws {
    let fold = try trainTestSplit(rows: 5, testSize: 2, randomState: nil)
    let (train, test) = try fold.split([0.5, 1.5, 2.5, 3.5, 4.5])
    #expect(train == [0.5, 1.5, 2.5])
    #expect(test == [3.5, 4.5])
    #expect(throws: EstimatorError.rowOutOfRange(row: 3, rows: 3)) { try fold.split([1, 2, 3]) }
  }
}

/// Settings and rows that do not fit are explained.
@Suite struct SplitterErrorTests {
  private let y = SplitterTests.labels

  private func explained(_ name: String, _ body: () throws -> Void) {
    do {
      try body()
      Issue.record("\(name) went through")
    } catch let error as EstimatorError where error.code == .invalidSetting {
      #expect(error.setting == name)
    } catch {
      Issue.record("\(name): \(error)")
    }
  }

  @Test func settingsOutOfRange() {
    for splits in [-1, 0, 1, 61, .max] {
      explained("splits") { _ = try KFold(splits).folds(of: y) }
      explained("splits") { _ = try StratifiedKFold(splits).folds(of: y) }
      explained("splits") { _ = try TimeSeriesSplit(splits).folds(of: y) }
      explained("splits") { _ = try GroupKFold(splits).folds(of: y, groups: SplitterTests.groups) }
    }
    explained("splits") { _ = try StratifiedKFold(31).folds(of: y) }
    explained("splits") { _ = try ShuffleSplit(0).folds(of: y) }
    explained("splits") { _ = try StratifiedShuffleSplit(-3).folds(of: y) }
    for count in [0, -1, 1_000_001, .max] {
      explained("repeats") { _ = try RepeatedStratifiedKFold(2, repeats: count).folds(of: y) }
      explained("splits") { _ = try ShuffleSplit(count).folds(of: y) }
      explained("splits") { _ = try StratifiedShuffleSplit(count).folds(of: y) }
    }
    explained("gap") { _ = try TimeSeriesSplit(gap: -1).folds(of: y) }
    explained("maxTrainSize") { _ = try TimeSeriesSplit(maxTrainSize: 0).folds(of: y) }
    for size in [-1, 0, 12, 60, .max] { explained("testSize") { _ = try TimeSeriesSplit(testSize: size).folds(of: y) } }
    explained("testSize") { _ = try TimeSeriesSplit(gap: .max).folds(of: y) }
    explained("rows") { _ = try LeaveOneOut().folds(rows: 1) }
    explained("rows") { _ = try KFold(2).folds(rows: .max) }
    explained("rows") { _ = try trainTestSplit(rows: .max) }
    explained("rows") { _ = try bootstrapInterval(rows: .max) { _ in 0 } }
  }

  @Test(arguments: [.share(0), .share(1), .share(-0.5), .share(.nan), 0, 60, -2, .rows(.max)] as [SplitSize])
  func sizesOutOfRange(size: SplitSize) {
    explained("testSize") { _ = try trainTestSplit(of: y, testSize: size) }
    explained("trainSize") { _ = try ShuffleSplit(trainSize: size).folds(of: y) }
    explained("testSize") { _ = try trainTestSplit(of: y, testSize: size, stratified: true) }
  }

  @Test func sizesThatDoNotFitTogether() {
    explained("trainSize") { _ = try trainTestSplit(rows: 10, testSize: 6, trainSize: 5) }
    explained("trainSize") { _ = try trainTestSplit(rows: 1) }
    explained("testSize") { _ = try trainTestSplit(of: y, testSize: 2, stratified: true) }
    explained("trainSize") { _ = try trainTestSplit(of: y, trainSize: 2, stratified: true) }
  }

  @Test func whatASplitterNeedsIsAskedFor() {
    #expect(EstimatorError.Code.unsupported ~= thrown { try StratifiedKFold().folds(rows: 10) })
    #expect(EstimatorError.Code.unsupported ~= thrown { try GroupKFold().folds(of: y) })
    #expect(throws: EstimatorError.emptyInput(rows: 0, columns: 1)) { try KFold(2).folds(rows: 0) }
    #expect(throws: EstimatorError.emptyInput(rows: 0, columns: 1)) { try trainTestSplit(rows: 0) }
    #expect(throws: EstimatorError.groupCountMismatch(rows: 60, groups: 2)) {
      try GroupKFold(2).folds(of: y, groups: [1, 2])
    }
    #expect(throws: EstimatorError.rowCountMismatch(features: 2, targets: 60)) {
      try trainTestSplit(Matrix<Double>.zeros(rows: 2, columns: 1), y)
    }
    #expect(EstimatorError.Code.unsupported ~= thrown { try trainTestSplit(of: y, stratified: true, randomState: nil) })
    #expect(
      EstimatorError.Code.unsupported ~= thrown { try trainTestSplit(of: ["a", "a", "a", "b"], stratified: true) })
  }
}
