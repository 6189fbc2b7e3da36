import Estimators
import Testing
import _EstimatorTestSupport

/// Every regressor, every law.
@Suite struct RegressorConformanceTests {
  /// Laws that a regressor does not keep, and why.
  private func hold(
    _ law: RegressorLaw, except exceptions: [RegressorLaw], _ reason: Comment, _ check: () throws -> Void
  ) throws {
    guard exceptions.contains(law) else { return try check() }
    #expect(throws: LawViolation.self, reason) { try check() }
  }

  @Test(arguments: RegressorLaw.allCases)
  func dummy(law: RegressorLaw) throws {
    try hold(law, except: [.itLearns, .everyColumnMatters], "It looks at the targets only.") {
      try law.check(DummyRegressor())
    }
    try hold(law, except: [.itLearns, .everyColumnMatters], "It looks at the targets only.") {
      try law.check(DummyRegressor(strategy: .median))
    }
  }

  @Test(arguments: RegressorLaw.allCases)
  func leastSquares(law: RegressorLaw) throws {
    try law.check(LinearRegression(), tolerance: 1e-10)
    let upward = LinearRegression(fitIntercept: false, nonNegative: true)
    try hold(law, except: [.itLearns, .everyColumnMatters], "Some columns pull the numbers down.") {
      try law.check(upward, tolerance: 1e-10)
    }
  }

  @Test(arguments: RegressorLaw.allCases)
  func ridge(law: RegressorLaw) throws {
    try law.check(Ridge(alpha: 0.5), tolerance: 1e-10)
  }

  @Test(arguments: RegressorLaw.allCases)
  func lasso(law: RegressorLaw) throws {
    try law.check(Lasso(alpha: 0.01, tolerance: 1e-12))
    try law.check(ElasticNet(alpha: 0.01, bounds: .all(lower: -1, upper: 1), tolerance: 1e-12))
  }

  @Test(arguments: RegressorLaw.allCases)
  func generalisedLinear(law: RegressorLaw) throws {
    try law.check(PoissonRegressor(alpha: 0.01, tolerance: 1e-10))
    try law.check(GammaRegressor(alpha: 0.01, tolerance: 1e-10))
    try law.check(TweedieRegressor(power: 1.5, alpha: 0.01, tolerance: 1e-10))
  }

  @Test(arguments: RegressorLaw.allCases)
  func huber(law: RegressorLaw) throws {
    try law.check(HuberRegressor(tolerance: 1e-10))
  }

  @Test(arguments: RegressorLaw.allCases)
  func quantile(law: RegressorLaw) throws {
    try law.check(QuantileRegressor(alpha: 0.01, tolerance: 1e-12), tolerance: 1e-5)
  }

  @Test(arguments: RegressorLaw.allCases)
  func pipelines(law: RegressorLaw) throws {
    let pipeline = Pipeline {
      StandardScaler()
      Ridge(alpha: 0.5)
    }
    try law.check(pipeline, tolerance: 1e-9)
  }

  /// Which rows a fold has, or a step reads, depends on their order and number.
  private static let ofOrder: [RegressorLaw] = [
    .rowOrderIsIrrelevant, .weightsEqualRepetitions, .fractionalWeightsEqualRepetitions,
  ]

  @Test(arguments: RegressorLaw.allCases.filter { !ofOrder.contains($0) })
  func searches(law: RegressorLaw) throws {
    try law.check(GridSearch(Ridge(), .init(\.alpha, [0.1, 10])), tolerance: 1e-9)
    try law.check(
      RandomizedSearch(Ridge(), .init(\.alpha, [0.1, 10]), candidates: 2), tolerance: 1e-9)
    try law.check(RidgeCV(alphas: [0.1, 10]), tolerance: 1e-9)
    try law.check(ElasticNetCV(ElasticNet(tolerance: 1e-12), grid: .values([0.01, 0.1])))
  }

  @Test(arguments: RegressorLaw.allCases.filter { !ofOrder.contains($0) })
  func stochasticGradient(law: RegressorLaw) throws {
    let pipeline = Pipeline {
      MaxAbsScaler()
      SGDRegressor()
    }
    try law.check(pipeline)
  }
}
