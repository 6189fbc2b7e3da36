import Estimators
import Foundation
import Testing
import _EstimatorTestSupport

/// The losses that are written once, as `terms` or as a block: what the pass, the Hessian and the search along lines
/// make of them, against finite differences.
@Suite struct ScoreLossTests {
  /// A loss with targets for 83 rows of 5 columns, on a scale at which it curves.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let isSmooth: Bool
    let bind: @Sendable (_ scores: [Double], _ weights: [Double]?) throws -> any RowLoss
    var testDescription: String { name }
  }

  static let cases = [
    Case(name: "squared error", isSmooth: true) { z, weights in
      BoundLoss(SquaredError(), targets: [z.map { $0 + 0.3 }], weights: weights)
    },
    Case(name: "Huber", isSmooth: false) { z, weights in
      // Far enough from the kinks for a difference of 1e-5.
      try BoundLoss(
        HuberLoss(delta: 0.7), targets: [z.enumerated().map { $1 + ($0 % 3 == 0 ? 2 : 0.2) }], weights: weights)
    },
    Case(name: "Poisson with exposure", isSmooth: true) { z, weights in
      BoundLoss(
        PoissonLoss(), targets: [z.indices.map { ObservedCount(Double($0 % 4), exposure: 0.5 + Double($0 % 3)) }],
        weights: weights)
    },
    Case(name: "gamma", isSmooth: true) { z, weights in
      BoundLoss(GammaLoss(), targets: [z.indices.map { 0.2 + Double($0 % 4) }], weights: weights)
    },
    Case(name: "Tweedie of power 1.5", isSmooth: true) { z, weights in
      try BoundLoss(
        TweedieLoss(power: 1.5, link: .log), targets: [z.indices.map { Double($0 % 4) }], weights: weights)
    },
    Case(name: "squared hinge", isSmooth: false) { z, weights in
      BoundLoss(SquaredHinge(), targets: [z.indices.map { $0 % 3 == 0 ? -1 : 1 }], weights: weights)
    },
    Case(name: "two scores", isSmooth: true) { z, weights in
      BoundLoss(Coupled(), targets: [z.indices.map { Double($0 % 5) }], weights: weights)
    },
    Case(name: "two problems", isSmooth: true) { z, weights in
      BoundLoss(SquaredError(), targets: [z.map { $0 + 0.3 }, z.map { 1 - $0 }], weights: weights)
    },
  ]

  /// ℓ = (z₀·z₁ − y)²/2 + cosh-like terms: no part of its Hessian is 0.
  struct Coupled: ScoreLoss {
    let width = 2
    let curvatureBound: Double? = nil

    func differentiate(_ block: ScoreBlock<Double>) {
      for row in 0..<block.rows {
        let (a, b, y) = (block[row, 0], block[row, 1], block.target(row))
        block.setLoss(row, (a + 2 * b - y) * (a + 2 * b - y) / 2 + a * a * a * a / 4 + b * b)
        block[row, 0] = a + 2 * b - y + a * a * a
        block[row, 1] = 2 * (a + 2 * b - y) + 2 * b
      }
    }

    func differentiateTwice(_ block: ScoreBlock<Double>) {
      for row in 0..<block.rows {
        let a = block[row, 0]
        block.setCurvature(row, 0, 0, 1 + 3 * a * a)
        block.setCurvature(row, 0, 1, 2)
        block.setCurvature(row, 1, 0, 2)
        block.setCurvature(row, 1, 1, 4 + 2)
      }
    }
  }

  private static let sample = PassSample(rows: 83, columns: 5, classes: 3)

  private func objective(_ testCase: Case, weighted: Bool, sparse: Bool = false) throws -> LinearEvaluator {
    let numbers = Self.sample.numbers.map { $0 / 255 }
    let x = sparse ? try SparseMatrix(numbers).features : numbers.features
    let weights = weighted ? Self.sample.weights : nil
    let scores = PassSample.coefficients(83, size: 1, seed: 3)
    return LinearEvaluator(
      features: x, loss: try testCase.bind(scores, weights), hasIntercept: true,
      weightTotal: weights?.reduce(0, +) ?? 83, penalty: .l2(0.1, features: 5))
  }

  private func point(_ objective: LinearEvaluator, seed: Int) -> [Double] {
    PassSample.coefficients(objective.parameterCount, size: 0.4, seed: seed)
  }

  private func evaluation(_ objective: LinearEvaluator, _ problem: Int, at point: [Double]) throws -> Evaluation {
    try objective.evaluate([EvaluationRequest(problem: problem, point: point)])[0]
  }

  @Test(arguments: cases, [false, true])
  func theGradientIsThatOfTheValue(testCase: Case, weighted: Bool) throws {
    for sparse in [false, true] {
      let objective = try objective(testCase, weighted: weighted, sparse: sparse)
      for problem in 0..<objective.problemCount {
        let (at, way, h) = (point(objective, seed: 1), point(objective, seed: 2), 1e-5)
        func moved(_ t: Double) -> [Double] { zip(at, way).map { $0 + t * $1 } }
        let rise =
          try
          (evaluation(objective, problem, at: moved(h)).value
          - evaluation(objective, problem, at: moved(-h)).value) / (2 * h)
        let gradient = try evaluation(objective, problem, at: at).gradient
        let slope = zip(gradient, way).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(abs(rise - slope) < 1e-8 * (1 + abs(slope)))
      }
    }
  }

  @Test(arguments: cases, [false, true])
  func productsAndHessianAreThoseOfTheGradient(testCase: Case, weighted: Bool) throws {
    let objective = try objective(testCase, weighted: weighted)
    let problems = Array(0..<objective.problemCount)
    let (at, way, h) = (point(objective, seed: 1), point(objective, seed: 2), 1e-5)
    try objective.openCurvature(at: problems.map { EvaluationRequest(problem: $0, point: at) })
    let products = try objective.hessianProducts(problems.map { EvaluationRequest(problem: $0, point: way) })
    for problem in problems {
      let up = try evaluation(objective, problem, at: zip(at, way).map { $0 + h * $1 }).gradient
      let down = try evaluation(objective, problem, at: zip(at, way).map { $0 - h * $1 }).gradient
      let expected = zip(up, down).map { ($0 - $1) / (2 * h) }
      #expect(relativeError(products[problem], expected) < (testCase.isSmooth ? 1e-7 : 1e-6))
      let hessian = try objective.hessian(EvaluationRequest(problem: problem, point: at))
      let byHessian = (0..<way.count).map { i in
        (0..<way.count).reduce(0) { $0 + hessian[max(i, $1), min(i, $1)] * way[$1] }
      }
      #expect(relativeError(byHessian, products[problem]) < 1e-12)
    }
  }

  @Test(arguments: cases, [false, true])
  func linesGiveTheValuesOfTheirPoints(testCase: Case, single: Bool) throws {
    let objective = try objective(testCase, weighted: true)
    let problems = Array(0..<objective.problemCount)
    let (at, way) = (point(objective, seed: 1), point(objective, seed: 2))
    if single { objective.useSingle() }
    try objective.open(problems.map { Line(problem: $0, point: at, direction: way) })
    let line = try objective.evaluate(onLines: problems.map { LineRequest(problem: $0, step: 0.5) })
    let moved = try objective.move(alongLines: problems.map { LineRequest(problem: $0, step: 0.5) })
    let exact = try self.objective(testCase, weighted: true)
    for problem in problems {
      let there = try evaluation(exact, problem, at: zip(at, way).map { $0 + 0.5 * $1 })
      let slope = zip(there.gradient, way).reduce(0) { $0 + $1.0 * $1.1 }
      let error = single ? 1e-5 : 1e-12
      #expect(abs(line[problem].value - there.value) < error * (1 + there.value))
      #expect(abs(line[problem].slope - slope) < error * (1 + abs(slope)))
      #expect(relativeError(moved[problem].gradient, there.gradient) < 10 * error)
    }
  }

  @Test func whatTheyAreAtAPoint() throws {
    #expect(SquaredError().terms(3, 1) == LossTerms(value: 2, slope: 2, curvature: 1))
    #expect(try HuberLoss(delta: 1).terms(3, 1) == LossTerms(value: 1.5, slope: 1, curvature: 0))
    #expect(try HuberLoss(delta: 1).terms(0.5, 1) == LossTerms(value: 0.125, slope: -0.5, curvature: 1))
    #expect(SquaredHinge().terms(0.5, 1) == LossTerms(value: 0.25, slope: -1, curvature: 2))
    #expect(SquaredHinge().terms(0.5, -1) == LossTerms(value: 2.25, slope: 3, curvature: 2))
    #expect(SquaredHinge().terms(2, 1) == LossTerms(value: 0, slope: 0, curvature: 0))
    let none = PoissonLoss().terms(0, ObservedCount(0, exposure: 2))
    #expect(none == LossTerms(value: 2, slope: 2, curvature: 2))
    let seen = PoissonLoss().terms(0, ObservedCount(2, exposure: 2))
    #expect(abs(seen.value) < 1e-15 && seen.slope == 0 && seen.curvature == 2)
  }

  @Test(arguments: [0, 1, 1.3, 2, 3] as [Double], MeanLink.allCases)
  func slopesOfTweedieLossesAreThoseOfTheirValues(power: Double, link: MeanLink) throws {
    let (loss, h) = (try TweedieLoss(power: power, link: link), 1e-5)
    for (z, y) in [(0.3, 0.7), (1.2, 2.5), (0.9, 0.9), (2, 0.4)] as [(Double, Double)] {
      let terms = loss.terms(z, y)
      let rise = (loss.terms(z + h, y).value - loss.terms(z - h, y).value) / (2 * h)
      #expect(abs(rise - terms.slope) < 1e-8 * (1 + abs(rise)))
      #expect(terms.value >= 0 && terms.curvature > 0)
      // Where there is nothing to learn the curvature is the expected one, and the loss is 0.
      let atMean = loss.terms(z, link == .log ? exp(z) : z)
      let bend =
        (loss.terms(z + h, link == .log ? exp(z) : z).slope - loss.terms(z - h, link == .log ? exp(z) : z).slope)
      #expect(abs(atMean.value) < 1e-14 && abs(atMean.slope) < 1e-14)
      #expect(abs(bend / (2 * h) - atMean.curvature) < 1e-8 * (1 + atMean.curvature))
    }
  }

  @Test func tweedieLossesOfWholePowersAreThoseThatHaveNames() throws {
    for (z, y) in [(0.3, 0.7), (-2, 3.5), (4, 0.01)] as [(Double, Double)] {
      let (poisson, count) = (
        PoissonLoss().terms(z, ObservedCount(y)), try TweedieLoss(power: 1, link: .log).terms(z, y)
      )
      let (gamma, amount) = (GammaLoss().terms(z, y), try TweedieLoss(power: 2, link: .log).terms(z, y))
      for (a, b) in [(poisson, count), (gamma, amount)] {
        #expect(abs(a.value - b.value) < 1e-13 * (1 + a.value) && abs(a.slope - b.slope) < 1e-13 * (1 + abs(a.slope)))
        #expect(abs(a.curvature - b.curvature) < 1e-13 * (1 + a.curvature))
      }
    }
    #expect(try TweedieLoss(power: 0, link: .identity).terms(3, 1) == SquaredError().terms(3, 1))
    #expect(try TweedieLoss(power: 1.5, link: .identity).terms(-1, 2).value == .infinity)
    for power in [-1, 0.5, .nan, .infinity] as [Double] {
      #expect(refusedSetting { try TweedieLoss(power: power, link: .log) } == "power")
    }
  }

  @Test func aHuberLossNeedsADistance() {
    for delta in [0, -1, .infinity, .nan] as [Double] {
      #expect(refusedSetting { try HuberLoss(delta: delta) } == "delta")
    }
  }

  @Test func coordinateDescentAndCertificatesRefuseALossTheyDoNotKnow() throws {
    let objective = try objective(Self.cases[0], weighted: false)
    let rule = StoppingRule(tolerance: 1e-6, maxIterations: 10)
    let start = [Double](repeating: 0, count: objective.parameterCount)
    #expect(
      EstimatorError.Code.unsupported
        ~= thrown {
          try objective.minimumByCoordinates(from: [start], rule: rule, byDual: false) { _ in .proceed }
        })
    var minimum = try BatchMinimizer(rule: rule) { _ in NewtonCholesky() }
      .minimize(objective, from: [start]) { _ in .proceed }
    let certificate = try Certifier(objective).certify(&minimum, tolerance: 1e-6)
    #expect(certificate == nil)
  }
}
