import EstimatorDatasets
import Estimators
import Testing
import _EstimatorTestSupport

@Suite struct CoordinateDescentTests {
  private static let cases = LogisticCase.all.filter { $0.multiClass == "ovr" || $0.dataset == "breast-cancer" }

  /// Every optimum to 1e-6 where the columns are standardised and C ≤ 1; where they are not, coordinates are so strongly
  /// tied to each other that the tolerance may be out of reach: then the objective is at most 1e-9 above, or it is said.
  @Test(arguments: cases)
  func itReachesTheReferenceOrSaysWhatStoppedIt(testCase: LogisticCase) throws {
    let (x, y) = try testCase.data()
    let clf = LogisticRegression(
      multiClass: testCase.scheme, solver: .coordinateDescent, c: testCase.c ?? .infinity, tolerance: 1e-11,
      maxIterations: 500)
    let model = try clf.fitted(to: x, y, sampleWeight: testCase.weights(y.count))
    if testCase.preparation == "standardised", (testCase.c ?? .infinity) <= 1 {
      #expect(testCase.distance(model.coefficients, model.intercepts) < 1e-6)
    }
    let (found, best) = (model.report.objective, testCase.objectives.reduce(0, +))
    #expect(found - best <= 1e-9 * best || !model.report.converged, "\(model.report)")
    #expect(found - best >= -1e-11 * best, "below the optimum")
  }

  @Test func multinomialWithMoreThanTwoClassesNamesTheAlternative() throws {
    let iris = try Iris.load()
    let clf = LogisticRegression(solver: .coordinateDescent)
    #expect(
      throws: EstimatorError.unsupported(
        what: "Coordinate descent for a multinomial fit of more than two classes",
        instead: "Use multiClass: .ovr, or the solver .lbfgs.")
    ) { try clf.fitted(to: iris.features, iris.labels) }
  }
}
