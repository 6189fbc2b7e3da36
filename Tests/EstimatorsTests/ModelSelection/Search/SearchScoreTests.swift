import EstimatorDatasets
import Estimators
import Testing
import _EstimatorTestSupport

/// The score of a search is the scorer that chose.
@Suite struct SearchScoreTests {
  private let x: Features
  private let y: [Int]
  private let pipeline = Pipeline {
    StandardScaler()
    LogisticRegression(tolerance: 1e-8)
  }

  init() throws {
    let data = try BreastCancer.load()
    (x, y) = (data.features.features, data.labels)
  }

  private func area(_ p: Matrix<Double>) throws -> Double {
    try ROCCurve(of: p[column: 1], positive: y.map { $0 == 1 }).area
  }

  @Test func ofAGridSearch() throws {
    var search = GridSearch(pipeline, .init(\.classifier.c, [0.1, 1]), scoring: [.rocAUC(), .accuracy])
    let model = try search.fit(x, y)
    let expected = try area(model.predictProbabilities(x))
    #expect(abs(expected - 0.99745) < 5e-6)
    #expect(try abs(search.score(x, y) - expected) < 1e-12)
    #expect(try search.score(x, y) == model.score(x, y))
    #expect(try search.score(x, y) != accuracy(of: search.predict(x), against: y))
    let weights = y.indices.map { Double(1 + $0 % 3) }
    let weighted = try ROCCurve(
      of: model.predictProbabilities(x)[column: 1], positive: y.map { $0 == 1 }, sampleWeight: weights)
    #expect(try abs(search.score(x, y, sampleWeight: weights) - weighted.area) < 1e-12)
    // Its own default is accuracy.
    search.scoring = [.accuracy]
    try search.fit(x, y)
    #expect(try search.score(x, y) == accuracy(of: search.predict(x), against: y))
  }

  @Test func ofARandomizedSearchAndInsideOfOthers() throws {
    let search = RandomizedSearch(
      LogisticRegression(), .init(\.c, logUniform: 0.01...1), candidates: 2, scoring: [.logLoss])
    var whole = Pipeline {
      StandardScaler()
      search
    }
    let model = try whole.fit(x, y)
    let loss = try logLoss(of: model.predictProbabilities(x), against: y, classes: [0, 1])
    #expect(try whole.score(x, y) == loss)
    #expect(try model.score(x, y) == loss)
    func generic(_ model: some ClassifierModel<Int>) throws -> Double { try model.score(x, y) }
    #expect(try generic(model) == loss)
  }

  @Test func ofASearchOfTables() throws {
    let table = try Table(["a": .doubles(x.matrix()[column: 0]), "b": .doubles(x.matrix()[column: 1])])
    let pipeline = TablePipeline {
      ColumnTransformer { Columns("a", "b") { StandardScaler() } }
      LogisticRegression(tolerance: 1e-8)
    }
    var search = GridSearch(pipeline, .init(\.classifier.c, [0.1, 1]), scoring: [.rocAUC()])
    let model = try search.fit(table, y)
    let expected = try area(model.predictProbabilities(table))
    #expect(try abs(search.score(table, y) - expected) < 1e-12)
    #expect(try model.score(table, y) == search.score(table, y))
  }

  @Test func ofLogisticRegressionCVAndATunedThreshold() throws {
    let scaled = try StandardScaler().fitted(to: x).transform(x)
    let cv = try LogisticRegressionCV(cs: [0.1, 1], splitter: StratifiedKFold(3)).fitted(to: scaled, y)
    #expect(try cv.score(scaled, y) == logLoss(of: cv.predictProbabilities(scaled), against: y, classes: cv.classes))
    let tuned = try TunedThresholdClassifier(LogisticRegression()).fitted(to: scaled, y)
    #expect(try tuned.score(scaled, y) == balancedAccuracy(of: tuned.predict(scaled), against: y))
    let fixed = try FixedThresholdClassifier(LogisticRegression(), threshold: 0.3).fitted(to: scaled, y)
    #expect(try fixed.score(scaled, y) == accuracy(of: fixed.predict(scaled), against: y))
    for scorer in [Scorer<Int>.brier, .f1(), .topK(1), .calibrationError(by: .equalMass)] {
      let search = GridSearch(LogisticRegression(), .init(\.c, [0.1]), scoring: [scorer])
      let model = try search.fitted(to: scaled, y)
      let back = try JSON.value(type(of: model), of: JSON.text(of: model))
      #expect(try back.score(scaled, y) == model.score(scaled, y), "\(scorer.name)")
    }
    #expect(try JSON.value(type(of: cv), of: JSON.text(of: cv)).score(scaled, y) == cv.score(scaled, y))
    #expect(try JSON.value(type(of: tuned), of: JSON.text(of: tuned)).score(scaled, y) == tuned.score(scaled, y))
  }

  /// A closure is in no file: rather no score than another one.
  @Test func ofAModelFromAFileWhoseScorerIsCode() throws {
    let mine = Scorer<Int>("mine") { predicted, _, _ in Double(predicted[0]) }
    let model = try GridSearch(LogisticRegression(), .init(\.c, [0.1]), scoring: [mine]).fitted(to: x, y)
    #expect(try model.score(x, y) == Double(model.predict(x)[0]))
    let back = try JSON.value(type(of: model), of: JSON.text(of: model))
    #expect(back == model)
    #expect { try back.score(x, y) } throws: { "\($0)".contains("\"mine\", which is code of yours") }
  }

  @Test func aLabelThatTheFitHasNotSeenIsNoError() throws {
    let model = try GridSearch(LogisticRegression(), .init(\.c, [0.1]), scoring: [.logLoss]).fitted(to: x, y)
    var other = y
    other[0] = 9
    let difference = try model.score(x, other) - model.score(x, y)
    #expect(difference > 30.0 / Double(y.count) && difference < 37.0 / Double(y.count))
    #expect(throws: EstimatorError.rowCountMismatch(features: y.count, targets: 1)) { try model.score(x, [1]) }
  }
}
