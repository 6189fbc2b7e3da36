import Estimators
import Matrices
import Testing

/// A part of the torture set through the solvers that `.auto` does not take it through: whatever the data, they end,
/// with finite numbers and a reason.
@Suite(.tags(.slow)) struct OtherSolversTortureTests {
  struct Method: Sendable, CustomTestStringConvertible {
    var solver: Solver
    var penalty = Penalty.l2

    static let all = [
      Method(solver: .lbfgs), Method(solver: .lbfgs, penalty: .l1),
      Method(solver: .lbfgs, penalty: .elasticNet(l1Ratio: 0.5)), Method(solver: .newtonCholesky),
      Method(solver: .newtonCG), Method(solver: .coordinateDescent), Method(solver: .coordinateDescent, penalty: .l1),
      Method(solver: .coordinateDescent(form: .dual)), Method(solver: .sag), Method(solver: .saga),
      Method(solver: .saga, penalty: .elasticNet(l1Ratio: 0.5)),
      Method(solver: .gd), Method(solver: .gd(learningRate: .backtracking), penalty: .l1), Method(solver: .sgd),
      Method(solver: .sgd, penalty: .elasticNet(l1Ratio: 0.5)),
    ]

    var testDescription: String { "\(solver) \(penalty)" }
  }

  /// One case in thirteen, a number that shares no factor with the product: every value of every axis occurs.
  static let cases = stride(from: 0, to: TortureCase.all.count, by: 13).map { TortureCase.all[$0] }

  @Test func everyValueOfEveryAxisOccurs() {
    #expect(Set(Self.cases.map(\.scales)).count == 3 && Set(Self.cases.map(\.structure)).count == 4)
    #expect(Set(Self.cases.map(\.rows)).count == 4 && Set(Self.cases.map(\.weights)).count == 2)
    #expect(Set(Self.cases.map(\.c)).count == 5 && Set(Self.cases.map(\.scheme)).count == 2)
  }

  @Test(arguments: Method.all)
  func itEndsWithFiniteNumbersAndAReason(method: Method) throws {
    for testCase in Self.cases {
      if method.solver.form == .dual, testCase.scheme == .multinomial { continue }
      let (x, y, s) = (try testCase.features(), testCase.labels, testCase.sampleWeights)
      let most = 100
      let model = try LogisticRegression(
        multiClass: testCase.scheme, solver: method.solver, penalty: method.penalty, c: testCase.c, tolerance: 1e-8,
        maxIterations: most
      ).fitted(to: x, y, sampleWeight: s)
      let report = model.report
      #expect((model.coefficients.elements + model.intercepts).allSatisfy { $0.isFinite }, "\(testCase)")
      #expect(report.objective.isFinite && report.gradientNorm.isFinite, "\(testCase)")
      #expect(report.iterations.allSatisfy { $0 <= most }, "\(testCase)")
      #expect(report.converged ? report.gradientNorm <= 1e-8 : !report.advice.isEmpty, "\(testCase): \(report)")
      let weights = s ?? y.map { _ in 1 }
      let objective = objective(testCase, method, model, x, y, weights)
      // Scores of thousands are known to 1e-12, and so are their small losses.
      #expect(
        abs(report.objective - objective) <= 1e-9 * objective + 1e-12, "\(testCase): \(report), verified \(objective)")
      if let certificate = report.certificate {
        #expect((0...1).contains(certificate.relativeGap), "\(testCase): \(certificate)")
      }
    }
  }

  /// F in compensated arithmetic: the loss by the verifier, which knows no L1 norm, and the penalty here.
  private func objective(
    _ testCase: TortureCase, _ method: Method, _ model: LogisticRegression<Int>.Model, _ x: Matrix<Double>, _ y: [Int],
    _ weights: [Double]
  ) -> Double {
    let loss = Verifier(
      x: x, y: y.map { model.classes.firstIndex(of: $0) ?? -1 }, s: weights, c: .infinity,
      oneVsRest: testCase.scheme == .ovr
    ).evaluate(model.coefficients, model.intercepts).objectives.reduce(0, +)
    let ratio =
      switch method.penalty.kind {
      case .none, .l2: 0.0
      case .l1: 1.0
      case .elasticNet(let ratio): ratio
      }
    let penalty = model.coefficients.elements.reduce(0) {
      $0 + (1 - ratio) / 2 * $1 * $1 + ratio * $1.magnitude
    }
    return loss + penalty / (weights.reduce(0, +) * testCase.c)
  }
}
