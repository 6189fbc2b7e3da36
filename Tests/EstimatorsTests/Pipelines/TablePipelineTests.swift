import EstimatorDatasets
import Estimators
import Testing
import _EstimatorTestSupport

/// What wraps a classifier of features wraps one of tables: on a table of numbers it gives the same bits.
@Suite struct TablePipelineTests {
  private static func numbers(_ classes: Int) throws -> (table: Table, x: Features, y: [Int]) {
    let wine = try Wine.load()
    let rows = wine.labels.indices.filter { wine.labels[$0] < classes }
    let columns = (0..<4).map { j in Table.Column.doubles(rows.map { wine.features[$0, j] }) }
    let table = try Table(names: ["a", "b", "c", "d"], columns: columns)
    return (table, try table.features(), rows.map { wine.labels[$0] })
  }

  private static func ofTable<Label>(_ labels: Label.Type) -> TablePipeline<
    Columns<StandardScaler>, LogisticRegression<Label>
  > {
    TablePipeline {
      Columns(.all) { StandardScaler() }
      LogisticRegression(labels: Label.self)
    }
  }

  private static func ofFeatures<Label>(_ labels: Label.Type) -> Pipeline<StandardScaler, LogisticRegression<Label>> {
    Pipeline {
      StandardScaler()
      LogisticRegression(labels: Label.self)
    }
  }

  /// Fits both to the same numbers, with some weights 0, and compares what they say.
  private func expectSame<A: LabelEstimator<Int>, B: LabelEstimator<Int>>(
    _ ofTable: A, _ ofFeatures: B, classes: Int = 3, _ name: String
  ) throws where A.Input == Table, B.Input == Features {
    try BLAS.singleThreaded {
      let (table, x, y) = try Self.numbers(classes)
      let weights = y.indices.map { Double($0 % 4) }
      let (a, b) = (
        try ofTable.fitted(to: table, y, sampleWeight: weights), try ofFeatures.fitted(to: x, y, sampleWeight: weights)
      )
      #expect(try a.predictProbabilities(table) == b.predictProbabilities(x), "\(name)")
      #expect(try a.predictLogProbabilities(table) == b.predictLogProbabilities(x), "\(name)")
      #expect(try a.decisionFunction(table) == b.decisionFunction(x), "\(name)")
      #expect(try a.predict(table) == b.predict(x), "\(name)")
      #expect(try a.score(table, y, sampleWeight: weights) == b.score(x, y, sampleWeight: weights), "\(name)")
      #expect(try JSON.value(A.Model.self, of: JSON.text(of: a)) == a, "\(name)")
    }
  }

  @Test(arguments: CalibrationMethod.allCases, [true, false])
  func isCalibrated(method: CalibrationMethod, ensemble: Bool) throws {
    try expectSame(
      CalibratedClassifier(Self.ofTable(Int.self), method: method, ensemble: ensemble),
      CalibratedClassifier(Self.ofFeatures(Int.self), method: method, ensemble: ensemble), "\(method), \(ensemble)")
  }

  @Test func hasThresholds() throws {
    try expectSame(
      FixedThresholdClassifier(Self.ofTable(Int.self), threshold: 0.2, positive: 0),
      FixedThresholdClassifier(Self.ofFeatures(Int.self), threshold: 0.2, positive: 0), classes: 2, "fixed")
    try expectSame(
      TunedThresholdClassifier(Self.ofTable(Int.self), thresholds: .count(9)),
      TunedThresholdClassifier(Self.ofFeatures(Int.self), thresholds: .count(9)), classes: 2, "tuned")
  }

  @Test func isFittedForEachClassAndPair() throws {
    try expectSame(
      OneVsRest(Self.ofTable(Bool.self), labels: Int.self), OneVsRest(Self.ofFeatures(Bool.self), labels: Int.self),
      "one-vs-rest")
    try expectSame(
      OneVsOne(Self.ofTable(Bool.self), labels: Int.self), OneVsOne(Self.ofFeatures(Bool.self), labels: Int.self),
      "one-vs-one")
  }

  @Test func wrappersNest() throws {
    let folds = StratifiedKFold(3)
    try expectSame(
      GridSearch(
        CalibratedClassifier(Self.ofTable(Int.self), splitter: folds), .init(\.base.classifier.c, [0.01, 1]),
        splitter: folds, scoring: .logLoss),
      GridSearch(
        CalibratedClassifier(Self.ofFeatures(Int.self), splitter: folds), .init(\.base.classifier.c, [0.01, 1]),
        splitter: folds, scoring: .logLoss), "search around a calibration")
    try expectSame(
      CalibratedClassifier(
        RandomizedSearch(Self.ofTable(Int.self), .init(\.classifier.c, [0.01, 1]), candidates: 2, splitter: folds)),
      CalibratedClassifier(
        RandomizedSearch(Self.ofFeatures(Int.self), .init(\.classifier.c, [0.01, 1]), candidates: 2, splitter: folds)),
      "calibration around a search")
  }

  @Test func itsColumnsMatterAsTheFeaturesDo() throws {
    let (table, x, y) = try Self.numbers(3)
    let (a, b) = (
      try CalibratedClassifier(Self.ofTable(Int.self)).fitted(to: table, y),
      try CalibratedClassifier(Self.ofFeatures(Int.self)).fitted(to: x, y)
    )
    #expect(
      try permutationImportance(of: a, table, y, scoring: .logLoss, repeats: 2)
        == permutationImportance(of: b, x, y, scoring: .logLoss, repeats: 2))
    #expect(
      try learningCurve(CalibratedClassifier(Self.ofTable(Int.self)), table, y, trainSizes: [60, 1.0], randomState: 1)
        == learningCurve(CalibratedClassifier(Self.ofFeatures(Int.self)), x, y, trainSizes: [60, 1.0], randomState: 1))
  }

  @Test(arguments: [true, false])
  func aStageMayStandBehindAnIf(scaled: Bool) throws {
    let (table, x, y) = try Self.numbers(3)
    let optional = TablePipeline {
      Columns("a", "b", "c", "d")
      if scaled { StandardScaler() }
      LogisticRegression()
    }
    let model = try optional.fitted(to: table, y)
    let expected =
      scaled
      ? try Self.ofFeatures(Int.self).fitted(to: x, y).predictProbabilities(x)
      : try LogisticRegression().fitted(to: x, y).predictProbabilities(x)
    #expect(try model.predictProbabilities(table) == expected)
  }

  @Test func severalOfThemStandInOneList() throws {
    let (table, _, y) = try Self.numbers(3)
    let several: [any TableClassifier<Int>] = [
      Self.ofTable(Int.self), CalibratedClassifier(Self.ofTable(Int.self)),
      OneVsRest(Self.ofTable(Bool.self), labels: Int.self),
    ]
    for one in several { #expect(try one.fitted(to: table, y).score(table, y) > 0.75) }
  }
}
