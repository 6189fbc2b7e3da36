import Estimators
import Testing
import _EstimatorTestSupport

/// Poisson, gamma and Tweedie regression against optima in long doubles, which scikit-learn 1.9.1 and statsmodels agree
/// with.
@Suite struct GeneralizedLinearReferenceTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let rows, columns: Int
    let kind: String
    let power: Double
    let link: String
    let alpha: Double
    let fitIntercept, weighted: Bool
    let targets: [Double]
    let coefficients: [Double]?
    let intercept: Double?
    let objective: Double
    let dSquared: Double?

    var testDescription: String {
      "\(rows) × \(columns) \(kind), power \(power), \(link), α \(alpha)\(fitIntercept ? "" : ", no intercept")"
        + (weighted ? ", weighted" : "")
    }

    var weights: [Double]? { weighted ? RegressionRows.weights(rows) : nil }
    var features: Features { get throws { try RegressionRows.features(rows, columns, kind) } }
  }

  private static let cases = Result {
    try Reference.load("generalized-linear", as: [String: [Case]].self)["cases"] ?? []
  }
  private static let solvers: [Solver] = [.auto, .lbfgs, .newtonCholesky, .newtonCG]

  private func check<R: Regressor>(_ regressor: R, _ each: Case) throws where R.Model: LinearRegressorModel {
    let (x, comment) = (try each.features, Comment(rawValue: "\(each.testDescription): \(regressor)"))
    let model = try regressor.fitted(to: x, each.targets, sampleWeight: each.weights)
    let report = try #require(model.report)
    #expect(report.converged, comment)
    #expect(abs(report.objective - each.objective) < 1e-11 * each.objective, comment)
    if let coefficients = each.coefficients, let intercept = each.intercept {
      #expect(relativeError(model.coefficients + [model.intercept], coefficients + [intercept]) < 1e-7, comment)
    }
    if let dSquared = each.dSquared {
      #expect(abs(try model.score(x, each.targets, weights: each.weights) - dSquared) < 1e-9, comment)
    }
  }

  @Test func coefficientsObjectivesAndScores() throws {
    let cases = try Self.cases.get()
    #expect(cases.count == 21)
    for each in cases {
      for solver in Self.solvers {
        try check(
          TweedieRegressor(
            power: each.power, link: MeanLink(rawValue: each.link), alpha: each.alpha, fitIntercept: each.fitIntercept,
            solver: solver, tolerance: 1e-10), each)
      }
      guard each.link == "log" else { continue }
      if each.power == 1 {
        try check(PoissonRegressor(alpha: each.alpha, fitIntercept: each.fitIntercept, tolerance: 1e-10), each)
      }
      if each.power == 2 {
        try check(GammaRegressor(alpha: each.alpha, fitIntercept: each.fitIntercept, tolerance: 1e-10), each)
      }
    }
  }
}
