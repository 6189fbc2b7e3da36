import EstimatorDatasets
import Estimators
import Testing
import _EstimatorTestSupport

/// Penalties, penalty factors and bounds: what they are called, what they refuse, and laws that hold between them.
@Suite struct PenaltyTests {
  private func iris() throws -> (x: Features, y: [Int]) {
    let iris = try Iris.load()
    return (try StandardScaler().fitted(to: iris.features).transform(iris.features), iris.labels)
  }

  // MARK: Refusals

  @Test(arguments: [-0.1, 1.5, .nan])
  func anL1RatioOutsideItsRangeIsExplained(ratio: Double) {
    let clf = LogisticRegression(solver: .gd, penalty: .elasticNet(l1Ratio: ratio))
    #expect {
      try clf.validate()
    } throws: {
      "\($0)".contains("l1Ratio") && "\($0)".contains("\(ratio)") && "\($0)".contains(".l1")
    }
  }

  @Test(arguments: [-1, .infinity, Double.nan])
  func aPenaltyFactorOutsideItsRangeIsExplained(factor: Double) {
    #expect {
      try LogisticRegression(penaltyFactors: [1, factor]).validate()
    } throws: {
      "\($0)".contains("penaltyFactors[1]") && "\($0)".contains("not negative")
    }
  }

  @Test func penaltyFactorsOfAnotherCountThanFeaturesAreExplained() throws {
    let (x, y) = try iris()
    #expect {
      try LogisticRegression(penaltyFactors: [1, 2]).fitted(to: x, y)
    } throws: {
      "\($0)".contains("2 numbers") && "\($0)".contains("one number per feature, 4")
    }
  }

  @Test(arguments: [
    (CoefficientBounds.all(lower: 1, upper: 0), "1.0...0.0"),
    (.all(lower: .nan, upper: 1), "nan...1.0"),
    (.all(lower: .infinity, upper: .infinity), "not above"),
    (.perFeature(lower: [0], upper: [1, 1, 1, 1]), "bounds.lower"),
    (.perFeature(lower: [0, 0, 2, 0], upper: [1, 1, 1, 1]), "feature 2"),
    (.perClass(lower: [[0, 0, 0, 0]], upper: [[1, 1, 1, 1]]), "3 lists"),
    (.perClass(lower: [[0, 0, 0, 0], [0], [0]], upper: Array(repeating: [1, 1, 1, 1], count: 3)), "lower[1]"),
  ])
  func boundsThatDoNotFitAreExplained(bounds: CoefficientBounds, text: String) throws {
    let (x, y) = try iris()
    #expect {
      try LogisticRegression(solver: .gd, bounds: bounds).fitted(to: x, y)
    } throws: {
      "\($0)".contains(text)
    }
  }

  @Test func newtonsMethodSendsL1AndBoundsElsewhere() {
    for clf in [
      LogisticRegression(solver: .newtonCholesky, penalty: .l1),
      LogisticRegression(solver: .newtonCholesky, penalty: .elasticNet(l1Ratio: 0.1)),
      LogisticRegression(solver: .newtonCholesky, bounds: .nonNegative),
      LogisticRegression(solver: .newtonCG, penalty: .l1), LogisticRegression(solver: .newtonCG, bounds: .nonNegative),
    ] {
      #expect {
        try clf.validate()
      } throws: {
        "\($0)".contains(".newtonC") && "\($0)".contains("Use solver:")
      }
    }
  }

  @Test(arguments: [0, -1, Double.infinity])
  func aFirstStepOutsideItsRangeIsExplained(first: Double) {
    #expect {
      try LogisticRegression(solver: .gd(learningRate: .backtracking(initial: first))).validate()
    } throws: {
      "\($0)".contains("learningRate.initial")
    }
  }

  // MARK: Laws

  @Test func anElasticNetWithoutL1IsL2() throws {
    let (x, y) = try iris()
    let ridge = try LogisticRegression(tolerance: 1e-10).fitted(to: x, y)
    let net = try LogisticRegression(penalty: .elasticNet(l1Ratio: 0), tolerance: 1e-10).fitted(to: x, y)
    #expect(net.coefficients == ridge.coefficients)
  }

  /// φ on column j is the column divided by √φ, whose weight then is √φ times as large.
  @Test(arguments: MultiClass.allCases, [Solver.lbfgs, .newtonCholesky, .newtonCG])
  func withL2APenaltyFactorIsARescaledColumn(multiClass: MultiClass, solver: Solver) throws {
    let (x, y) = try iris()
    let factors = [0.25, 1, 4, 9]
    let scaled = try x.applying(
      ColumnAffine(scale: factors.map { 1 / $0.squareRoot() }, shift: Array(repeating: 0, count: 4)))
    let clf = LogisticRegression(multiClass: multiClass, solver: solver, tolerance: 1e-11)
    let expected = try clf.fitted(to: scaled, y)
    var weighted = clf
    weighted.penaltyFactors = factors
    let found = try weighted.fitted(to: x, y)
    for k in 0..<3 {
      for j in 0..<4 {
        let rescaled = expected.coefficients[k, j] / factors[j].squareRoot()
        #expect(abs(found.coefficients[k, j] - rescaled) < 1e-8)
      }
    }
    #expect(abs(found.report.objective - expected.report.objective) < 1e-13)
  }

  @Test func withoutAPenaltyFactorsHaveNoEffectAndTheReportSaysSo() throws {
    let (x, y) = try iris()
    let clf = LogisticRegression(penalty: .none, penaltyFactors: [1, 2, 3, 4], maxIterations: 5)
    #expect(try clf.fitted(to: x, y).report.notes.joined().contains("penaltyFactors had no effect"))
  }
}

