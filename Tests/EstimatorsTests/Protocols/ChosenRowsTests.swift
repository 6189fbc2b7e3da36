import Estimators
import Testing
import _EstimatorTestSupport

/// Whatever fits or judges on a part of the rows names a row by its number among those of the caller.
@Suite struct ChosenRowsTests {
  /// Row 0 has no weight; row 14 is wrong in one way or another.
  private let rows = 18
  private let wrong = 14
  private let weights: [Double]
  private let y: [String]
  private let two: [Bool]

  init() {
    weights = (0..<rows).map { $0 == 0 ? 0 : 1 }
    y = (0..<rows).map { ["a", "b", "c"][$0 % 3] }
    two = (0..<rows).map { $0 % 2 == 0 }
  }

  private var x: Matrix<Double> {
    get throws { try Matrix((0..<rows).map { [$0 == wrong ? .nan : Double($0 % 5), Double($0 % 3)] }) }
  }

  /// A category that no other row has: what an encoder learns without that row does not know it.
  private var oneOfAKind: Table {
    get throws {
      try Table([
        "city": .strings((0..<rows).map { $0 == wrong ? "Ulm" : ["Bonn", "Köln"][$0 % 2] }),
        "size": .doubles((0..<rows).map(Double.init)),
      ])
    }
  }

  private var withGap: Table {
    get throws {
      try Table(["city": .strings((0..<rows).map { $0 == wrong ? nil : ["Bonn", "Köln"][$0 % 2] })])
    }
  }

  private func pipeline<Label: ClassLabel>(
    _ labels: Label.Type, _ missing: MissingCategory = .category
  ) -> TablePipeline<OneHotEncoder, LogisticRegression<Label>> {
    TablePipeline {
      OneHotEncoder(["city"], missing: missing)
      LogisticRegression<Label>()
    }
  }

  private func row(_ body: () throws -> some Any) -> Int? {
    let error = thrown(body)
    return (error as? EstimatorError)?.row ?? (error as? MatrixError)?.row
  }

