import Estimators
import Testing
import _EstimatorTestSupport

@Suite struct HuberRegressorTests {
  /// What scikit-learn's answer is after some steps of Newton's method in long doubles.
  struct Case: Decodable, Sendable {
    let rows, columns: Int
    let kind: String
    let epsilon, alpha: Double
    let fitIntercept, weighted: Bool
    let targets: [Double]
    let coefficients: [Double]?
    let intercept: Double?
    let scale, objective: Double
    let outliers: [Bool]

    var weights: [Double]? { weighted ? RegressionRows.weights(rows) : nil }
    var features: Features { get throws { try RegressionRows.features(rows, columns, kind) } }

    func regressor(_ solver: Solver) -> HuberRegressor {
      HuberRegressor(
        epsilon: epsilon, alpha: alpha, fitIntercept: fitIntercept, solver: solver, tolerance: 1e-11)
    }
  }

  private static let cases = Result { try Reference.load("huber", as: [String: [Case]].self)["cases"] ?? [] }

  @Test func coefficientsScalesAndOutliers() throws {
    let cases = try Self.cases.get()
    #expect(cases.count == 8)
    for each in cases {
      for solver in [Solver.auto, .lbfgs, .newtonCholesky, .newtonCG] {
        let comment = Comment(rawValue: "\(each.kind), ε \(each.epsilon), α \(each.alpha), \(solver)")
        let model = try each.regressor(solver).fitted(to: each.features, each.targets, sampleWeight: each.weights)
        let report = try #require(model.report)
        #expect(report.converged, comment)
        #expect(abs(report.objective - each.objective) < 1e-12 * each.objective, comment)
        #expect(abs(model.scale - each.scale) < 1e-8 * each.scale, comment)
        #expect(model.outliers == each.outliers, comment)
        guard let coefficients = each.coefficients, let intercept = each.intercept else { continue }
        #expect(relativeError(model.coefficients + [model.intercept], coefficients + [intercept]) < 1e-7, comment)
      }
    }
  }

  private static let plain = Result { try cases.get()[0] }

  /// y·c gives coefficients, intercept and scale·c.
  @Test func itIsScaleEquivariant() throws {
    let each = try Self.plain.get()
    let regressor = HuberRegressor(alpha: 0, tolerance: 1e-11)
    let plain = try regressor.fitted(to: each.features, each.targets)
    let large = try regressor.fitted(to: each.features, each.targets.map { $0 * 1e9 })
    #expect(relativeError(large.coefficients.map { $0 / 1e9 }, plain.coefficients) < 1e-8)
    #expect(abs(large.scale / 1e9 - plain.scale) < 1e-8 * plain.scale && large.outliers == plain.outliers)
  }

  @Test func manyScalesOfResidualsAreLeastSquares() throws {
    let each = try Self.plain.get()
    let model = try HuberRegressor(epsilon: 1e6, alpha: 0, tolerance: 1e-11).fitted(to: each.features, each.targets)
    let squares = try LinearModel(
      loss: SquaredError(), minimizer: .newtonCholesky, penalty: .none, tolerance: 1e-12
    ).fitted(to: each.features, each.targets)
    #expect(relativeError(model.coefficients, squares.coefficients.elements) < 1e-8)
    #expect(abs(model.scale * model.scale - 2 * squares.objective) < 1e-9 && !model.outliers.contains(true))
  }

  @Test func aReportHasTheObjectiveWithItsScale() throws {
    let each = try Self.plain.get()
    var numbers: [Int] = []
    let model = try each.regressor(.lbfgs).fitted(to: each.features, each.targets) {
      numbers.append($0.number)
      return .proceed
    }
    let report = try #require(model.report)
    #expect(report.history.map(\.number) == [0] + numbers && numbers == Array(1...report.iterations[0]))
    #expect(report.history.last?.objective == report.objective && report.gradientNorm <= 1e-11)
    let stopped = try each.regressor(.lbfgs).fitted(to: each.features, each.targets) { _ in .stop }
    #expect(stopped.report?.stopped == .caller)
    let cut = try HuberRegressor(solver: .lbfgs, tolerance: 1e-11, maxIterations: 2)
      .fitted(to: each.features, each.targets)
    #expect(cut.report?.stopped == .iterationLimit && cut.report?.advice.isEmpty == false)
    let interruption =
      thrown { try each.regressor(.auto).fitted(to: each.features, each.targets) { _ in throw CancellationError() } }
      as? FitInterrupted<HuberRegressor.Model>
    #expect(interruption?.model.report?.stopped == .cancelled)
  }

  @Test func aWarmStartIsThereAtOnce() throws {
    let each = try Self.plain.get()
    var regressor = HuberRegressor(alpha: 0.01, solver: .newtonCholesky, tolerance: 1e-9, warmStart: true)
    let first = try regressor.fit(each.features, each.targets)
    let again = try regressor.fit(each.features, each.targets)
    #expect(again.report?.iterations == [0] && again.coefficients == first.coefficients)
  }

  @Test func whatHasNoScaleAndWrongSettingsAreRefused() throws {
    let each = try Self.plain.get()
    let constant = [Double](repeating: 3, count: each.rows)
    #expect(EstimatorError.Code.unsupported ~= thrown { try HuberRegressor().fitted(to: each.features, constant) })
    #expect(refusedSetting { try HuberRegressor(epsilon: 0.9).fitted(to: each.features, each.targets) } == "epsilon")
    #expect(refusedSetting { try HuberRegressor(alpha: -1).fitted(to: each.features, each.targets) } == "alpha")
  }
}
