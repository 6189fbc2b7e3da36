import Estimators
import Testing
import _EstimatorTestSupport

@Suite struct QuantileRegressorTests {
  /// What scikit-learn's simplex method ends at.
  struct Case: Decodable, Sendable {
    let rows, columns: Int
    let kind: String
    let quantile, alpha: Double
    let fitIntercept, weighted: Bool
    let targets: [Double]
    let coefficients: [Double]?
    let intercept: Double?
    let objective: Double

    var weights: [Double]? { weighted ? RegressionRows.weights(rows) : nil }
    var features: Features { get throws { try RegressionRows.features(rows, columns, kind) } }

    func fitted(tolerance: Double = 1e-11) throws -> QuantileRegressor.Model {
      try QuantileRegressor(quantile: quantile, alpha: alpha, fitIntercept: fitIntercept, tolerance: tolerance)
        .fitted(to: features, targets, sampleWeight: weights)
    }
  }

  private static let cases = Result { try Reference.load("quantile", as: [String: [Case]].self)["cases"] ?? [] }

  @Test func objectivesAndCoefficients() throws {
    let cases = try Self.cases.get()
    #expect(cases.count == 9)
    for each in cases {
      let comment = Comment(
        rawValue: "\(each.rows) × \(each.columns) \(each.kind), q \(each.quantile), α \(each.alpha)")
      let model = try each.fitted()
      let report = try #require(model.report)
      #expect(report.converged && report.iterations[0] < 60, "\(comment): \(report)")
      #expect(abs(report.objective - each.objective) < 1e-9 * each.objective, comment)
      guard let coefficients = each.coefficients, let intercept = each.intercept else { continue }
      #expect(relativeError(model.coefficients + [model.intercept], coefficients + [intercept]) < 1e-6, comment)
      #expect(model.coefficients.filter { $0 == 0 }.count == coefficients.filter { $0 == 0 }.count, comment)
    }
  }

  @Test func certificatesHoldOnTheWay() throws {
    for each in try Self.cases.get() where each.alpha > 0 {
      for tolerance in [0.5, 0.1, 1e-3, 1e-6] {
        let report = try #require(try each.fitted(tolerance: tolerance).report)
        let certificate = try #require(report.certificate)
        #expect(report.objective - each.objective <= certificate.objectiveGap + 1e-13)
        #expect(certificate.relativeGap <= 1.2 * tolerance)
      }
    }
  }

  /// q of the weight is below, but for the rows that are met.
  @Test func aShareOfTheRowsIsBelow() throws {
    let each = try Self.cases.get()[0]
    for quantile in [0.05, 0.25, 0.5, 0.8] {
      let model = try QuantileRegressor(quantile: quantile, alpha: 0).fitted(to: each.features, each.targets)
      let predicted = try model.predict(each.features)
      let below = zip(each.targets, predicted).filter { $0 < $1 - 1e-7 }.count
      let met = zip(each.targets, predicted).filter { abs($0 - $1) <= 1e-7 }.count
      #expect(Double(below) <= quantile * 120 && Double(below + met) >= quantile * 120)
      #expect(met >= 6)
    }
  }

  @Test func constantTargetsAreMet() throws {
    let each = try Self.cases.get()[0]
    let model = try QuantileRegressor(alpha: 0.1).fitted(to: each.features, [Double](repeating: 3, count: 120))
    #expect(model.intercept == 3 && model.coefficients.allSatisfy { $0 == 0 } && model.report?.converged == true)
  }

  @Test func aFitCanBeEnded() throws {
    let each = try Self.cases.get()[0]
    let regressor = QuantileRegressor(alpha: 0.01)
    let stopped = try regressor.fitted(to: each.features, each.targets) { $0.number < 3 ? .proceed : .stop }
    #expect(stopped.report?.stopped == .caller && stopped.report?.history.map(\.number) == [0, 1, 2, 3])
    let interruption =
      thrown { try regressor.fitted(to: each.features, each.targets) { _ in throw CancellationError() } }
      as? FitInterrupted<QuantileRegressor.Model>
    #expect(interruption?.iteration == 1)
    let short = try QuantileRegressor(alpha: 0.01, maxIterations: 2).fitted(to: each.features, each.targets)
    #expect(short.report?.stopped == .iterationLimit && short.report?.advice.count == 1)
    for quantile in [0, 1, .nan] as [Double] {
      #expect(
        refusedSetting { try QuantileRegressor(quantile: quantile).fitted(to: each.features, each.targets) }
          == "quantile")
    }
  }
}
