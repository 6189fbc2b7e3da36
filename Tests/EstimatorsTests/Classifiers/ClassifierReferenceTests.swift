import EstimatorDatasets
import Estimators
import Testing
import _EstimatorTestSupport

/// What scikit-learn 1.9.1 says of a classifier: what it has is there.
private struct ClassifierCase: Decodable {
  let name: String
  let data: String
  let weighted: Bool
  let predicted: [Int]
  let decision: [[Double]]?
  let logProbabilities: [[Double]]?
  let coefficients: [[Double]]?
  let intercepts: [Double]?
  let means: [[Double]]?
  let variances: [[Double]]?
  let featureLogProbabilities: [[Double]]?

  var comment: Comment { "\(name) on \(data), weighted: \(weighted)" }

  func rowsAndLabels() throws -> (x: Matrix<Double>, y: [Int]) {
    switch data {
    case "iris": (try Iris.load().features, try Iris.load().labels)
    case "wine": (try Wine.load().features, try Wine.load().labels)
    default: (try BreastCancer.load().features, try BreastCancer.load().labels)
    }
  }

  /// 0.25 + ((7919 i) mod 101) / 50 for row i.
  func weights(_ count: Int) -> [Double]? {
    weighted ? (0..<count).map { 0.25 + Double(($0 * 7919) % 101) / 50 } : nil
  }
}

@Suite struct ClassifierReferenceTests {
  /// The rows whose scores are stored.
  private let rows = [0, 7, 60, 75, 110, 140]

  private func cases(_ name: String) throws -> [ClassifierCase] {
    let cases = try Reference.load("classifiers", as: [ClassifierCase].self).filter { $0.name == name }
    #expect(cases.count >= 3)
    return cases
  }

  /// Fits, compares what is stored for every classifier, and hands the model on.
  private func models<C: Classifier>(
    _ name: String, _ classifier: C, tolerance: Double = 1e-10, standardised: Bool = false
  ) throws -> [(ClassifierCase, C.Model)] where C.Label == Int {
    try cases(name).map { each in
      var (x, y) = try each.rowsAndLabels()
      if standardised { x = try StandardScaler().fitted(to: x).transform(x).matrix() }
      let model = try classifier.fitted(to: x, y, sampleWeight: each.weights(y.count))
      #expect(try model.predict(x) == each.predicted, each.comment)
      if let decision = each.decision {
        let found = try model.decisionFunction(x[rows: rows])
        #expect(relativeError(found.elements, Array(decision.joined())) < tolerance, each.comment)
      }
      if let logProbabilities = each.logProbabilities {
        let found = try model.predictLogProbabilities(x[rows: rows])
        #expect(relativeError(found.elements, Array(logProbabilities.joined())) < tolerance, each.comment)
      }
      return (each, model)
    }
  }

  @Test func gaussianNB() throws {
    for (each, model) in try models("gaussianNB", GaussianNB<Int>()) {
      #expect(relativeError(model.means.elements, Array((each.means ?? []).joined())) < 1e-13, each.comment)
      #expect(relativeError(model.variances.elements, Array((each.variances ?? []).joined())) < 1e-12, each.comment)
    }
  }

  @Test(arguments: [("multinomialNB", 1.0, true), ("multinomialNB equal", 0.25, false)])
  func multinomialNB(name: String, smoothing: Double, learnsPriors: Bool) throws {
    let classifier = MultinomialNB<Int>(smoothing: smoothing, learnsPriors: learnsPriors)
    for (each, model) in try models(name, classifier) {
      let expected = Array((each.featureLogProbabilities ?? []).joined())
      #expect(relativeError(model.featureLogProbabilities.elements, expected) < 1e-13, each.comment)
    }
  }

  @Test(arguments: ["ridge", "ridge no intercept", "ridge balanced"])
  func ridgeClassifier(name: String) throws {
    let classifier = RidgeClassifier<Int>(
      alpha: 2, fitIntercept: name != "ridge no intercept", classWeight: name == "ridge balanced" ? .balanced : .uniform
    )
    for (each, model) in try models(name, classifier) {
      #expect(
        relativeError(model.coefficients.elements, Array((each.coefficients ?? []).joined())) < 1e-10, each.comment)
      if name != "ridge no intercept" {
        #expect(relativeError(model.intercepts, each.intercepts ?? []) < 1e-10, each.comment)
      }
    }
  }

  @Test func linearDiscriminantAnalysis() throws {
    for (each, model) in try models("lda", LinearDiscriminantAnalysis<Int>()) {
      #expect(
        relativeError(model.coefficients.elements, Array((each.coefficients ?? []).joined())) < 1e-10, each.comment)
      #expect(relativeError(model.intercepts, each.intercepts ?? []) < 1e-10, each.comment)
    }
  }

  @Test func dummyClassifier() throws {
    for (each, model) in try models("prior", DummyClassifier<Int>()) {
      #expect(each.logProbabilities != nil && model.classes.count >= 2)
    }
  }

  /// The draws are NumPy's, so the classes are scikit-learn's for the same seed.
  @Test(arguments: [
    ("stratified", DummyClassifier<Int>.Strategy.stratified(randomState: 7)), ("uniform", .uniform(randomState: 7)),
  ])
  func dummyDraws(name: String, strategy: DummyClassifier<Int>.Strategy) throws {
    for (each, model) in try models(name, DummyClassifier<Int>(strategy: strategy)) {
      let (x, _) = try each.rowsAndLabels()
      let (p, predicted) = (try model.predictProbabilities(x), try model.predict(x))
      for row in stride(from: 0, to: x.rows, by: 10) {
        guard name == "stratified" else {
          #expect(p[row: row].allSatisfy { abs($0 * Double(model.classes.count) - 1) < 1e-14 })
          continue
        }
        #expect(p[row, model.classes.firstIndex(of: predicted[row]) ?? 0] > 1 - 1e-14)
      }
    }
  }

  /// Iterated on both sides, to the optimum: 1e-8 is what the score of scikit-learn's tolerance of 1e-12 is worth.
  @Test func oneVsRestAndOneVsOne() throws {
    let logistic = LogisticRegression<Bool>(solver: .newtonCholesky, c: 0.5, tolerance: 1e-13)
    for (each, model) in try models("oneVsRest", OneVsRest(logistic), tolerance: 1e-8, standardised: true) {
      #expect(model.models.count == (each.data == "breast-cancer" ? 1 : 3))
    }
    for (each, model) in try models("oneVsOne", OneVsOne(logistic), tolerance: 1e-8, standardised: true) {
      #expect(model.models.count == (each.data == "breast-cancer" ? 1 : 3))
    }
  }
}
