import Estimators
import Testing
import _EstimatorTestSupport

/// The rows that scikit-learn 1.9.1 picks, stored in `Tests/Reference/splits.json`: exactly, in its order.
@Suite struct SplitReferenceTests {
  struct Arguments: Decodable, Sendable {
    let splits: Int?
    let repeats: Int?
    let randomState: UInt32?
    let test: Double?
    let train: Double?
    let maxTrainSize: Int?
    let gap: Int?
    let shuffle: Bool?

    private enum CodingKeys: String, CodingKey {
      case splits = "n_splits"
      case repeats = "n_repeats"
      case randomState = "random_state"
      case test = "test_size"
      case train = "train_size"
      case maxTrainSize = "max_train_size"
      case gap, shuffle
    }

    var testSize: SplitSize? { test.map(Self.size) }
    var trainSize: SplitSize? { train.map(Self.size) }

    private static func size(_ value: Double) -> SplitSize { value < 1 ? .share(value) : .rows(Int(value)) }
  }

  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let splitter: String
    let arguments: Arguments
    let rows: Int
    let labels: [Int]?
    let groups: [Int]?
    let folds: [[[Int]]]

    var testDescription: String { "\(splitter) of \(rows) rows, \(arguments)" }

    func result() throws -> [Fold] {
      if splitter == "train_test_split" { return [try trainTest()] }
      guard let labels else { return try made().folds(rows: rows) }
      guard let groups else { return try made().folds(of: labels) }
      return try made().folds(of: labels, groups: groups)
    }

    private func trainTest() throws -> Fold {
      let seed = arguments.shuffle == false ? nil : arguments.randomState
      guard let labels else {
        return try trainTestSplit(
          rows: rows, testSize: arguments.testSize, trainSize: arguments.trainSize, randomState: seed)
      }
      return try trainTestSplit(
        of: labels, testSize: arguments.testSize, trainSize: arguments.trainSize, stratified: true, randomState: seed)
    }

    private func made() throws -> any Splitter {
      let splits = arguments.splits ?? 0
      switch splitter {
      case "KFold": return KFold(splits, randomState: arguments.randomState)
      case "StratifiedKFold": return StratifiedKFold(splits, randomState: arguments.randomState)
      case "GroupKFold": return GroupKFold(splits, randomState: arguments.randomState)
      case "RepeatedStratifiedKFold":
        return RepeatedStratifiedKFold(
          splits, repeats: arguments.repeats ?? 0, randomState: arguments.randomState ?? 0)
      case "ShuffleSplit":
        return ShuffleSplit(
          splits, testSize: arguments.testSize, trainSize: arguments.trainSize,
          randomState: arguments.randomState ?? 0)
      case "StratifiedShuffleSplit":
        return StratifiedShuffleSplit(
          splits, testSize: arguments.testSize, trainSize: arguments.trainSize,
          randomState: arguments.randomState ?? 0)
      case "TimeSeriesSplit":
        return TimeSeriesSplit(
          splits, maxTrainSize: arguments.maxTrainSize, testSize: arguments.test.map { Int($0) },
          gap: arguments.gap ?? 0)
      case "LeaveOneOut": return LeaveOneOut()
      default: throw LawViolation("No splitter is called \(splitter)")
      }
    }
  }

  static var cases: [Case] { get throws { try Reference.load("splits", as: [Case].self) } }

  @Test(arguments: try cases)
  func everySplitIsScikitLearns(split: Case) throws {
    let folds = try split.result()
    #expect(folds.map { [$0.train, $0.test] } == split.folds)
  }

  /// The golden values of semantics.md §16.
  @Test func theGoldenRowsOfSeed42() throws {
    let plain = try trainTestSplit(rows: 12, testSize: 0.25, randomState: 42)
    #expect(plain.train == [8, 5, 2, 1, 11, 4, 7, 3, 6])
    #expect(plain.test == [10, 9, 0])
    let y = Array(repeating: "a", count: 6) + Array(repeating: "b", count: 4) + ["c", "c"]
    let stratified = try trainTestSplit(of: y, testSize: 0.5, stratified: true, randomState: 42)
    #expect(stratified.train == [7, 1, 0, 8, 10, 5])
    #expect(stratified.test == [2, 11, 9, 4, 6, 3])
    let folds = try StratifiedKFold(2, randomState: 42).folds(of: y)
    #expect(folds.map(\.test) == [[0, 1, 3, 6, 9, 10], [2, 4, 5, 7, 8, 11]])
  }
}