  @Test func aStageNamesAMissingCell() throws {
    let table = try withGap
    let strict = pipeline(String.self, .error)
    #expect(throws: MatrixError.missingCell(column: "city", row: wrong)) {
      try strict.fitted(to: table, y, sampleWeight: weights)
    }
    #expect(row { try OneVsOne(pipeline(Bool.self, .error), labels: String.self).fitted(to: table, y) } == wrong)
    #expect(row { try CalibratedClassifier(strict).fitted(to: table, y, sampleWeight: weights) } == wrong)
  }

  @Test func aPairOfClassesNamesANumberThatIsNotFinite() throws {
    let x = try x
    for weights in [nil, weights] {
      let error = EstimatorError.notFinite(row: wrong, column: "0", value: .nan)
      func same(_ body: () throws -> some Any) -> Bool { "\(thrown(body))" == "\(error)" }
      #expect(
        same { try OneVsOne(LogisticRegression<Bool>(), labels: String.self).fitted(to: x, y, sampleWeight: weights) })
      #expect(
        same { try OneVsRest(LogisticRegression<Bool>(), labels: String.self).fitted(to: x, y, sampleWeight: weights) })
      #expect(
        same {
          try LogisticRegressionCV(LogisticRegression<String>(), splitter: KFold(3)).fitted(
            to: x, y, sampleWeight: weights)
        })
    }
  }

  @Test func foldsNameIt() throws {
    let (x, c) = (try x, LogisticRegression<String>())
    for weights in [nil, weights] {
      #expect(row { try CalibratedClassifier(c, splitter: KFold(3)).fitted(to: x, y, sampleWeight: weights) } == wrong)
      #expect(
        row { try GridSearch(c, .init(\.c, [1, 2]), splitter: KFold(3)).fitted(to: x, y, sampleWeight: weights) }
          == wrong)
      #expect(row { try crossValidate(c, x, y, sampleWeight: weights, splitter: KFold(3)) } == wrong)
      #expect(row { try crossValidatedPredictions(c, x, y, sampleWeight: weights, splitter: KFold(3)) } == wrong)
      #expect(row { try learningCurve(c, x, y, trainSizes: [1.0], sampleWeight: weights, splitter: KFold(3)) } == wrong)
      #expect(row { try validationCurve(c, x, y, .init(\.c, [1]), sampleWeight: weights, splitter: KFold(3)) } == wrong)
      let tuned = TunedThresholdClassifier(LogisticRegression<Bool>(), splitter: KFold(3))
      #expect(row { try tuned.fitted(to: x, two, sampleWeight: weights) } == wrong)
    }
  }

  /// The fold that judges the row has not learned its category; the other folds have a score.
  @Test func aFoldThatFailsNamesIt() throws {
    let (table, folds) = (try oneOfAKind, KFold(3))
    let result = try crossValidate(pipeline(String.self), table, y, sampleWeight: weights, splitter: folds)
    #expect(result.failures.count == 1 && result.failures[0].reason.contains("in row \(wrong),"))
    let outside = try crossValidatedPredictions(pipeline(String.self), table, y, splitter: folds)
    #expect(outside.failures.count == 1 && outside.failures[0].reason.contains("in row \(wrong),"))
    let tuned = try TunedThresholdClassifier(pipeline(Bool.self), splitter: folds).fitted(
      to: table, two, sampleWeight: weights)
    #expect(tuned.curve?.failures.first?.reason.contains("in row \(wrong),") == true)
    let calibrated = CalibratedClassifier(pipeline(String.self), splitter: folds)
    #expect(EstimatorError.Code.unknownCategory ~= thrown { try calibrated.fitted(to: table, y) })
    #expect(row { try calibrated.fitted(to: table, y, sampleWeight: weights) } == wrong)
  }

  @Test func importanceNamesIt() throws {
    let table = try oneOfAKind
    let model = try pipeline(String.self).fitted(to: table.selecting(rows: Array(0..<wrong)), Array(y[..<wrong]))
    #expect(row { try permutationImportance(of: model, table, y, sampleWeight: weights) } == wrong)
  }

  /// Parts of parts: a search inside of a pair inside of a pipeline.
  @Test func numbersAreThoseOfTheOutermost() throws {
    let inner = GridSearch(LogisticRegression<Bool>(), .init(\.c, [1]), splitter: KFold(2))
    let outer = Pipeline {
      StandardScaler()  // which lets NaN pass
      OneVsOne(inner, labels: String.self)
    }
    #expect(row { try outer.fitted(to: x, y, sampleWeight: weights) } == wrong)
  }

  @Test func whatTheCallerThrowsComesBackAsItIs() throws {
    let (error, x) = (
      EstimatorError.notFinite(row: 3, column: "0", value: .infinity), try x.features.selectingRows(Array(0..<wrong))
    )
    let labels = Array(y[..<wrong])
    #expect(throws: error) {
      try OneVsOne(LogisticRegression<Bool>(), labels: String.self).fitted(to: x, labels) { _ in throw error }
    }
  }

  @Test func partsOfAWrapperOfOnesOwn() throws {
    let rows = try ChosenRows(TrainingData(x, y, weights: weights))
    #expect(rows.data.count == self.rows - 1)
    let part = try rows.selectingRows([2, 13, 4])
    #expect(part.data.labels == [y[3], y[wrong], y[5]])
    #expect(row { try part.naming { try requireFinite($0.input) } } == wrong)
    #expect(row { try part.fitted(LogisticRegression()) } == wrong)
    #expect(throws: EstimatorError.rowOutOfRange(row: 17, rows: 17)) { try rows.selectingRows([17]) }
    // An error of other rows, since there is no such row here.
    let beyond = EstimatorError.notFinite(row: 3, column: "0", value: .nan)
    #expect(row { try part.naming { _ in throw beyond } } == 3)
    let unknown = LogisticRegression<String>(classWeight: .weights(["c": 2]))
    let pair = try rows.selectingRows([0, 2, 3, 5])
    #expect(try pair.fitted(unknown).classes == ["a", "b"])
  }
}
