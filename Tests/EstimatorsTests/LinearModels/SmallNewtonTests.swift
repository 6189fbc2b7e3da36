import Estimators
import EstimatorDatasets
import Testing
import _EstimatorTestSupport

/// Small problems get value, gradient and Hessian in one pass; large ones piece by piece. Both are the same.
@Suite struct SmallNewtonTests {
  @Test(arguments: [LinearLoss.softmax, .logistic], [false, true])
  func valueGradientAndHessianAreThoseOfTheGeneralPasses(loss: LinearLoss, hasIntercept: Bool) throws {
    // 61 rows: no whole number of vectors.
    let sample = PassSample(rows: 61, columns: 6, classes: loss == .softmax ? 4 : 2)
    let x = try sample.numbers.features.applying(
      ColumnAffine(scale: Array(repeating: 0.01, count: 6), shift: Array(repeating: 90, count: 6)))
    let columns = loss == .softmax ? 4 : 1
    let sides = [LogisticSide(positiveClass: 1, positiveWeight: 2, negativeWeight: 0.5)]
    let objective = LinearObjective(
      features: x,
      targets: RowTargets(
        classes: sample.classes, weights: sample.weights, sides: loss == .softmax ? [] : sides),
      loss: loss, classCount: columns, hasIntercept: hasIntercept, weightTotal: sample.weights.reduce(0, +),
      penalty: WeightPenalty(l2: Array(repeating: 0.3, count: 6), l1: Array(repeating: 0, count: 6)))
    let point = PassSample.coefficients(objective.parameterCount, size: 1, seed: 4)
    let request = EvaluationRequest(problem: 0, point: point)
    let (evaluation, hessian) = try #require(objective.evaluateWithHessian(at: point))
    let expected = try #require(try objective.evaluate([request]).first)
    #expect(abs(evaluation.value - expected.value) <= 1e-13 * expected.value)
    #expect(relativeError(evaluation.gradient, expected.gradient) < 1e-12)
    let expectedHessian = try objective.hessian(request)
    for i in 0..<hessian.rows {
      #expect(relativeError(Array(hessian[row: i].prefix(i + 1)), Array(expectedHessian[row: i].prefix(i + 1))) < 1e-11)
    }
  }

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
