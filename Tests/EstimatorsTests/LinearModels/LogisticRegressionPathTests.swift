import EstimatorDatasets
import Estimators
import Testing
import _EstimatorTestSupport

/// Paths over C: each model is the optimum of its C, screening changes nothing, and the start is where weights vanish.
@Suite struct LogisticRegressionPathTests {
  private func digits(_ rows: Int = 400) throws -> (x: Features, y: [Int]) {
    let digits = try Digits.load()
    let x = try StandardScaler().fitted(to: digits.features).transform(digits.features)
    return (try x.selectingRows(Array(0..<rows)), Array(digits.labels.prefix(rows)))
  }

  /// The stored optima at two values of C, reached along one path.
  @Test(arguments: PenaltyCase.all.filter { $0.factors == nil && $0.lower == nil && $0.c == 1 })
  func theReferenceIsReachedAlongThePath(testCase: PenaltyCase) throws {
    let (x, y, weights) = try testCase.data()
    let partner = try #require(
      PenaltyCase.all.first {
        $0.dataset == testCase.dataset && $0.multiClass == testCase.multiClass && $0.weighted == testCase.weighted
          && $0.l1Ratio == testCase.l1Ratio && $0.c == 0.05 && $0.lower == nil
      })
    let path = try LogisticRegressionPath(
      testCase.classifier(.lbfgs, tolerance: 1e-10), grid: .values([1, 0.3, 0.05, 0.1])
    ).fitted(to: x, y, sampleWeight: weights)
    #expect(path.cs == [0.05, 0.1, 0.3, 1])
    for (place, expected) in [(0, partner), (3, testCase)] {
      let model = path.models[place]
      #expect(abs(model.report.objective - expected.optimum) <= 1e-9 * expected.optimum)
      for (row, features) in expected.surelyZero.enumerated() {
        for j in features { #expect(model.coefficients[row, j] == 0) }
      }
      #expect(difference(model.coefficients, try Matrix(expected.coefficients)) < 1e-5)
    }
  }

  @Test(
    arguments: MultiClass.allCases, [Penalty.l2, .l1, .elasticNet(l1Ratio: 0.4)])
  func everyModelIsWhatTheClassifierAloneGives(multiClass: MultiClass, penalty: Penalty) throws {
    let (x, y) = try digits()
    let clf = LogisticRegression(multiClass: multiClass, penalty: penalty, tolerance: 1e-8, maxIterations: 5000)
    let path = try LogisticRegressionPath(clf, grid: .automatic(count: 8, span: 20)).fitted(to: x, y)
    #expect(path.models.count == 8 && path.featuresLookedAt.count == 8)
    #expect(penalty == .l2 || path.featuresLookedAt.contains { $0 < x.columns / 2 }, "nothing was screened")
    for (model, c) in zip(path.models, path.cs) {
      var alone = clf
      alone.c = c
      let cold = try alone.fitted(to: x, y)
      #expect(model.report.converged && cold.report.converged, "C \(c): \(model.report)")
      #expect(abs(model.report.objective - cold.report.objective) <= 1e-7 * cold.report.objective)
      let certificate = try #require(model.report.certificate)
      #expect(model.report.objective - cold.report.objective <= certificate.objectiveGap + 1e-14)
      #expect(model.report.evaluations > 0)
    }
    #expect(path.models[1...].allSatisfy { $0.report.objective < path.models[0].report.objective })
  }

  @Test(arguments: MultiClass.allCases, [Penalty.l1, .elasticNet(l1Ratio: 0.4)])
  func aPathWithAnL1PartStartsWhereTheFirstWeightAppears(multiClass: MultiClass, penalty: Penalty) throws {
    let (x, y) = try digits()
    var clf = LogisticRegression(multiClass: multiClass, penalty: penalty, tolerance: 1e-9)
    let path = try LogisticRegressionPath(clf, grid: .automatic(count: 3, span: 30)).fitted(to: x, y)
    let start = try #require(path.largestNullC)
    #expect(path.cs[0] == start)
    #expect(path.nonZeroCounts[0] == 0)
    #expect(path.nonZeroCounts[2] > path.nonZeroCounts[1] && path.nonZeroCounts[1] > 0)
    clf.c = start * 0.999
    #expect(try clf.fitted(to: x, y).nonZeroCount == 0)
    clf.c = start * 1.01
    #expect(try clf.fitted(to: x, y).nonZeroCount > 0)
  }

