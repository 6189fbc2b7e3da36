import EstimatorDatasets
import Estimators
import Testing
import _EstimatorTestSupport

/// `Lasso`, `ElasticNet`, their paths and their cross-validation against scikit-learn's coordinate descent.
@Suite struct ElasticNetTests {
  struct Answers: Decodable, Sendable {
    let cases: [Case]
    let crossValidation: CrossValidated
  }

  struct Case: Decodable, Sendable {
    let rows, columns: Int
    let kind: String
    let fitIntercept, weighted: Bool
    let targets: [Double]
    let largestAlpha: Double
    let fits: [Fit]

    var weights: [Double]? { weighted ? RegressionRows.weights(rows) : nil }
    var name: Comment { Comment(rawValue: "\(kind), \(rows) × \(columns)") }
    var features: Features {
      get throws {
        kind == "diabetes"
          ? try Diabetes.load(scaled: false).features.features : try RegressionRows.features(rows, columns, kind)
      }
    }
  }

  struct Fit: Decodable, Sendable {
    let alpha, l1Ratio, objective, nonNegative: Double
    let answer: [Double]
  }

  struct CrossValidated: Decodable, Sendable {
    let alpha, l1Ratio: Double
    let coefficients, errors, pathAlphas, path: [Double]
  }

  private static let answers = Result { try Reference.load("elastic-net", as: Answers.self) }

  @Test func optimaAreScikitLearns() throws {
    let cases = try Self.answers.get().cases
    #expect(cases.count == 7)
    for each in cases {
      for fit in each.fits {
        let net = ElasticNet(
          alpha: fit.alpha, l1Ratio: fit.l1Ratio, fitIntercept: each.fitIntercept, tolerance: 1e-13)
        let model = try net.fitted(to: each.features, each.targets, sampleWeight: each.weights)
        let report = try #require(model.report)
        #expect((report.objective - fit.objective).magnitude <= 1e-9 * fit.objective, each.name)
        // Where columns repeat one another, or there are more of them than rows, others may do as well.
        if each.kind != "collinear", each.columns < each.rows {
          #expect(relativeError(model.coefficients + [model.intercept], fit.answer) < 1e-6, each.name)
          #expect(model.coefficients.map { $0 == 0 } == fit.answer.dropLast().map { $0 == 0 }, each.name)
        }
        let gap = try #require(report.certificate).objectiveGap
        #expect(report.objective - gap <= fit.objective * (1 + 1e-12), each.name)
      }
    }
  }

  @Test func limitsHold() throws {
    for each in try Self.answers.get().cases {
      for fit in each.fits {
        var net = ElasticNet(
          alpha: fit.alpha, l1Ratio: fit.l1Ratio, fitIntercept: each.fitIntercept, bounds: .nonNegative,
          tolerance: 1e-12)
        let model = try net.fit(each.features, each.targets, sampleWeight: each.weights)
        #expect(!model.coefficients.contains { $0 < 0 }, each.name)
        let objective = try #require(model.report?.objective)
        #expect((objective - fit.nonNegative).magnitude <= 1e-9 * fit.nonNegative, each.name)
        // A start beyond the limits is no obstacle.
        net.bounds = .all(lower: -0.01, upper: 0.01)
        net.warmStart = true
        #expect(!(try net.fit(each.features, each.targets).coefficients.contains { $0.magnitude > 0.01 }))
      }
    }
  }

  @Test func aLassoIsANetOfNormsAlone() throws {
    let each = try Self.answers.get().cases[1]
    let lasso = try Lasso(alpha: 0.15).fitted(to: each.features, each.targets)
    let net = try ElasticNet(alpha: 0.15, l1Ratio: 1).fitted(to: each.features, each.targets)
    #expect(lasso.coefficients == net.coefficients && lasso.intercept == net.intercept)
    #expect(lasso.nonZeroCount < each.columns)
    #expect(lasso.report?.converged == true)
  }

  @Test func wholeWeightsAreRepeatedRows() throws {
    let each = try Self.answers.get().cases[1]
    let x = try each.features
    let weights = (0..<each.rows).map { Double($0 % 3) }
    let repeated = (0..<each.rows).flatMap { [Int](repeating: $0, count: $0 % 3) }
    let net = ElasticNet(alpha: 0.02, tolerance: 1e-13)
    let weighted = try net.fitted(to: x, each.targets, sampleWeight: weights)
    let written = try net.fitted(to: x.selectingRows(repeated), repeated.map { each.targets[$0] })
    #expect(relativeError(weighted.coefficients, written.coefficients) < 1e-9)
  }

