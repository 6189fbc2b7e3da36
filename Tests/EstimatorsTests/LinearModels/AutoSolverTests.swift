import Estimators
import Testing
import _EstimatorTestSupport

/// `.auto` ends where the other solvers end, and says what it ran.
@Suite struct AutoSolverTests {
  @Test(arguments: LogisticCase.all.filter { $0.dataset != "digits" })
  func itReachesTheReference(testCase: LogisticCase) throws {
    let (x, y) = try testCase.data()
    let model = try LogisticRegression(
      multiClass: testCase.scheme, solver: .auto, c: testCase.c ?? .infinity, tolerance: 1e-13
    ).fitted(to: x, y, sampleWeight: testCase.weights(y.count))
    #expect(testCase.distance(model.coefficients, model.intercepts) < 1e-6)
    #expect(model.report.method.hasPrefix("auto: newtonCholesky ("))
    for (objective, expected) in zip(model.report.objectivePerProblem, testCase.objectives) {
      #expect(abs(objective - expected) <= 1e-12 * expected)
    }
  }

  @Test(arguments: LogisticCase.all.filter { $0.dataset == "digits" })
  func onDigitsItReachesTheReference(testCase: LogisticCase) throws {
    let (x, y) = try testCase.data()
    let report = try LogisticRegression(
      multiClass: testCase.scheme, solver: .auto, c: testCase.c ?? .infinity, tolerance: 1e-8
    ).fitted(to: x, y, sampleWeight: testCase.weights(y.count)).report
    #expect(report.method.hasPrefix(testCase.scheme == .multinomial ? "auto: lbfgs (" : "auto: "))
    if testCase.c != nil {
      #expect(report.converged)
      #expect(report.objective - testCase.objectives.reduce(0, +) <= (report.certificate?.objectiveGap ?? 0) + 1e-13)
    }
  }

  @Test func theOtherSolverGoesOnWhereTheFirstEnded() throws {
    let sample = LawSample.threeClasses
    let clf = LogisticRegression<String>(solver: .auto, tolerance: 1e-9, maxIterations: 2)
    var numbers: [Int] = []
    let report = try clf.fitted(to: sample.doubles, sample.labels) { iteration in
      numbers.append(iteration.number)
      return .proceed
    }.report
    #expect(report.method.contains("then lbfgs from where that ended"))
    #expect(report.iterations == [4] && numbers == [1, 2, 3, 4])
    #expect(report.history.map(\.number) == [0, 1, 2, 3, 4])
    #expect(!report.converged && report.advice.joined().contains("Raise maxIterations"))
  }

  @Test func aStopInTheSecondRunIsTheCallers() throws {
    let sample = LawSample.threeClasses
    let clf = LogisticRegression<String>(solver: .auto, tolerance: 1e-9, maxIterations: 2)
    let report = try clf.fitted(
      to: sample.doubles, sample.labels, onIteration: { $0.number >= 3 ? .stop : .proceed }
    ).report
    #expect(report.stopped == .caller && report.iterations == [3])
  }

  /// Columns and classes up to which a Newton step costs no more than the passes that it saves.
  @Test(arguments: [(10, 2, true), (80, 2, false), (10, 5, true), (30, 5, false)])
  func theChoiceFollowsTheCostOfAStep(columns: Int, classes: Int, isNewton: Bool) throws {
    var random = RandomState(3)
    let x = try Matrix<Double>(rows: 4000, columns: columns, random.random(4000 * columns))
    let y = try random.integers(in: 0..<classes, count: 4000)
    let report = try LogisticRegression(solver: .auto).fitted(to: x, y).report
    #expect(report.converged)
    #expect(report.method.hasPrefix(isNewton ? "auto: newtonCholesky (" : "auto: lbfgs ("))
  }

  @Test func wideDataNeedNoHessian() throws {
    let wide = try SparseMatrix(
      rows: 3, columns: 20_000, rowStarts: [0, 1, 2, 3], columnIndices: [0, 5, 19_999], values: [1, 2, 3])
    let report = try LogisticRegression(solver: .auto).fitted(to: wide, [0, 1, 1]).report
    #expect(report.converged && report.method.hasPrefix("auto: lbfgs ("))
  }
}
