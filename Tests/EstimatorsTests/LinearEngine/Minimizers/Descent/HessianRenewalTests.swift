import EstimatorDatasets
import Estimators
import Testing
import _EstimatorTestSupport

/// L-BFGS that begins anew from the Hessian where its preconditioner no longer serves.
@Suite struct HessianRenewalTests {
  /// Raw pixels, one-vs-rest: every problem saturates in its own way, and none like the covariance of the pixels.
  @Test func rawPixelsOneVersusRestConverge() throws {
    let digits = try Digits.load()
    let settings = LogisticRegression(multiClass: .ovr, solver: .lbfgs, c: 1e3, tolerance: 1e-7, maxIterations: 500)
    let model = try settings.fitted(to: digits.features, digits.labels)
    #expect(model.report.stopped == .gradient)
    #expect(model.report.method.contains("Hessians"))
    var newton = settings
    newton.solver = .newtonCholesky
    let reference = try newton.fitted(to: digits.features, digits.labels).report.objective
    #expect(abs(model.report.objective - reference) < 1e-7 * reference)
  }

  /// A problem for each penalty: what was learnt is handed on without the Hessian of another penalty.
  @Test func aPathOfPenaltiesReachesTheSameModels() throws {
    let digits = try Digits.load()
    let (x, y) = (digits.features[rows: ..<600], Array(digits.labels.prefix(600)))
    let path = LogisticRegressionPath(
      LogisticRegression(multiClass: .ovr, solver: .lbfgs, tolerance: 1e-7, maxIterations: 1000),
      grid: .values([1e3, 1e-1]))
    let fitted = try path.fitted(to: x, y)
    for (c, model) in zip(fitted.cs, fitted.models) {
      #expect(model.report.stopped == .gradient)
      let alone = LogisticRegression(
        multiClass: .ovr, solver: .newtonCholesky, c: c, tolerance: 1e-9, maxIterations: 100)
      let expected = try alone.fitted(to: x, y).report.objective
      let open = try #require(model.report.certificate).objectiveGap
      #expect(abs(model.report.objective - expected) <= open + 1e-12)
    }
  }

  /// Many columns and rows: their squares are added up panel by panel.
  @Test func theHessianOfManyRowsTimesAVectorIsItsProduct() throws {
    var random = RandomState(7)
    let (n, p) = (12_000, 140)
    let x = try Matrix<Float>(rows: n, columns: p, random.random(n * p).map { Float($0 - 0.5) })
    let classes = try random.integers(in: 0..<2, count: n)
    let weights = (0..<n).map { Double($0 % 3) }
    let objective = LinearEvaluator(
      features: x.features,
      targets: ClassRows(
        classes: ClassEncoding(classes).targets.indices, weights: weights,
        sides: [BinaryTarget(positiveClass: 1, positiveWeight: 1, negativeWeight: 2)]),
      loss: .logistic, classCount: 2, hasIntercept: true, weightTotal: weights.reduce(0, +),
      penalty: .l2(0.03, features: p))
    let point = (0...p).map { _ in 4 * (random.random() - 0.5) }
    let direction = (0...p).map { _ in random.random() - 0.5 }
    let hessian = try objective.hessian(EvaluationRequest(problem: 0, point: point))
    let h = 1e-4
    func gradient(_ by: Double) throws -> [Double] {
      try objective.evaluate([EvaluationRequest(problem: 0, point: zip(point, direction).map { $0 + by * $1 })])[0]
        .gradient
    }
    for ((i, plus), minus) in zip(try gradient(h).enumerated(), try gradient(-h)) {
      let product = direction.indices.reduce(0) { $0 + hessian[i, $1] * direction[$1] }
      #expect(abs((plus - minus) / (2 * h) - product) < 1e-8, "row \(i)")
    }
  }
}
