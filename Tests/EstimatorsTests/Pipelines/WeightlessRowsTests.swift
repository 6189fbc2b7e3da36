import Estimators
import Testing
import _EstimatorTestSupport

/// A row of weight 0 counts as absent: no stage of a pipeline sees it, of features as of a table.
@Suite struct WeightlessRowsTests {
  private let x = Matrix<Double>(rows: 8, columns: 1, checked: [0, 1, 0, 1, 2, 3, 2, 9])
  private let y = ["a", "a", "a", "a", "b", "b", "b", "z"]
  private let weights: [Double] = [1, 1, 1, 1, 1, 1, 1, 0]

  private var present: (x: Features, y: [String]) {
    get throws { (try x.features.selectingRows(Array(0..<7)), Array(y.dropLast())) }
  }

  private var ofFeatures: Pipeline<OneHotEncoder, LogisticRegression<String>> {
    Pipeline {
      OneHotEncoder()
      LogisticRegression<String>()
    }
  }

  @Test func whatTheCallerThrowsComesBackAsItIs() throws {
    let error = EstimatorError.notFinite(row: 7, column: "0", value: .infinity)
    #expect(throws: error) { try ofFeatures.fitted(to: x, y, sampleWeight: weights) { _ in throw error } }
  }

  @Test func anEncoderLearnsNothingFromThem() throws {
    let model = try ofFeatures.fitted(to: x, y, sampleWeight: weights)
    let alone = try ofFeatures.fitted(to: present.x, present.y)
    #expect(model.stages == alone.stages)
    #expect(try model.predictProbabilities(present.x) == alone.predictProbabilities(present.x))
    #expect(EstimatorError.Code.unknownCategory ~= thrown { try model.predict(x) })
    let table = try Table(["x": .doubles(x.elements)])
    let ofTable = TablePipeline {
      OneHotEncoder(["x"])
      LogisticRegression<String>()
    }
    let other = try ofTable.fitted(to: table, y, sampleWeight: weights)
    #expect(other.classifier.coefficients == model.classifier.coefficients)
  }

  /// As of the classifier alone: the class is told of, and its weight is no error.
  @Test func theirClassIsNotedAndMayHaveAWeight() throws {
    var pipeline = ofFeatures
    pipeline.classifier.classWeight = .weights(["z": 3, "b": 2])
    let model = try pipeline.fitted(to: x, y, sampleWeight: weights)
    #expect(model.classes == ["a", "b"])
    let alone = try pipeline.classifier.fitted(to: x, y, sampleWeight: weights)
    let notes = alone.report.notes.filter { $0.contains("z") }
    #expect(notes.count == 1 && model.classifier.report.notes.filter { $0.contains("z") } == notes)
    pipeline.classifier.classWeight = .weights(["y": 3])
    #expect(throws: EstimatorError.unknownClass(label: "y", known: ["a", "b"])) {
      try pipeline.fitted(to: x, y, sampleWeight: weights)
    }
  }

  @Test func rowsKeepTheirNumbers() throws {
    let pipeline = Pipeline {
      StandardScaler()
      Pipeline {
        MinMaxScaler()
        KNeighborsClassifier<String>(neighbors: 1)
      }
    }
    let absent: [Double] = [0, 0, 1, 1, 1, 1, 1, 0]
    let model = try pipeline.fitted(to: x, y, sampleWeight: absent)
    let neighbours = try model.classifier.classifier.nearestRows(
      to: model.classifier.stages.transform(model.stages.transform(x.features.selectingRows([2, 5]))))
    #expect(neighbours.rows.elements.map { Int($0) } == [2, 5])
    var spoilt = x
    spoilt[6, 0] = .infinity
    #expect(throws: EstimatorError.notFinite(row: 6, column: "0", value: .infinity)) {
      try pipeline.fitted(to: spoilt, y, sampleWeight: absent)
    }
    spoilt[6, 0] = 0
    spoilt[0, 0] = .infinity
    #expect(throws: Never.self) { try pipeline.fitted(to: spoilt, y, sampleWeight: absent) }
  }
}
