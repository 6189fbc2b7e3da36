import Estimators
import Foundation
import Testing
import _EstimatorTestSupport

/// The slope through the origin of the first column: a regressor with a setting, whose answers are known by hand.
private struct Slope: Regressor {
  struct Model: RegressorModel {
    let slope: Double
    func predict(_ x: Features) throws -> [Double] { try x.matrix()[column: 0].map { $0 * slope } }
  }

  /// Multiplies what least squares gives.
  var factor = 1.0
  var model: Model?

  init(factor: Double = 1) { self.factor = factor }

  func validate() throws {
    guard factor.isFinite else {
      throw EstimatorError.invalidSetting(name: "factor", value: "\(factor)", rule: "finite")
    }
  }

  func fitted(to data: TrainingData<Features, Double>, startingFrom: Model?, onIteration: OnIteration) throws -> Model {
    let rows = try TrainingNumbers(data)
    let first = try rows.features.matrix()[column: 0]
    var (products, squares) = (0.0, 0.0)
    for (row, target) in rows.targets.enumerated() {
      let (x, s) = (first[row], rows.weights?[row] ?? 1)
      products += s * x * target
      squares += s * x * x
    }
    return Model(slope: factor * products / squares)
  }
}

/// Pipelines, folds, searches, curves and importances around regressors: all that takes a ``SupervisedEstimator``.
@Suite struct RegressorWrapperTests {
  private let x = Matrix<Double>(rows: 12, columns: 2) { elements in
    for i in 0..<12 {
      elements.initializeElement(at: 2 * i, to: Double(i + 1))
      elements.initializeElement(at: 2 * i + 1, to: Double((i + 1) % 3))
    }
  }
  private let y = (1...12).map { 2 * Double($0) }

  @Test func fitPredictAndScore() throws {
    var slope = Slope()
    #expect(throws: EstimatorError.notFitted("Slope")) { try slope.predict(x) }
    try slope.fit(x, y)
    #expect(try slope.predict(x) == y)
    #expect(try slope.score(x, y) == 1)
    #expect(try slope.score(x, y.map(Float.init)) == 1)
    try slope.fit(x, y.map(Int.init))
    #expect(slope.model?.slope == 2)
    try slope.fit(x, y.map(Float.init), sampleWeight: [Double](repeating: 0.5, count: 12))
    #expect(slope.model?.slope == 2)
  }

  @Test func aRowWithoutWeightIsAbsent() throws {
    let outlier = y.enumerated().map { $0.offset == 3 ? 1e6 : $0.element }
    let weights = y.indices.map { $0 == 3 ? 0.0 : 1 }
    #expect(try Slope().fitted(to: x, outlier, sampleWeight: weights).slope == 2)
    let pipeline = Pipeline {
      MaxAbsScaler()
      Slope()
    }
    #expect(try pipeline.fitted(to: x, outlier, sampleWeight: weights).regressor.slope.rounded() == 24)
  }

