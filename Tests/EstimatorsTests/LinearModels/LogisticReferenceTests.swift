import EstimatorDatasets
import Estimators
import Testing
import _EstimatorTestSupport

/// The optima of `Tests/Reference/logistic.py`: scikit-learn 1.9.1 (newton-cg and newton-cholesky, tol 1e-12),
/// polished.
struct LogisticCase: Decodable, Sendable, CustomTestStringConvertible {
  var dataset: String
  var preparation: String
  var multiClass: String
  var weighted: Bool
  var c: Double?
  var coefficients: [[Double]]
  var intercepts: [Double]
  var objectives: [Double]

  static let all = ["iris", "wine", "breast-cancer", "digits"].flatMap { name in
    (try? Reference.load("logistic-\(name)", as: [LogisticCase].self)) ?? []
  }

  var testDescription: String {
    "\(dataset) \(preparation) \(multiClass) \(weighted ? "weighted " : "")C \(c.map { "\($0)" } ?? "∞")"
  }

  var scheme: MultiClass { multiClass == "ovr" ? .ovr : .multinomial }

  /// Features and class numbers, prepared as the script does.
  func data() throws -> (x: Features, y: [Int]) {
    let (features, labels) = try DataSets.load(dataset)
    guard preparation == "standardised" else { return (features, labels) }
    return (try StandardScaler().fitted(to: features).transform(features), labels)
  }

  func weights(_ count: Int) -> [Double]? {
    weighted ? (0..<count).map { 0.25 + Double(($0 * 7919) % 101) / 50 } : nil
  }

  /// The largest difference of coefficients or intercepts, relative to the largest coefficient or 1.
  func distance(_ coefficients: Matrix<Double>, _ intercepts: [Double]) -> Double {
    let expected = self.coefficients.joined() + self.intercepts
    let scale = max(1, self.coefficients.joined().map(\.magnitude).max() ?? 0)
    return zip(expected, coefficients.elements + intercepts).map { ($0 - $1).magnitude / scale }.max() ?? .infinity
  }
}

enum DataSets {
  static func load(_ name: String) throws -> (Features, [Int]) {
    switch name {
    case "iris": try (Iris.load().features.features, Iris.load().labels)
    case "wine": try (Wine.load().features.features, Wine.load().labels)
    case "breast-cancer": try (BreastCancer.load().features.features, BreastCancer.load().labels)
    default: try (Digits.load().features.features, Digits.load().labels)
    }
  }
}

@Suite(.tags(.slow)) struct LogisticReferenceTests {
  @Test func allReferenceAnswersAreThere() {
    #expect(LogisticCase.all.count == 128)
  }

  @Test(arguments: LogisticCase.all)
  func newtonCholeskyReachesTheReference(testCase: LogisticCase) throws {
    let (x, y) = try testCase.data()
    let clf = LogisticRegression(
      multiClass: testCase.scheme, solver: .newtonCholesky, c: testCase.c ?? .infinity, tolerance: 1e-13)
    let model = try clf.fitted(to: x, y, sampleWeight: testCase.weights(y.count))
    #expect(testCase.distance(model.coefficients, model.intercepts) < 1e-6)
    for (objective, expected) in zip(model.report.objectivePerProblem, testCase.objectives) {
      #expect(abs(objective - expected) <= 1e-12 * expected)
    }
  }

  @Test(arguments: LogisticCase.all)
  func lbfgsReachesTheReferenceOrSaysWhatStoppedIt(testCase: LogisticCase) throws {
    let (x, y) = try testCase.data()
    let clf = LogisticRegression(
      multiClass: testCase.scheme, c: testCase.c ?? .infinity, tolerance: 1e-11, maxIterations: 20_000)
    let model = try clf.fitted(to: x, y, sampleWeight: testCase.weights(y.count))
    if testCase.preparation == "standardised", (testCase.c ?? .infinity) <= 1 {
      #expect(testCase.distance(model.coefficients, model.intercepts) < 1e-6)
    }
    let (found, best) = (model.report.objective, testCase.objectives.reduce(0, +))
    #expect(found - best <= 1e-9 * best || !model.report.converged, "\(model.report)")
    #expect(found - best >= -1e-11 * best, "below the optimum")
  }

  @Test(arguments: LogisticCase.all.filter { $0.dataset == "iris" && $0.c == 1 })
  func stringLabelsGiveTheSameModel(testCase: LogisticCase) throws {
    let (x, y) = try testCase.data()
    let names = ["setosa", "versicolor", "virginica"]
    let clf = LogisticRegression<String>(
      multiClass: testCase.scheme, solver: .newtonCholesky, c: testCase.c ?? .infinity, tolerance: 1e-13)
    let model = try clf.fitted(to: x, y.map { names[$0] }, sampleWeight: testCase.weights(y.count))
    #expect(model.classes == names)
    #expect(testCase.distance(model.coefficients, model.intercepts) < 1e-6)
  }
}

/// The cases of `Tests/Reference/logistic_options.py`: no intercept, class weights, no penalty, probabilities.
struct LogisticOption: Decodable, Sendable, CustomTestStringConvertible {
  var name: String
  var dataset: String
  var multiClass: String
  var preparation: String
  var features: [Int]?
  var labels: [Int]?
  var weighted: Bool
  var c: Double?
  var fitIntercept: Bool
  var classWeight: String
  var labelWeights: [String: Double]?
  var coefficients: [[Double]]?
  var intercepts: [Double]?
  var objectives: [Double]?
  var rows: [[Double]]?
  var decision: [[Double]]?
  var probabilities: [[Double]]?
  var logProbabilities: [[Double]]?

