import EstimatorDatasets
import Estimators
import Testing
import _EstimatorTestSupport

/// What scikit-learn 1.9.1 gave, stored in `Tests/Reference/calibration.json`.
private struct CalibrationAnswers: Decodable {
  struct Case: Decodable {
    let dataset: String
    let method: CalibrationMethod
    let ensemble, weighted: Bool
    let probabilities: [[Double]]
  }

  struct Isotonic: Decodable {
    let scores: [Double]
    let truth: [Bool]
    let weights, at, unweighted, weighted: [Double]
  }

  let cases: [Case]
  let isotonic: Isotonic
}

@Suite struct CalibrationReferenceTests {
  private let answers: CalibrationAnswers

  init() throws { answers = try Reference.load("calibration", as: CalibrationAnswers.self) }

  @Test(arguments: ["wine", "breast-cancer"], CalibrationMethod.allCases)
  func probabilitiesAreScikitLearns(name: String, method: CalibrationMethod) throws {
    let data = try name == "wine" ? Wine.load() : BreastCancer.load()
    let x = try StandardScaler().fitted(to: data.features).transform(data.features)
    let shown = try x.selectingRows(Array(stride(from: 0, to: x.rows, by: 9)))
    let base = LogisticRegression(c: 0.1, tolerance: 1e-10)
    let cases = answers.cases.filter { $0.dataset == name && $0.method == method }
    #expect(cases.count == 4)
    for answer in cases {
      let calibrated = CalibratedClassifier(
        base, method: method, splitter: StratifiedKFold(3, randomState: 42), ensemble: answer.ensemble)
      let model = try calibrated.fitted(
        to: x, data.labels, sampleWeight: answer.weighted ? ModelSelectionAnswers.weights(x.rows) : nil)
      let p = try model.predictProbabilities(shown)
      // scikit-learn's own optimisation of the sigmoid ends at a gradient of 1e-6.
      #expect(
        closeTo(p.elements, answer.probabilities.flatMap { $0 }, within: 1e-6), "\(answer.ensemble) \(answer.weighted)")
    }
  }

  @Test func isotonicFunctions() {
    let answer = answers.isotonic
    for (weights, expected) in [(nil, answer.unweighted), (answer.weights, answer.weighted)] {
      let function = IsotonicFunction(answer.scores, answer.truth, weights)
      #expect(closeTo(answer.at.map(function.value), expected, within: 1e-14))
    }
  }
}
