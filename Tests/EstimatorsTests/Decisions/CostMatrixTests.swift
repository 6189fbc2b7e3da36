import Estimators
import Testing
import _EstimatorTestSupport

@Suite struct CostMatrixTests {
  private let p: Matrix<Double>

  init() throws { p = try Matrix([[0.9, 0.08, 0.02], [0.5, 0.3, 0.2], [0.1, 0.3, 0.6], [0.4, 0.4, 0.2]]) }

  @Test func equalCostsChooseTheMostProbableClass() throws {
    let costs = try CostMatrix(classes: ["a", "b", "c"], [[0, 1, 1], [1, 0, 1], [1, 1, 0]])
    #expect(try costs.decisions(p, classes: ["a", "b", "c"]) == ["a", "a", "c", "a"])
  }

  /// Expected costs by hand: missing "c" costs 20, everything else 1.
  @Test func anExpensiveMistakeIsAvoided() throws {
    let costs = try CostMatrix(classes: ["a", "b", "c"], [[0, 1, 1], [1, 0, 1], [20, 20, 0]])
    // Row 0: a 0.08 + 0.4 = 0.48, b 0.9 + 0.4, c 0.98. Row 1: a 0.3 + 4, b 0.5 + 4, c 0.8.
    #expect(try costs.decisions(p, classes: ["a", "b", "c"]) == ["a", "c", "c", "c"])
    // The columns may come in another order, and leave classes out.
    let turned = try Matrix([[0.02, 0.98], [0.3, 0.7]])
    #expect(try costs.decisions(turned, classes: ["c", "a"]) == ["a", "c"])
    #expect(abs(try costs.meanCost(of: ["a", "a", "c"], against: ["c", "a", "b"]) - 7) < 1e-14)
    #expect(try costs.meanCost(of: ["a", "a"], against: ["c", "a"], sampleWeight: [1, 3]) == 5)
  }

  /// Elkan's threshold: predict positive when p ≥ c₁₀ / (c₁₀ + c₀₁).
  @Test func twoClassesHaveElkansThreshold() throws {
    let sample = LawSample.twoClasses
    let model = try LogisticRegression<String>(c: 0.01).fitted(to: sample.bytes, sample.labels)
    let costs = try CostMatrix(classes: ["no", "yes"], [[0, 3], [1, 0]])
    let byCost = try model.predict(sample.bytes, costs: costs)
    #expect(try byCost == model.predict(sample.bytes, thresholds: ["no": 0.25, "yes": 0.75]))
    let second = try model.predictProbabilities(sample.bytes)
    #expect(byCost == (0..<sample.rowCount).map { second[$0, 1] > 0.75 ? "yes" : "no" })
    #expect(try byCost != model.predict(sample.bytes))
    #expect(try model.predict(sample.bytes, thresholds: [:]) == model.predict(sample.bytes))
    #expect(try model.predict(sample.bytes, thresholds: ["no": 2, "yes": 2]) == model.predict(sample.bytes))
  }

  @Test func costIsAScorer() throws {
    let sample = LawSample.twoClasses
    let costs = try CostMatrix(classes: ["no", "yes"], [[0, 1], [1, 0]])
    let result = try crossValidate(
      LogisticRegression<String>(c: 0.001), sample.bytes, sample.labels, scoring: [.cost(costs), .accuracy])
    #expect(closeTo(result.testScores[0].values, result.testScores[1].values.map { 1 - $0 }, within: 1e-15))
    #expect(!result.testScores[0].greaterIsBetter)
  }

  @Test func badInputIsExplained() throws {
    #expect(refusedSetting { try CostMatrix(classes: ["a", "a"], [[0, 1], [1, 0]]) } == "classes")
    #expect(refusedSetting { try CostMatrix(classes: ["a", "b"], [[0, 1]]) } == "costs")
    #expect(refusedSetting { try CostMatrix(classes: ["a", "b"], [[0, 1], [.nan, 0]]) } == "costs")
    #expect(refusedSetting { try CostMatrix<String>(classes: [], []) } == "costs")
    let costs = try CostMatrix(classes: ["a", "b"], [[0, 1], [1, 0]])
    #expect(throws: EstimatorError.unknownClass(label: "c", known: ["a", "b"])) {
      try costs.decisions(p, classes: ["a", "b", "c"])
    }
    #expect(refusedSetting { try costs.decisions(p, classes: ["a", "b"]) } == "classes")
    #expect(
      EstimatorError.Code.notADistribution
        ~= thrown { try costs.decisions(Matrix([[0.5, 0.6]]), classes: ["a", "b"]) })
    let sample = LawSample.twoClasses
    let model = try LogisticRegression<String>().fitted(to: sample.bytes, sample.labels)
    for threshold in [0, -1, .nan, .infinity] {
      #expect(refusedSetting { try model.predict(sample.bytes, thresholds: ["no": threshold]) } == "thresholds[no]")
    }
    #expect(throws: EstimatorError.unknownClass(label: "maybe", known: ["no", "yes"])) {
      try model.predict(sample.bytes, thresholds: ["maybe": 1])
    }
    #expect(
      EstimatorError.Code.notFitted ~= thrown { try LogisticRegression<String>().predict(sample.bytes, costs: costs) })
  }
}