  @Test func unpenalisedFeaturesAreInTheModelFromTheStart() throws {
    let (x, y) = try digits(200)
    let factors = (0..<64).map { $0 == 20 || $0 == 43 ? 0.0 : 1 }
    let clf = LogisticRegression(penalty: .l1, penaltyFactors: factors, tolerance: 1e-8)
    let path = try LogisticRegressionPath(clf, grid: .automatic(count: 3, span: 10)).fitted(to: x, y)
    for k in 0..<10 {
      for j in 0..<64 where factors[j] > 0 { #expect(path.models[0].coefficients[k, j] == 0) }
    }
    #expect(path.nonZeroCounts[0] > 0)
  }

  struct NullCase: Decodable, Sendable {
    var dataset: String
    var preparation: String
    var c: Double

    static let all = (try? Reference.load("l1-min-c", as: [NullCase].self)) ?? []
  }

  @Test func allReferenceAnswersAreThere() {
    #expect(NullCase.all.count == 8)
  }

  /// scikit-learn's bound is that of one-vs-rest, from the gradient at zero weights without an intercept.
  @Test(arguments: NullCase.all)
  func withoutAnInterceptTheStartIsScikitLearnsLowestC(testCase: NullCase) throws {
    var (x, y) = try DataSets.load(testCase.dataset)
    if testCase.preparation == "standardised" { x = try StandardScaler().fitted(to: x).transform(x) }
    let clf = LogisticRegression(multiClass: .ovr, penalty: .l1, tolerance: 1, fitIntercept: false)
    let path = try LogisticRegressionPath(clf, grid: .automatic(count: 2, span: 1.001)).fitted(to: x, y)
    #expect(abs(try #require(path.largestNullC) - testCase.c) <= 1e-10 * testCase.c)
  }

  @Test(arguments: [Solver.gd, .coordinateDescent, .auto])
  func otherSolversGiveTheSamePath(solver: Solver) throws {
    let (x, y) = try digits(150)
    let clf = LogisticRegression(multiClass: .ovr, penalty: .l1, tolerance: 1e-6, maxIterations: 20_000)
    let grid = CGrid.automatic(count: 4, span: 20)
    var other = clf
    other.solver = solver
    let (a, b) = (
      try LogisticRegressionPath(clf, grid: grid).fitted(to: x, y),
      try LogisticRegressionPath(other, grid: grid).fitted(to: x, y)
    )
    for (first, second) in zip(a.models, b.models) {
      #expect(abs(first.report.objective - second.report.objective) <= 1e-5 * first.report.objective)
    }
  }

  @Test func boundsHoldAlongThePath() throws {
    let (x, y) = try digits(200)
    let clf = LogisticRegression(penalty: .l1, bounds: .nonNegative, tolerance: 1e-6)
    let path = try LogisticRegressionPath(clf, grid: .automatic(count: 4, span: 50)).fitted(to: x, y)
    #expect(path.models.allSatisfy { $0.coefficients.elements.allSatisfy { $0 >= 0 } })
    #expect(path.models.allSatisfy { $0.report.converged })
  }

  @Test func stoppingKeepsTheModelsSoFar() throws {
    let (x, y) = try digits(150)
    var fits = 0
    let path = try LogisticRegressionPath(penalty: .l2, grid: .values([0.01, 0.1, 1])).fitted(to: x, y) {
      if $0.number == 1 { fits += 1 }
      return fits == 2 ? .stop : .proceed
    }
    #expect(path.cs == [0.01, 0.1])
    #expect(path.models[0].report.converged && path.models[1].report.stopped == .caller)
  }

  @Test func aCancelledPathHandsOverWhatItHas() async throws {
    let (x, y) = try digits(150)
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try LogisticRegressionPath(penalty: .l1, grid: .automatic(count: 5, span: 100)).fitted(to: x, y)
    }
    do {
      _ = try await task.value
      Issue.record("A cancelled path must throw")
    } catch let stop as FitInterrupted<LogisticRegressionPath<Int>.Fitted> {
      #expect(stop.model.models.count < 5)
      #expect(stop.model.models.last?.report.stopped == .cancelled)
    }
  }

  @Test func aPathSurvivesAFile() throws {
    let (x, y) = try digits(150)
    let path = try LogisticRegressionPath(penalty: .l1, grid: .values([0.1, 0.2])).fitted(to: x, y)
    let text = try JSON.text(of: path)
    #expect(try JSON.value(LogisticRegressionPath<Int>.Fitted.self, of: text) == path)
    #expect(throws: DecodingError.self) {
      try JSON.value(
        LogisticRegressionPath<Int>.Fitted.self,
        of: text.replacing("\"cs\":[0.1,0.2]", with: "\"cs\":[0.1]"))
    }
  }

  // MARK: Refusals

  @Test(arguments: [
    (CGrid.values([]), "at least one value"), (.values([1, -1]), "-1.0"), (.values([.infinity]), "inf"),
    (.automatic(count: 1, span: 10), "grid.count"), (.automatic(count: 5, span: 1), "grid.span"),
    (.automatic(count: 5, span: .nan), "grid.span"),
  ])
  func aGridOutOfRangeIsExplained(grid: CGrid, text: String) {
    #expect {
      try LogisticRegressionPath(penalty: .l1, grid: grid).validate()
    } throws: {
      "\($0)".contains(text)
    }
  }

  @Test func whatHasNoPathNamesTheAlternative() throws {
    let (x, y) = try digits(150)
    #expect {
      try LogisticRegressionPath(penalty: .none).fitted(to: x, y)
    } throws: {
      "\($0)".contains(".l1")
    }
    #expect {
      try LogisticRegressionPath(LogisticRegression(penalty: .l1, bounds: .all(lower: 1, upper: 2))).fitted(to: x, y)
    } throws: {
      "\($0)".contains(".values")
    }
    #expect {
      try LogisticRegressionPath(penalty: .l1).fitted(to: Matrix(rows: 4, columns: 1, repeating: 0.0), [0, 1, 0, 1])
    } throws: {
      "\($0)".contains(".values")
    }
  }
}
