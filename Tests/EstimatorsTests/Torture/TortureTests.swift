import Estimators
import Matrices
import Testing

/// Every case of the torture set through `.auto`, as far down as Double goes, checked by arithmetic that the solvers do
/// not share.
@Suite struct TortureTests {
  private static let iterations = 500
  /// Shares of an objective below this are not told apart: scores of thousands are known to 1e-13.
  private static let resolution = 1e-13

  private struct End {
    var report: FitReport
    /// F by the verifier.
    var objective: Double
    /// ‖∇_W F‖²/(2λ) by the verifier, as a share of F: what strong convexity proves of intercepts at their best.
    var relativeGap: Double
    /// The largest slope in an intercept, as a share of F.
    var interceptSlope: Double
  }

  private func end(_ testCase: TortureCase) throws -> End {
    let (x, y, s) = (try testCase.features(), testCase.labels, testCase.sampleWeights)
    let model = try LogisticRegression(
      multiClass: testCase.scheme, solver: .auto, c: testCase.c, tolerance: 1e-300, maxIterations: Self.iterations
    ).fitted(to: x, y, sampleWeight: s)
    let weights = s ?? y.map { _ in 1 }
    let answer = Verifier(
      x: x, y: y.map { model.classes.firstIndex(of: $0) ?? -1 }, s: weights, c: testCase.c,
      oneVsRest: testCase.scheme == .ovr
    ).evaluate(model.coefficients, model.intercepts)
    let objective = answer.objectives.reduce(0, +)
    let square = answer.weightGradient.joined().reduce(0) { $0 + $1 * $1 }
    return End(
      report: model.report, objective: objective,
      relativeGap: square * weights.reduce(0, +) * testCase.c / 2 / objective,
      interceptSlope: (answer.interceptGradient.map(\.magnitude).max() ?? 0) / objective)
  }

  @Test func theSetIsTheFullProduct() {
    #expect(TortureCase.all.count == 960 && Set(TortureCase.all).count == 960)
  }

  @Test(arguments: TortureCase.all.filter { $0.scales != .within1e8 })
  func scalesWithin1e4EndWithACertifiedGap(testCase: TortureCase) throws {
    let end = try end(testCase)
    let certificate = try #require(end.report.certificate)
    #expect(certificate.relativeGap <= 1e-6)
    #expect(end.relativeGap <= 1e-6, "by the verifier")
    #expect(
      end.relativeGap <= certificate.relativeGap + Self.resolution, "the certificate claims more than exact arithmetic")
    #expect(end.interceptSlope <= 1e-6, "by the verifier")
    #expect(abs(end.report.objective - end.objective) <= 1e-12 * end.objective)
    #expect(end.report.iterations.allSatisfy { $0 <= 2 * Self.iterations })
  }

  @Test(arguments: TortureCase.all.filter { $0.scales == .within1e8 })
  func widerScalesEndWithACertifiedGapOrSayWhyNot(testCase: TortureCase) throws {
    let end = try end(testCase)
    let certificate = try #require(end.report.certificate)
    #expect(certificate.relativeGap <= 1e-6 || (!end.report.converged && !end.report.advice.isEmpty))
    #expect(end.relativeGap <= 1e-4 || certificate.relativeGap > 1e-4, "by the verifier")
    #expect(
      end.relativeGap <= certificate.relativeGap + Self.resolution, "the certificate claims more than exact arithmetic")
    #expect(abs(end.report.objective - end.objective) <= 1e-12 * end.objective)
    #expect(end.report.iterations.allSatisfy { $0 <= 2 * Self.iterations })
  }
}