/// Proximal gradient descent and step sizes by trial.
@Suite struct ProximalGradientTests {
  private func iris() throws -> (x: Features, y: [Int]) {
    let iris = try Iris.load()
    return (try StandardScaler().fitted(to: iris.features).transform(iris.features), iris.labels)
  }

  @Test(arguments: [LearningRate.automatic, .backtracking, .backtracking(initial: 1e-6), .backtracking(initial: 1e6)])
  func everyStepSizeReachesTheSameMinimum(rate: LearningRate) throws {
    let (x, y) = try iris()
    let best = try LogisticRegression(solver: .newtonCholesky, c: 0.1, tolerance: 1e-12).fitted(to: x, y)
    let model = try LogisticRegression(
      solver: .gd(learningRate: rate), c: 0.1, tolerance: 1e-9, maxIterations: 20_000
    ).fitted(to: x, y)
    #expect(model.report.converged, "\(model.report)")
    #expect(difference(model.coefficients, best.coefficients) < 1e-6)
  }

  @Test(arguments: MultiClass.allCases, [LearningRate.automatic, .backtracking, .fixed(0.3)])
  func underL1WeightsAreExactlyZeroAndTheOptimumIsStationary(multiClass: MultiClass, rate: LearningRate) throws {
    let (x, y) = try iris()
    let clf = LogisticRegression(
      multiClass: multiClass, solver: .gd(learningRate: rate), penalty: .l1, c: 0.1, tolerance: 1e-8,
      maxIterations: 20_000)
    let model = try clf.fitted(to: x, y)
    #expect(model.report.converged, "\(model.report)")
    let zeros = model.coefficients.elements.filter { $0 == 0 }.count
    #expect(zeros >= 4 && zeros < 12, "\(model.coefficients)")
  }

  @Test(arguments: [LearningRate.automatic, .backtracking])
  func boundsHold(rate: LearningRate) throws {
    let (x, y) = try iris()
    for bounds in [CoefficientBounds.nonNegative, .all(lower: -0.5, upper: 0.25), .all(lower: 0.5, upper: 1)] {
      let model = try LogisticRegression(
        solver: .gd(learningRate: rate), bounds: bounds, tolerance: 1e-7, maxIterations: 20_000
      ).fitted(to: x, y)
      #expect(model.report.converged, "\(model.report)")
      guard case .all(let lower, let upper) = bounds.kind else { continue }
      #expect(model.coefficients.elements.allSatisfy { $0 >= lower && $0 <= upper })
      #expect(model.coefficients.elements.contains(lower) || model.coefficients.elements.contains(upper))
    }
  }

  @Test func withAFixedStepThatIsTooLongItSaysSo() throws {
    let (x, y) = try iris()
    let clf = LogisticRegression(
      solver: .gd(learningRate: .fixed(1e300)), penalty: .elasticNet(l1Ratio: 0.5), maxIterations: 50)
    #expect(EstimatorError.Code.objectiveNotFinite ~= thrown { try clf.fitted(to: x, y) })
  }
}
