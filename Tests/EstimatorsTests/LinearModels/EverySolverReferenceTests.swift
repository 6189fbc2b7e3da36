import Estimators
import Testing
import _EstimatorTestSupport

/// The stored optima through the solvers that need many iterations, where they can reach them in a test's time.
@Suite struct EverySolverReferenceTests {
  /// Multinomial coordinate descent goes class after class, so it is the slower the weaker the penalty.
  @Test(arguments: PenaltyCase.all.filter { $0.c < 1 })
  func coordinateDescentReachesThePenalizedReference(testCase: PenaltyCase) throws {
    let (x, y, weights) = try testCase.data()
    let model = try testCase.classifier(.coordinateDescent, tolerance: 1e-9).fitted(to: x, y, sampleWeight: weights)
    PenaltyReferenceTests().check(testCase, model)
  }

  @Test(arguments: PenaltyCase.all.filter { $0.bounds != nil && $0.c < 1 && $0.dataset != "digits" })
  func sagaReachesTheReferenceWithinBounds(testCase: PenaltyCase) throws {
    let (x, y, weights) = try testCase.data()
    var clf = testCase.classifier(.saga, tolerance: 1e-9)
    clf.maxIterations = 50_000
    PenaltyReferenceTests().check(testCase, try clf.fitted(to: x, y, sampleWeight: weights))
  }

  @Test(arguments: AverageGradientTests.reachable.filter { $0.scheme == .multinomial })
  func multinomialCoordinateDescentReachesTheSmoothReference(testCase: LogisticCase) throws {
    let (x, y) = try testCase.data()
    let model = try LogisticRegression(
      solver: .coordinateDescent, c: testCase.c ?? .infinity, tolerance: 1e-10, maxIterations: 5000
    ).fitted(to: x, y, sampleWeight: testCase.weights(y.count))
    #expect(model.report.converged, "\(model.report)")
    #expect(testCase.distance(model.coefficients, model.intercepts) < 1e-6)
  }
}
