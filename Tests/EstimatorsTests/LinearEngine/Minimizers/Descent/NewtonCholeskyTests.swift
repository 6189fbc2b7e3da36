import EstimatorDatasets
import Estimators
import Testing
import _EstimatorTestSupport

@Suite struct NewtonCholeskyTests {
  @Test func whereAFullStepOvershootsTheFitStillConverges() throws {
    // Far from the optimum a full Newton step on nearly separable data leaves the region where the model holds.
    let iris = try Iris.load()
    let clf = LogisticRegression(solver: .newtonCholesky, c: 1e6, tolerance: 1e-9)
    let first = try clf.fitted(to: iris.features, iris.labels)
    var start = clf
    start.warmStart = true
    var away = LogisticRegression(solver: .newtonCholesky, c: 1e-6, tolerance: 1e-9)
    try away.fit(iris.features, iris.labels.map { ($0 + 1) % 3 })
    start.model = away.model
    let second = try start.fit(iris.features, iris.labels)
    #expect(first.report.converged && second.report.converged)
    #expect(relativeError(first.coefficients.elements, second.coefficients.elements) < 1e-4)
  }
}
