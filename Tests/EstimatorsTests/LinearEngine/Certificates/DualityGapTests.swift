import Estimators
import Testing
import _EstimatorTestSupport

/// Certificates of fits with an L1 norm or bounds, against the stored optima.
@Suite struct DualityGapTests {
  /// Whether every weight has a penalty, or limits on both sides.
  private func isBounded(_ testCase: PenaltyCase, feature j: Int) -> Bool {
    if (testCase.factors?[j] ?? 1) > 0 { return true }
    guard case .perFeature(let lower, let upper) = testCase.bounds?.kind else { return false }
    return lower[j].isFinite && upper[j].isFinite
  }

  @Test(arguments: PenaltyCase.all)
  func theGapIsNeverBelowTheTruth(testCase: PenaltyCase) throws {
    let (x, y, weights) = try testCase.data()
    for tolerance in [1e-1, 1e-2, 1e-4, 1e-6, 1e-8] {
      let report = try testCase.classifier(.lbfgs, tolerance: tolerance).fitted(to: x, y, sampleWeight: weights).report
      guard (0..<x.columns).allSatisfy({ isBounded(testCase, feature: $0) }) else {
        #expect(report.certificate == nil)
        continue
      }
      let certificate = try #require(report.certificate)
      for (problem, best) in testCase.objectives.enumerated() {
        let gap = report.objectivePerProblem[problem] - best
        #expect(gap <= certificate.objectiveGapPerProblem[problem] + 1e-14 * best, "tolerance \(tolerance)")
      }
      #expect((certificate.coefficientError == nil) == (testCase.l1Ratio == 1 || testCase.factors?.contains(0) == true))
      // The gap shrinks with the tolerance, in proportion at least; the factor is measured.
      #expect(certificate.objectiveGap <= 100 * tolerance * Double(testCase.objectives.count))
    }
  }

  @Test(arguments: PenaltyCase.all.filter { $0.l1Ratio < 1 && $0.factors == nil && $0.identified })
  func theCoefficientsAreWithinTheirBound(testCase: PenaltyCase) throws {
    let (x, y, weights) = try testCase.data()
    for tolerance in [1e-2, 1e-5] {
      let model = try testCase.classifier(.lbfgs, tolerance: tolerance).fitted(to: x, y, sampleWeight: weights)
      let bound = try #require(model.report.certificate?.coefficientError)
      let squares = zip(model.coefficients.elements, testCase.coefficients.joined()).map { ($0 - $1) * ($0 - $1) }
      #expect(squares.reduce(0, +).squareRoot() <= bound + 1e-11)
    }
  }

  @Test func proximalGradientDescentIsCertifiedToo() throws {
    let testCase = try #require(PenaltyCase.all.first { $0.dataset == "iris" && $0.l1Ratio == 1 && $0.c == 0.05 })
    let (x, y, weights) = try testCase.data()
    let report = try testCase.classifier(.gd, tolerance: 1e-6).fitted(to: x, y, sampleWeight: weights).report
    let certificate = try #require(report.certificate)
    #expect(report.objective - testCase.optimum <= certificate.objectiveGap)
    #expect(certificate.relativeGap < 1e-3)
    #expect(certificate.description.contains("of it).") && !certificate.description.contains("coefficients"))
  }
}

/// What a report says about fits that have no optimum.
@Suite struct UnpenalizedFeatureTests {
  private let x = try? Matrix([[-2.0, 1], [-1, -1], [1, 1], [2, -1]])
  private let y = [false, false, true, true]

  private func notes(_ clf: LogisticRegression<Bool>) throws -> String {
    try clf.fitted(to: try #require(x), y).report.notes.joined()
  }

  @Test func aFeatureWithoutPenaltyThatSeparatesIsNamed() throws {
    let note = try notes(LogisticRegression(penalty: .l1, penaltyFactors: [0, 1], maxIterations: 30))
    #expect(note.contains("no optimum") && note.contains("features without a penalty"))
  }

  @Test func aSeparatingFeatureWithAPenaltyOrALimitIsFine() throws {
    #expect(!(try notes(LogisticRegression(penalty: .l1, penaltyFactors: [1, 0]))).contains("no optimum"))
    #expect(!(try notes(LogisticRegression(penalty: .l1))).contains("no optimum"))
    #expect(
      !(try notes(LogisticRegression(penalty: .none, bounds: .all(lower: -3, upper: 3)))).contains("no optimum"))
    #expect(
      !(try notes(
        LogisticRegression(penalty: .none, bounds: .perFeature(lower: [-.infinity, -1], upper: [2, 1]))
      )
      .contains("no optimum")))
  }

  @Test func aLimitOnTheOtherSideHindersNothing() throws {
    let clf = LogisticRegression<Bool>(penalty: .none, bounds: .nonNegative, maxIterations: 30)
    #expect(try notes(clf).contains("no optimum"))
  }
}
