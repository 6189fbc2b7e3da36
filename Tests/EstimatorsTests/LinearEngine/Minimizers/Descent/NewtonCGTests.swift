import Estimators
import Testing
import _EstimatorTestSupport

@Suite struct NewtonCGTests {
  /// The tolerance is that of Newton's method with a whole Hessian: C = 1000 on the digits asks for a gradient of 1e-14
  /// for six digits of the coefficients.
  @Test(arguments: LogisticCase.all)
  func itReachesTheReference(testCase: LogisticCase) throws {
    let (x, y) = try testCase.data()
    let clf = LogisticRegression(
      multiClass: testCase.scheme, solver: .newtonCG, c: testCase.c ?? .infinity, tolerance: 1e-14)
    let model = try clf.fitted(to: x, y, sampleWeight: testCase.weights(y.count))
    for (objective, expected) in zip(model.report.objectivePerProblem, testCase.objectives) {
      #expect(abs(objective - expected) <= 1e-10 * expected, "\(model.report)")
    }
    #expect(testCase.distance(model.coefficients, model.intercepts) < 1e-6, "\(model.report)")
  }

  /// A point of every problem, and a direction that moves all of its parameters.
  private func places(_ objective: LinearEvaluator, seed: UInt32) -> [EvaluationRequest] {
    var random = RandomState(seed)
    return (0..<objective.problemCount).map { problem in
      EvaluationRequest(problem: problem, point: (0..<objective.parameterCount).map { _ in random.random() - 0.5 })
    }
  }

  @Test(arguments: LinearObjectiveTests.Case.all, StoredAs.allCases)
  func theProductIsTheDerivativeOfTheGradient(testCase: LinearObjectiveTests.Case, storage: StoredAs) throws {
    let objective = try LinearObjectiveTests.objective(testCase, storage: storage)
    let (starts, directions) = (places(objective, seed: 1), places(objective, seed: 2))
    try objective.openCurvature(at: starts)
    let products = try objective.hessianProducts(directions)
    let h = 1e-3
    func gradients(_ by: Double) throws -> [[Double]] {
      try objective.evaluate(
        zip(starts, directions).map { start, direction in
          EvaluationRequest(problem: start.problem, point: zip(start.point, direction.point).map { $0 + by * $1 })
        }
      ).map(\.gradient)
    }
    let (a, b, c, d) = (try gradients(-2 * h), try gradients(-h), try gradients(h), try gradients(2 * h))
    for problem in products.indices {
      // Five points: the error is O(h⁴).
      let differences = products[problem].indices.map {
        (a[problem][$0] - 8 * b[problem][$0] + 8 * c[problem][$0] - d[problem][$0]) / (12 * h)
      }
      #expect(relativeError(products[problem], differences) < 1e-8)
    }
  }

  @Test(arguments: [LossKind.softmax, .logistic])
  func someProblemsOfABatchGetTheProductsTheyGetTogether(loss: LossKind) throws {
    let objective = try LinearObjectiveTests.objective(.init(loss: loss, intercept: true, weighted: true, affine: true))
    let (starts, directions) = (places(objective, seed: 3), places(objective, seed: 4))
    try objective.openCurvature(at: starts)
    let together = try objective.hessianProducts(directions)
    for problem in directions.indices {
      let alone = try objective.hessianProducts([directions[problem]])[0]
      #expect(relativeError(alone, together[problem]) < 1e-14)
    }
  }

  /// 1 − p of a class that is certain must not be rounded to 0: the curvature it leaves is what moves the fit on.
  @Test(arguments: [LossKind.softmax, .logistic])
  func curvatureSurvivesCertainty(loss: LossKind) throws {
    let classes: [Int32] = [0, 1]
    let sides = loss == .logistic ? [BinaryTarget(positiveClass: 1)] : []
    let objective = LinearEvaluator(
      features: try Matrix([[-1.0], [1.0]]).features,
      targets: ClassRows(classes: classes, weights: nil, sides: sides), loss: loss, classCount: 2,
      hasIntercept: false, weightTotal: 2, penalty: .l2(0, features: 1))
    // z = ±60: p(1 − p) is 8.756510762696521e-27, far below one unit in the last place of 1.
    let point = loss == .softmax ? [-30.0, 30] : [60]
    try objective.openCurvature(at: [EvaluationRequest(problem: 0, point: point)])
    let direction = loss == .softmax ? [-0.5, 0.5] : [1.0]
    let product = try objective.hessianProducts([EvaluationRequest(problem: 0, point: direction)])[0]
    #expect(relativeError([product.last ?? 0], [8.756510762696521e-27]) < 1e-12)
  }

  @Test(arguments: MultiClass.allCases)
  func itConvergesInFewIterationsWithoutAPreconditioner(multiClass: MultiClass) throws {
    // More columns than the Gram matrix is made for, most of them empty.
    let rows = 40
    var random = RandomState(5)
    let dense = Matrix<Double>(rows: rows, columns: 3100) { elements in
      for index in elements.indices { elements.initializeElement(at: index, to: index % 37 == 0 ? random.random() : 0) }
    }
    let labels = (0..<rows).map { $0 % 3 }
    let model = try LogisticRegression(multiClass: multiClass, solver: .newtonCG, tolerance: 1e-9)
      .fitted(to: dense, labels)
    #expect(model.report.converged && !model.report.method.contains("preconditioned"), "\(model.report)")
    #expect((model.iterations.max() ?? 99) <= 15)
    let other = try LogisticRegression(multiClass: multiClass, tolerance: 1e-9).fitted(to: SparseMatrix(dense), labels)
    #expect(difference(model.coefficients, other.coefficients) < 1e-5)
  }
}
