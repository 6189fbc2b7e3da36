import Estimators
import Foundation
import Testing
import _EstimatorTestSupport

@Suite struct GeneralizedLinearTests {
  private static let x = Matrix<Double>(rows: 60, columns: 3) { elements in
    for index in elements.indices {
      elements.initializeElement(at: index, to: Double((index * 37 + index / 3 * 11) % 19) / 9 - 1)
    }
  }
  private static let counts = (0..<60).map { (row: Int) -> Double in
    let (a, b) = ((row * 7) % 5, (row / 7) % 3)
    return Double(a * b)
  }
  private static let amounts = counts.map { $0 + 0.25 }
  private static let exact = PoissonRegressor(alpha: 0.1, tolerance: 1e-10)

  /// The mean of all rows is that of the predictions, since the intercept has no penalty.
  @Test func thePredictionsHaveTheMeanOfTheTargets() throws {
    let model = try Self.exact.fitted(to: Self.x, Self.counts)
    let sum = try model.predict(Self.x.features).reduce(0, +)
    #expect(abs(sum - Self.counts.reduce(0, +)) < 1e-6 * sum)
    let flat = try PoissonRegressor(alpha: 1e9, tolerance: 1e-10).fitted(to: Self.x, Self.counts)
    #expect(flat.coefficients.allSatisfy { abs($0) < 1e-8 })
    #expect(abs(exp(flat.intercept) - Self.counts.reduce(0, +) / 60) < 1e-7)
    #expect(try abs(flat.score(Self.x.features, Self.counts, weights: nil)) < 1e-6)
  }