  @Test func storagesAgree() throws {
    let each = try Self.answers.get().cases[3]
    let bytes = try each.features
    let dense = try bytes.matrix()
    let net = ElasticNet(alpha: 0.02, l1Ratio: 0.9, tolerance: 1e-13)
    let expected = try net.fitted(to: bytes, each.targets).coefficients
    for x in [dense.features, try SparseMatrix(dense).features, dense.map { Float($0) }.features] {
      #expect(relativeError(try net.fitted(to: x, each.targets).coefficients, expected) < 1e-8)
    }
  }

  @Test func unpenalisedFeaturesHaveWeight() throws {
    let each = try Self.answers.get().cases[1]
    var factors = [Double](repeating: 1, count: each.columns)
    factors[2] = 0
    let lasso = Lasso(alpha: 1e3, penaltyFactors: factors, tolerance: 1e-12)
    let model = try lasso.fitted(to: each.features, each.targets)
    #expect(model.coefficients.enumerated().allSatisfy { ($0.offset == 2) == ($0.element != 0) })
    #expect(model.report?.certificate == nil && model.report?.converged == true)
    let alone = try LinearRegression().fitted(to: each.features.selectingColumns([2]), each.targets)
    #expect((model.coefficients[2] - alone.coefficients[0]).magnitude < 1e-9)
    let path = try ElasticNetPath(ElasticNet(l1Ratio: 1, penaltyFactors: factors)).fitted(
      to: each.features, each.targets)
    let first = path.models[0].coefficients
    #expect(first.enumerated().allSatisfy { $0.offset == 2 || $0.element.magnitude < 1e-9 * first[2].magnitude })
    #expect(path.nonZeroCounts[1] > 1)
  }

  @Test func pathsAreScikitLearns() throws {
    let answers = try Self.answers.get().crossValidation
    let data = try Diabetes.load(scaled: false)
    let path = try ElasticNetPath(
      ElasticNet(l1Ratio: 1, tolerance: 1e-12), grid: .automatic(count: 10, ratio: 1e-2)
    ).fitted(to: data.features, data.targets)
    #expect(relativeError(path.alphas, answers.pathAlphas) < 1e-12)
    #expect(relativeError(path.models.flatMap(\.coefficients), answers.path) < 1e-6)
    #expect(path.nonZeroCounts.first == 0)
    #expect(path.largestNullAlpha == path.alphas[0])
    #expect("\(path)".hasPrefix("alpha "))
    let two = try ElasticNetPath(grid: .values([0.1, 10])).fitted(to: data.features, data.targets) {
      $0.number == 1 ? .stop : .proceed
    }
    #expect(two.alphas == [10])
  }

  @Test func theFoldsChooseAsInScikitLearn() throws {
    let answers = try Self.answers.get().crossValidation
    let data = try Diabetes.load(scaled: false)
    let chosen = ElasticNetCV(
      ElasticNet(tolerance: 1e-11), l1Ratios: [0.5, 1], grid: .automatic(count: 20, ratio: 1e-3))
    let model = try chosen.fitted(to: data.features, data.targets)
    #expect(model.l1Ratio == answers.l1Ratio)
    #expect((model.alpha - answers.alpha).magnitude < 1e-10 * answers.alpha)
    #expect(relativeError(model.paths.flatMap(\.meanErrors), answers.errors) < 1e-7)
    #expect(relativeError(model.coefficients, answers.coefficients) < 1e-6)
  }

  @Test func settingsAreChecked() throws {
    let each = try Self.answers.get().cases[1]
    for wrong in [
      ElasticNet(alpha: -1), ElasticNet(alpha: .nan), ElasticNet(l1Ratio: 1.5), ElasticNet(tolerance: 0),
      ElasticNet(maxIterations: 0), ElasticNet(penaltyFactors: [-1]),
    ] {
      #expect(EstimatorError.Code.invalidSetting ~= thrown { try wrong.validate() })
    }
    let short =
      thrown { try Lasso(penaltyFactors: [1, 2]).fitted(to: each.features, each.targets) } as? EstimatorError
    #expect(short?.code == .invalidSetting && short?.setting == "penaltyFactors")
    #expect(EstimatorError.Code.invalidSetting ~= thrown { try ElasticNetPath(grid: .values([])).validate() })
  }

  @Test func aStopKeepsTheModel() throws {
    let each = try Self.answers.get().cases[4]
    var seen = 0
    let model = try Lasso(alpha: 1e-5, tolerance: 1e-14).fitted(to: each.features, each.targets) { _ in
      seen += 1
      return .stop
    }
    #expect(seen == 1 && model.report?.stopped == .caller)
    let stop = #expect(throws: FitInterrupted<Lasso.Model>.self) {
      try Lasso(alpha: 1e-5, tolerance: 1e-14).fitted(to: each.features, each.targets) { _ in throw CancellationError()
      }
    }
    #expect(stop?.model.coefficients.count == each.columns)
  }
}
