import EstimatorDatasets
import Estimators
import Foundation
import Testing
import _EstimatorTestSupport

/// Any loss with any minimiser: the doors of the engine.
@Suite struct LinearModelTests {
  private static let n = 120
  private static let numbers = PassSample(rows: n, columns: 4, classes: 2).numbers.map { $0 / 128 - 1 }
  private static let truth = [0.5, -1, 0.25, 2]
  private static let linear = (0..<n).map { i in (0..<4).reduce(0.3) { $0 + truth[$1] * numbers[i, $1] } }
  private static let y = linear.enumerated().map { $1 + 0.1 * Double($0 % 7 - 3) }

  private static let methods: [any Minimizer] = [
    EngineMinimizer.lbfgs, EngineMinimizer.newtonCG, EngineMinimizer.newtonCholesky,
    EngineMinimizer.gradientDescent(learningRate: nil), HeavyBall(),
  ]

  /// Gradient descent that keeps going: a minimiser from outside the package.
  struct HeavyBall: Minimizer {
    var momentum = 0.8

    func minimize(
      _ problem: LinearProblem, from start: [Double], until rule: StoppingRule, onIteration: OnIteration
    ) throws -> MinimizerEnd {
      let rate = try 1 / problem.curvatureBound()
      var velocity = start.map { _ in 0.0 }
      return try problem.iterate(from: start, until: rule, onIteration: onIteration) { point, _, gradient in
        for j in point.indices { velocity[j] = momentum * velocity[j] - rate * gradient[j] }
        return zip(point, velocity).map(+)
      }
    }
  }

  /// A loss from outside the package.
  struct LogCosh: ScalarLoss {
    let curvatureBound: Double? = 1
    func terms(_ z: Double, _ y: Double) -> LossTerms {
      let (sigma, r) = (sigmoid(2 * (z - y)), (z - y).magnitude)
      let t = 2 * sigma - 1
      return LossTerms(value: r + softplus(-2 * r) - 0.6931471805599453, slope: t, curvature: 1 - t * t)
    }
  }

  /// (XᵀX + λ·S·I)·w = Xᵀy, with a free intercept.
  private func ridge(_ lambda: Double) throws -> [Double] {
    var gram = Matrix(rows: 5, columns: 5, repeating: 0.0)
    var right = [Double](repeating: 0, count: 5)
    for i in 0..<Self.n {
      let x = (0..<4).map { Self.numbers[i, $0] } + [1]
      for a in 0..<5 {
        right[a] += x[a] * Self.y[i] / Double(Self.n)
        for b in 0..<5 { gram[a, b] += x[a] * x[b] / Double(Self.n) }
      }
    }
    for j in 0..<4 { gram[j, j] += lambda }
    return try NewtonCholesky.step(gram, right.map { -$0 })
  }

  @Test(arguments: 0..<5)
  func everyMinimizerFindsTheRidgeSolution(method: Int) throws {
    let model = LinearModel(
      loss: SquaredError(), minimizer: Self.methods[method], c: 0.1, tolerance: 1e-9, maxIterations: 20_000)
    let fit = try model.fitted(to: Self.numbers, Self.y)
    let expected = try ridge(1 / (Double(Self.n) * 0.1))
    #expect(fit.converged)
    #expect(relativeError(fit.coefficients.elements + fit.intercepts, expected) < 1e-7)
    #expect(fit.history.count == fit.iterations + 1)
  }

  @Test(arguments: 0..<5)
  func everyMinimizerFitsALossFromOutside(method: Int) throws {
    let model = LinearModel(
      loss: LogCosh(), minimizer: Self.methods[method], tolerance: 1e-8, maxIterations: 20_000)
    let fit = try model.fitted(to: Self.numbers, Self.y)
    let best = try LinearModel(loss: LogCosh(), minimizer: .newtonCholesky, tolerance: 1e-11)
      .fitted(to: Self.numbers, Self.y)
    #expect(fit.converged)
    #expect(relativeError(fit.coefficients.elements, best.coefficients.elements) < 1e-6)
  }

  @Test func aLassoLeavesZeros() throws {
    let lasso = LinearModel(loss: SquaredError(), penalty: .l1, c: 0.03, tolerance: 1e-9)
    let fit = try lasso.fitted(to: Self.numbers, Self.y)
    #expect(fit.converged)
    #expect(fit.coefficients.elements.contains(0) && fit.coefficients.elements.contains { $0 != 0 })
  }

  @Test func countsWithExposureHaveTheRatesOfTheirGroups() throws {
    // One indicator of two groups, without a penalty: the rate of a group is its counts over its exposures.
    let x = try Matrix((0..<40).map { [$0 % 2 == 0 ? 0.0 : 1.0] })
    let counts = (0..<40).map { ObservedCount(Double($0 % 5), exposure: 1 + Double($0 % 3)) }
    let fit = try LinearModel(loss: PoissonLoss(), penalty: .none, tolerance: 1e-10).fitted(to: x, counts)
    func rate(_ group: Int) -> Double {
      let own = counts.indices.filter { $0 % 2 == group }.map { counts[$0] }
      return own.reduce(0) { $0 + $1.count } / own.reduce(0) { $0 + $1.exposure }
    }
    let found = [fit.intercepts[0], fit.intercepts[0] + fit.coefficients[0, 0]]
    #expect(abs(found[0] - log(rate(0))) < 1e-8 && abs(found[1] - log(rate(1))) < 1e-8)
  }

  @Test func aSupportVectorMachineSeparatesIris() throws {
    let iris = try Iris.load()
    let rows = iris.labels.indices.filter { iris.labels[$0] != 2 }
    let x = try iris.features.features.selectingRows(rows)
    let y = rows.map { iris.labels[$0] == 0 ? -1.0 : 1 }
    let scores = try LinearModel(loss: SquaredHinge()).fitted(to: x, y).scores(x)
    #expect(zip(scores.elements, y).allSatisfy { $0 * $1 > 0 })
  }

  @Test func whatIsWrongIsSaid() throws {
    let x = Self.numbers
    func fails(_ model: LinearModel<SquaredError>, _ y: [Double] = Self.y) {
      #expect(throws: EstimatorError.self) { try model.fitted(to: x, y) }
    }
    fails(LinearModel(loss: SquaredError(), c: 0))
    fails(LinearModel(loss: SquaredError(), tolerance: .nan))
    fails(LinearModel(loss: SquaredError(), maxIterations: 0))
    fails(LinearModel(loss: SquaredError()), Array(Self.y.dropLast()))
    fails(LinearModel(loss: SquaredError(), minimizer: .newtonCG, penalty: .l1))
    fails(LinearModel(loss: SquaredError(), minimizer: HeavyBall(), penalty: .l1))
    #expect(throws: EstimatorError.self) {
      try LinearModel(loss: PoissonLoss(), minimizer: .gradientDescent()).fitted(
        to: x, Self.y.map { ObservedCount(abs($0)) })
    }
    let fit = try LinearModel(loss: SquaredError()).fitted(to: x, Self.y)
    #expect(throws: EstimatorError.featureCountMismatch(expected: 4, found: 1)) { try fit.scores(Matrix([[1.0]])) }
  }

  @Test func aCallerMayStopIt() throws {
    let fit = try LinearModel(loss: LogCosh(), tolerance: 1e-12).fitted(to: Self.numbers, Self.y) {
      $0.number == 2 ? .stop : .proceed
    }
    #expect(fit.stopped == .caller && fit.iterations == 2)
  }
}