  /// An exposure is a weight of the rate, and the offset ln e of the count.
  @Test func exposuresAreWeightsOfRatesAndOffsetsOfCounts() throws {
    let exposure = (0..<60).map { 0.5 + Double($0 % 4) }
    let weights = (0..<60).map { 0.25 + Double($0 % 3) }
    let regressor = PoissonRegressor(alpha: 0, tolerance: 1e-11)
    let model = try regressor.fitted(to: Self.x, Self.counts, exposure: exposure, sampleWeight: weights)
    let rates = zip(Self.counts, exposure).map { $0 / $1 }
    let seen = try ObservedRates(counts: Self.counts, exposure: exposure, sampleWeight: weights)
    #expect(seen.rates == rates && seen.weights == zip(weights, exposure).map { $0 * $1 })
    #expect(try regressor.fitted(to: Self.x, rates, sampleWeight: seen.weights) == model)
    let counted = zip(Self.counts, exposure).map { ObservedCount($0, exposure: $1) }
    let offset = try LinearModel(
      loss: PoissonLoss(), minimizer: .newtonCholesky, penalty: .none, tolerance: 1e-11
    ).fitted(to: Self.x, counted, sampleWeight: weights)
    #expect(relativeError(model.coefficients, offset.coefficients.elements) < 1e-8)
    #expect(abs(model.intercept - offset.intercepts[0]) < 1e-8)
    var kept = regressor
    try kept.fit(Self.x, Self.counts, exposure: exposure, sampleWeight: weights)
    #expect(kept.model == model)
    #expect(
      EstimatorError.Code.invalidWeight
        ~= thrown { try ObservedRates(counts: [1, 2], exposure: [1, 0]) })
    #expect(
      EstimatorError.Code.rowCountMismatch ~= thrown { try ObservedRates(counts: [1, 2], exposure: [1]) })
    #expect(
      thrown { try ObservedRates(counts: [1, -2], exposure: [1, 2]) } as? EstimatorError
        == .invalidTarget(row: 1, value: -1, rule: "at least 0"))
  }

  @Test func targetsThatADistributionHasNoPlaceForAreNamed() throws {
    var wrong = Self.amounts
    wrong[7] = 0
    #expect(
      thrown { try GammaRegressor().fitted(to: Self.x, wrong) } as? EstimatorError
        == .invalidTarget(row: 7, value: 0, rule: "greater than 0"))
    #expect(throws: Never.self) { try TweedieRegressor(power: 1.9).fitted(to: Self.x, wrong) }
    wrong[7] = -2
    #expect(
      thrown { try PoissonRegressor().fitted(to: Self.x, wrong) } as? EstimatorError
        == .invalidTarget(row: 7, value: -2, rule: "at least 0"))
    let model = try PoissonRegressor().fitted(to: Self.x, Self.counts)
    #expect(EstimatorError.Code.invalidTarget ~= thrown { try model.score(Self.x.features, wrong, weights: nil) })
    wrong[7] = .nan
    #expect(EstimatorError.Code.invalidTarget ~= thrown { try TweedieRegressor().fitted(to: Self.x, wrong) })
    let none = [Double](repeating: 0, count: 60)
    #expect(EstimatorError.Code.unsupported ~= thrown { try PoissonRegressor().fitted(to: Self.x, none) })
    #expect(
      EstimatorError.Code.unsupported
        ~= thrown { try TweedieRegressor(link: .log).fitted(to: Self.x, none.map { $0 - 1 }) })
  }

  /// 20 orders of magnitude: an exponential of the first gradient step would overflow from a start at 0.
  @Test func farScalesOfTargetsAndFeaturesDoNotOverflow() throws {
    let (large, wide) = (Self.counts.map { $0 * 1e20 }, Self.x.map { $0 * 1e3 })
    for solver in [Solver.auto, .lbfgs, .newtonCholesky] {
      let model = try PoissonRegressor(alpha: 0, solver: solver, tolerance: 1e10).fitted(to: wide, large)
      let plain = try PoissonRegressor(alpha: 0, tolerance: 1e-10).fitted(to: Self.x, Self.counts)
      #expect(model.report?.converged == true)
      #expect(relativeError(model.coefficients.map { $0 * 1e3 }, plain.coefficients) < 1e-6)
      #expect(abs(model.intercept - plain.intercept - 20 * log(10)) < 1e-6)
    }
  }

  @Test func aMeanBeyondADoubleIsAnErrorOfItsRow() throws {
    let model = try Self.exact.fitted(to: Self.x, Self.counts)
    let far = try Matrix<Double>(rows: 2, columns: 3, [0, 0, 0] + model.coefficients.map { $0 * 1e6 })
    #expect(EstimatorError.Code.unsupported ~= thrown { try model.predict(far.features) })
  }

  @Test func weightlessRowsAreNone() throws {
    let weights = (0..<60).map { $0 % 4 == 0 ? 0.0 : 1.5 }
    let kept = (0..<60).filter { weights[$0] > 0 }
    let model = try Self.exact.fitted(to: Self.x, Self.counts, sampleWeight: weights)
    let without = try Self.exact.fitted(to: Self.x[rows: kept], kept.map { Self.counts[$0] })
    #expect(relativeError(model.coefficients, without.coefficients) < 1e-8)
    var odd = Self.counts
    odd[4] = -1
    #expect(
      EstimatorError.Code.invalidTarget ~= thrown { try Self.exact.fitted(to: Self.x, odd, sampleWeight: weights) })
  }

  @Test func aWarmStartGoesOnAndABadOneIsLeft() throws {
    var regressor = PoissonRegressor(alpha: 0.1, solver: .newtonCholesky, tolerance: 1e-9, warmStart: true)
    let first = try regressor.fit(Self.x, Self.counts)
    let again = try regressor.fit(Self.x, Self.counts)
    #expect(again.report?.iterations == [0] && again.coefficients == first.coefficients)
    let other = try regressor.fit(Self.x.map { $0 * 1e4 }, Self.counts)
    #expect(other.report?.notes.first?.contains("worse than none") == true && other.report?.converged == true)
    #expect(
      EstimatorError.Code.incompatibleWarmStart
        ~= thrown { try regressor.fit(Self.x.features.selectingColumns([0, 1]), Self.counts) })
    #expect(regressor.model == other)
  }

  /// What a loose fit is proved to be from the optimum is not less than it is.
  @Test func certificatesHold() throws {
    let best = try PoissonRegressor(alpha: 0.1, tolerance: 1e-13).fitted(to: Self.x, Self.counts)
    let least = try #require(best.report).objective
    for (solver, tolerance) in [(Solver.lbfgs, 1e-1), (.lbfgs, 1e-3), (.newtonCG, 1e-2), (.newtonCholesky, 1e-4)] {
      for fitIntercept in [true, false] {
        let regressor = PoissonRegressor(alpha: 0.1, fitIntercept: fitIntercept, solver: solver, tolerance: tolerance)
        let model = try regressor.fitted(to: Self.x, Self.counts)
        let (report, certificate) = (try #require(model.report), try #require(model.report?.certificate))
        #expect(certificate.objectiveGap <= 5 * tolerance * tolerance / 0.1)
        guard fitIntercept else { continue }
        #expect(report.objective - least <= certificate.objectiveGap + 1e-15)
        let away = zip(model.coefficients, best.coefficients).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        #expect(away.squareRoot() <= (certificate.coefficientError ?? 0) + 1e-12)
      }
    }
    #expect(try PoissonRegressor(alpha: 0).fitted(to: Self.x, Self.counts).report?.certificate == nil)
    #expect(try TweedieRegressor(power: 3).fitted(to: Self.x, Self.amounts).report?.certificate == nil)
    #expect(try TweedieRegressor(power: 1.5).fitted(to: Self.x, Self.amounts).report?.certificate != nil)
  }

  @Test func callersAndTasksEndAFit() throws {
    let regressor = GammaRegressor(alpha: 0.01, solver: .lbfgs, tolerance: 1e-12)
    let stopped = try regressor.fitted(to: Self.x, Self.amounts) { $0.number < 2 ? .proceed : .stop }
    #expect(stopped.report?.stopped == .caller && stopped.report?.iterations == [2])
    #expect(stopped.report?.history.map(\.number) == [0, 1, 2])
    let interruption =
      thrown { try regressor.fitted(to: Self.x, Self.amounts) { _ in throw CancellationError() } }
      as? FitInterrupted<GammaRegressor.Model>
    #expect(interruption?.iteration == 1 && interruption?.model.report?.stopped == .cancelled)
    let short = try GammaRegressor(solver: .lbfgs, tolerance: 1e-12, maxIterations: 1).fitted(to: Self.x, Self.amounts)
    #expect(short.report?.converged == false && short.report?.advice.first?.contains("maxIterations = 1") == true)
  }

  @Test func settingsAreChecked() {
    let (x, y) = (Self.x, Self.amounts)
    for alpha in [-1, .nan, .infinity] as [Double] {
      #expect(refusedSetting { try PoissonRegressor(alpha: alpha).fitted(to: x, y) } == "alpha")
    }
    #expect(refusedSetting { try GammaRegressor(tolerance: 0).fitted(to: x, y) } == "tolerance")
    #expect(refusedSetting { try GammaRegressor(maxIterations: 0).fitted(to: x, y) } == "maxIterations")
    #expect(refusedSetting { try TweedieRegressor(power: 0.5).fitted(to: x, y) } == "power")
    let unsupported: [() throws -> Any] = [
      { try PoissonRegressor(solver: .coordinateDescent).fitted(to: x, y) },
      { try PoissonRegressor(solver: .saga).fitted(to: x, y) },
      { try PoissonRegressor(solver: .gd).fitted(to: x, y) },
      { try TweedieRegressor(power: 1, link: .identity, fitIntercept: false).fitted(to: x, y) },
    ]
    for fit in unsupported { #expect(EstimatorError.Code.unsupported ~= thrown(fit)) }
  }

  @Test func modelsAndSettingsPrintWhatMatters() throws {
    #expect("\(TweedieRegressor(power: 1.5, link: .log))" == "TweedieRegressor(power: 1.5, link: .log)")
    let text = "\(try Self.exact.fitted(to: Self.x.features.named(["a", "b", "c"]), Self.counts))"
    #expect(text.hasPrefix("fitted PoissonRegressor: 3 columns (a, b, c), converged\n  intercept = "))
  }
}