  @Test func targetsMustBeFinite() throws {
    var wrong = y
    wrong[7] = .nan
    let error = thrown { try DummyRegressor().fitted(to: x, wrong) } as? EstimatorError
    #expect(error?.code == .invalidTarget)
    #expect(error?.row == 7)
    #expect(
      "\(try #require(error))" == "Target nan of row 7 must be a finite number. Correct it, or leave the row out.")
    #expect(throws: EstimatorError.rowCountMismatch(features: 12, targets: 3)) {
      try DummyRegressor().fitted(to: x, [1.0, 2, 3])
    }
  }

  @Test func aPipelineEndsInARegressor() throws {
    var pipeline = Pipeline {
      MaxAbsScaler()
      Slope(factor: 3)
    }
    pipeline.regressor.factor = 1
    try pipeline.fit(x, y)
    #expect(try zip(pipeline.predict(x), y).allSatisfy { ($0 - $1).magnitude < 1e-12 })
    #expect(try pipeline.score(x, y) > 1 - 1e-12)
    #expect("\(pipeline)".contains("MaxAbsScaler"))
  }

  @Test func aTablePipelineEndsInARegressor() throws {
    let table = try Table([
      "length": .doubles((1...12).map(Double.init)),
      "city": .strings(["a", "b", "c"] + Array(repeating: "a", count: 9)),
    ])
    var pipeline = TablePipeline {
      Columns("length") { Passthrough() }
      Slope()
    }
    try pipeline.fit(table, y)
    #expect(try pipeline.predict(table) == y)
    let folds = try crossValidate(pipeline, table, y)
    #expect(folds.testScores[0].values == [1, 1, 1, 1, 1])
  }

  @Test func foldsAreInTheGivenOrder() throws {
    // scikit-learn 1.9.1: cross_val_score(DummyRegressor(), x, y, cv=KFold(5), scoring="r2")
    let result = try crossValidate(DummyRegressor(), x, y, trainScores: true)
    let expected = [-54, -6, -5.76, -51.84, -144]
    let scores = result.testScores[0]
    #expect(scores.scorer == "R²")
    #expect(zip(scores.values, expected).allSatisfy { ($0 - $1).magnitude < 1e-12 }, "\(scores.values)")
    #expect(try #require(result.trainScores?[0].values).allSatisfy { $0.magnitude < 1e-12 })
    let outside = try crossValidatedPredictions(DummyRegressor(), x, y).numbers()
    #expect(outside[0] == 16 && (outside[11] - 11).magnitude < 1e-12)
  }

  @Test func searchesRankByR2() throws {
    var search = GridSearch(Slope(), .init(\.factor, [0.5, 1, 2]), splitter: KFold(3))
    try search.fit(x, y)
    #expect(search.model?.results.best?.settingsText == "factor = 1.0")
    #expect(try search.bestEstimator.factor == 1)
    #expect(try search.score(x, y) == 1)
    #expect(try search.predict(x) == y)
    var random = RandomizedSearch(Slope(), .init(\.factor, [0.5, 1, 2]), candidates: 3)
    try random.fit(x, y)
    #expect(try random.best.slope == 2)
  }

  @Test func settingsOfAPipelineHaveTheirNames() throws {
    let pipeline = Pipeline {
      MaxAbsScaler()
      Slope()
    }
    #expect(SearchAxis<Pipeline<MaxAbsScaler, Slope>>(\.regressor.factor, [1]).name == "regressor.factor")
    var search = GridSearch(pipeline, .init(\.regressor.factor, [1, 2]))
    try search.fit(x, y)
    #expect(search.model?.results.best?.settingsText == "regressor.factor = 1.0")
    #expect(SearchAxis<Pipeline<StandardScaler, LogisticRegression<Int>>>(\.classifier.c, [1]).name == "classifier.c")
    typealias Nested = GridSearch<Pipeline<StandardScaler, LogisticRegression<Int>>>
    #expect(SearchAxis<Nested>(\.base.classifier.c, [1]).name == "base.classifier.c")
  }

  @Test func aFoldThatFailsIsNamed() throws {
    let flat = y.enumerated().map { $0.offset < 3 ? 1.0 : $0.element }
    let result = try crossValidate(Slope(), x, flat, splitter: KFold(12))
    // One row has no R².
    #expect(result.testScores[0].counted == 0)
  }

  @Test func curvesAndImportances() throws {
    let learning = try learningCurve(Slope(), x, y, trainSizes: [0.5, 1.0], splitter: KFold(3))
    #expect(learning.points.map(\.testScores.mean) == [1, 1])
    let validation = try validationCurve(Slope(), x, y, .init(\.factor, [1, 2]), splitter: KFold(3))
    #expect(validation.points[0].testScores.mean == 1)
    #expect(validation.points[1].testScores.mean < 0)
    let importance = try permutationImportance(of: Slope().fitted(to: x, y), x, y)
    #expect(importance.baseline == 1)
    #expect(importance.features[0].mean > 0.1)
    #expect(importance.features[1].mean == 0)
  }

  @Test func dummies() throws {
    let skewed = y.enumerated().map { $0.offset == 11 ? 100 : $0.element }
    #expect(try DummyRegressor().fitted(to: x, y).predict(x) == [Double](repeating: 13, count: 12))
    #expect(try DummyRegressor(strategy: .median).fitted(to: x, skewed).prediction == 13)
    #expect(try DummyRegressor(strategy: .quantile(0.25)).fitted(to: x, skewed).prediction == 7.5)
    #expect(try DummyRegressor(strategy: .constant(-1)).fitted(to: x, skewed).prediction == -1)
    let weighted = try DummyRegressor().fitted(to: x, y, sampleWeight: [1] + [Double](repeating: 0, count: 10) + [3])
    #expect(weighted.prediction == 18.5)
    for strategy in [DummyRegressor.Strategy.quantile(1.5), .constant(.infinity)] {
      #expect(EstimatorError.Code.invalidSetting ~= thrown { try DummyRegressor(strategy: strategy).validate() })
    }
    let huge = [Double](repeating: 1e308, count: 12)
    #expect(try DummyRegressor().fitted(to: x, huge).prediction == 1e308)
  }

  @Test func filesKeepThem() throws {
    var pipeline = Pipeline {
      MaxAbsScaler()
      DummyRegressor(strategy: .median)
    }
    try pipeline.fit(x, y)
    let content = try pipeline.fileContent()
    let same = try Pipeline {
      MaxAbsScaler()
      DummyRegressor()
    }.restored(from: content)
    #expect(same.model == pipeline.model)
    #expect(same.regressor.strategy == .median)
    #expect(try pipeline.load(content) == pipeline.requireModel())
  }

  @Test func inTheBackground() async throws {
    #expect(try await Slope().fitting(x, y).model.slope == 2)
  }
}
