import Estimators
import Foundation
import Testing
import _EstimatorTestSupport

@Suite struct SGDRegressorTests {
  private static let x = Result { try RegressionRows.features(240, 4, "plain").matrix() }
  private static func targets() throws -> [Double] {
    let x = try x.get()
    return (0..<240).map { 2 * x[$0, 0] - x[$0, 1] + 0.5 + Double(($0 * 37) % 23 - 11) / 100 }
  }

  @Test func aFitComesNearTheOptimum() throws {
    let (x, y) = (try Self.x.get(), try Self.targets())
    let model = try SGDRegressor(alpha: 1e-2, tolerance: 1e-4).fitted(to: x, y)
    let best = try TweedieRegressor(alpha: 1e-2, tolerance: 1e-10).fitted(to: x, y)
    #expect(model.report?.converged == true)
    #expect(relativeError(model.coefficients + [model.intercept], best.coefficients + [best.intercept]) < 1e-2)
    let certificate = try #require(model.report?.certificate)
    let (here, least) = (try #require(model.report).objective, try #require(best.report).objective)
    #expect(here - least <= certificate.objectiveGap + 1e-15)
    #expect(try model.score(x.features, y, weights: nil) > 0.95)
  }

  /// Chunks of whole batches give what one walk through all rows gives.
  @Test(arguments: [SGDLoss.squaredError, .huber(epsilon: 0.3)])
  func chunksAreOneWalk(loss: SGDLoss) throws {
    let (x, y) = (try Self.x.get(), try Self.targets())
    let solver = Solver.sgd(batchSize: 8, schedule: .inverseScaling(initial: 0.1), averagingAfter: 40, shuffle: false)
    var whole = SGDRegressor(loss: loss, solver: solver, penalty: .l1, alpha: 0.01)
    var parts = whole
    try whole.partialFit(x, y)
    for start in stride(from: 0, to: 240, by: 80) {
      let rows = Array(start..<start + 80)
      try parts.partialFit(x[rows: rows], rows.map { y[$0] })
      parts.model = try JSONDecoder().decode(SGDRegressor.Model.self, from: JSONEncoder().encode(parts.model))
    }
    let (a, b) = (try whole.requireModel(), try parts.requireModel())
    #expect(relativeError(b.coefficients + [b.intercept], a.coefficients + [a.intercept]) < 1e-12)
    #expect(b.report?.stopped == .endOfChunk && a.coefficients.contains { $0 != 0 })
  }

  @Test func countsMayAllBeZeroInAChunk() throws {
    let x = try Self.x.get()
    let solver = Solver.sgd(schedule: .inverseScaling(initial: 0.05))
    var regressor = SGDRegressor(loss: .poisson, solver: solver)
    try regressor.partialFit(x, (0..<240).map { Double($0 % 3) })
    let before = try regressor.requireModel()
    try regressor.partialFit(x, [Double](repeating: 0, count: 240))
    let after = try regressor.requireModel()
    #expect(after.intercept < before.intercept && after.link == .log)
    #expect(try after.predict(x.features).allSatisfy { $0 > 0 })
    #expect(
      EstimatorError.Code.invalidTarget ~= thrown { try regressor.partialFit(x, [Double](repeating: -1, count: 240)) })
    #expect(regressor.model == after)
  }

  @Test func anL1NormLeavesZeros() throws {
    let model = try SGDRegressor(penalty: .l1, alpha: 0.05, tolerance: 1e-2).fitted(to: Self.x.get(), Self.targets())
    #expect(model.coefficients.contains(0) && model.coefficients[0] > 0 && model.report?.certificate == nil)
  }

  @Test func whatDoesNotFitIsRefused() throws {
    let (x, y) = (try Self.x.get(), try Self.targets())
    var fitted = SGDRegressor(maxIterations: 2)
    try fitted.fit(x, y)
    #expect(EstimatorError.Code.incompatibleWarmStart ~= thrown { try fitted.partialFit(x, y) })
    #expect(EstimatorError.Code.unsupported ~= thrown { try SGDRegressor(solver: .lbfgs).fitted(to: x, y) })
    #expect(
      EstimatorError.Code.unsupported ~= thrown { try SGDRegressor(loss: .poisson).fitted(to: x, y.map { abs($0) }) })
    #expect(refusedSetting { try SGDRegressor(loss: .huber(epsilon: 0)).fitted(to: x, y) } == "loss.epsilon")
    var stream = SGDRegressor()
    try stream.partialFit(x, y)
    stream.fitIntercept = false
    #expect(EstimatorError.Code.incompatibleWarmStart ~= thrown { try stream.partialFit(x, y) })
    stream.fitIntercept = true
    #expect(
      EstimatorError.Code.featureCountMismatch
        ~= thrown { try stream.partialFit(x.features.selectingColumns([0, 1]), y) })
  }
}