  static let all = (try? Reference.load("logistic-options", as: [LogisticOption].self)) ?? []

  var testDescription: String { "\(name) \(dataset) \(preparation) \(multiClass) \(classWeight) weighted \(weighted)" }

  var classifier: LogisticRegression<Int> {
    let byLabel = (labelWeights ?? [:]).reduce(into: [Int: Double]()) { $0[Int($1.key) ?? -1] = $1.value }
    let weights: ClassWeight<Int> =
      classWeight == "balanced" ? .balanced : classWeight == "byLabel" ? .weights(byLabel) : .uniform
    return LogisticRegression(
      multiClass: multiClass == "ovr" ? .ovr : .multinomial, solver: .newtonCholesky, c: c ?? .infinity,
      tolerance: 1e-13, fitIntercept: fitIntercept, classWeight: weights)
  }

  func data() throws -> (x: Features, y: [Int], weights: [Double]?) {
    var (x, y) = try DataSets.load(dataset)
    if let labels {
      let kept = y.indices.filter { labels.contains(y[$0]) }
      x = try x.selectingRows(kept)
      y = kept.map { y[$0] }
    }
    if let features { x = try x.selectingColumns(features) }
    if preparation == "standardised" { x = try StandardScaler().fitted(to: x).transform(x) }
    return (x, y, weighted ? y.indices.map { 0.25 + Double(($0 * 7919) % 101) / 50 } : nil)
  }
}

@Suite struct LogisticOptionTests {
  @Test func allReferenceAnswersAreThere() {
    #expect(LogisticOption.all.count == 28)
  }

  @Test(arguments: LogisticOption.all.filter { $0.coefficients != nil })
  func everyOptionReachesTheReference(option: LogisticOption) throws {
    let (x, y, weights) = try option.data()
    let model = try option.classifier.fitted(to: x, y, sampleWeight: weights)
    let expected = try Matrix(option.coefficients ?? [])
    #expect(difference(model.coefficients, expected) < 1e-6)
    for (found, wanted) in zip(model.intercepts, option.intercepts ?? []) {
      #expect(abs(found - wanted) < 1e-6 * max(1, abs(wanted)))
    }
    #expect(abs(model.report.objective - (option.objectives ?? []).reduce(0, +)) < 1e-11)
  }

  @Test(arguments: LogisticOption.all.filter { $0.coefficients == nil })
  func whatHasNoOptimumIsToldSo(option: LogisticOption) throws {
    let (x, y, weights) = try option.data()
    let report = try option.classifier.fitted(to: x, y, sampleWeight: weights).report
    #expect(!report.converged || report.notes.joined().contains("no optimum"), "\(report)")
  }

  @Test(arguments: LogisticOption.all.filter { $0.rows != nil })
  func scoresAndProbabilitiesAreThoseOfTheReference(option: LogisticOption) throws {
    let (x, y, weights) = try option.data()
    let model = try option.classifier.fitted(to: x, y, sampleWeight: weights)
    let rows = try Matrix(option.rows ?? [])
    let found = (
      try model.decisionFunction(rows), try model.predictProbabilities(rows), try model.predictLogProbabilities(rows)
    )
    #expect(difference(found.0, try Matrix(option.decision ?? [])) < 1e-9)
    #expect(difference(found.1, try Matrix(option.probabilities ?? [])) < 1e-9)
    #expect(difference(found.2, try Matrix(option.logProbabilities ?? [])) < 1e-9)
  }
}

@Suite struct GradientDescentTests {
  @Test func withoutSettingsItLearnsStandardisedIris() throws {
    let iris = try Iris.load()
    let x = try StandardScaler().fitted(to: iris.features).transform(iris.features)
    let model = try LogisticRegression(solver: .gd, maxIterations: 500).fitted(to: x, iris.labels)
    #expect(try model.score(x, iris.labels) >= 0.95)
  }

  @Test func withoutSettingsItLearnsDigits() throws {
    let digits = try Digits.load()
    let model = try LogisticRegression(solver: .gd, maxIterations: 500).fitted(to: digits.features, digits.labels)
    #expect(try model.score(digits.features, digits.labels) >= 0.93)
  }

  /// The lecture's loop, `w -= eta * gradient` from `1e-4 * random(n * K)`, is this solver with these settings.
  @Test func withTheLecturesSettingsItIsTheLecturesDescent() throws {
    let digits = try Digits.load()
    let clf = LogisticRegression(
      solver: .gd(learningRate: .fixed(1e-3), initial: .uniform(scale: 1e-4)), penalty: .none, tolerance: 1e-300,
      maxIterations: 10, fitIntercept: false, randomState: 42)
    let model = try clf.fitted(to: digits.features, digits.labels)
    var random = RandomState(42)
    var w = random.random(640).map { 1e-4 * $0 }
    for _ in 0..<10 { _ = try SoftmaxLecture.step(&w, learningRate: 1e-3, digits.features, digits.labels) }
    let flat = Matrix(rows: 64, columns: 10, checked: w)
    for j in 0..<64 {
      let mean = flat[row: j].reduce(0, +) / 10  // the model's rows sum to 0 over the classes
      for k in 0..<10 { #expect(abs(model.coefficients[k, j] - (flat[j, k] - mean)) < 1e-12) }
    }
    #expect(abs(model.report.objective - (try SoftmaxLecture.loss(w, digits.features, digits.labels))) < 1e-12)
  }
}
