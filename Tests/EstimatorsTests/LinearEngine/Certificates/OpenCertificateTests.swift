import EstimatorDatasets
import Estimators
import Foundation
import Matrices
import Testing

/// What a report says of a fit that has met its tolerance and may still be far from the optimum.
@Suite struct OpenCertificateTests {
  /// 18 of 60,000 rows are of the other class.
  private func rareEvent() -> (x: Matrix<Double>, y: [Int]) {
    var (random, chance) = (RandomState(10), RandomState(9))
    let features = (0..<120_000).map { _ in
      (-2 * log(max(random.random(), 1e-300))).squareRoot() * cos(2 * .pi * random.random())
    }
    let y = chance.random(60_000).enumerated().map { row, u in u < sigmoid(features[2 * row] - 8.5) ? 1 : 0 }
    return (Matrix(rows: 60_000, columns: 2, checked: features), y)
  }

  @Test func aRareEventSaysHowFarOffItMayBeAndWhichToleranceSettlesIt() throws {
    let (x, y) = rareEvent()
    #expect(y.reduce(0, +) == 18)
    let model = try LogisticRegression().fitted(to: x, y)
    #expect(model.report.converged)
    let note = try #require(model.report.notes.first { $0.contains("may be off by up to") })
    #expect(model.report.description.contains(note))
    let toleranceInWords = try #require(note.firstMatch(of: /tolerance: (1e-[0-9]+)/)).output.1
    let mostInWords = try #require(note.firstMatch(of: /at most ([0-9.e-]*[0-9])/)).output.1
    let (tolerance, most) = (try #require(Double(toleranceInWords)), try #require(Double(mostInWords)))
    let better = try LogisticRegression(tolerance: tolerance).fitted(to: x, y)
    #expect(better.report.notes.isEmpty)
    #expect(abs(better.coefficients[0, 0] - 0.85512) < 0.0086)  // scikit-learn 1.9.1, tolerance 1e-10
    #expect(try #require(better.report.certificate?.coefficientError) <= most)
  }

  @Test func aFitThatIsNearSaysNothing() throws {
    let iris = try Iris.load()
    for penalty in [Penalty.l2, .l1] {
      let report = try LogisticRegression(penalty: penalty, tolerance: 1e-6).fitted(to: iris.features, iris.labels)
        .report
      #expect(report.notes.isEmpty, "\(report)")
    }
  }

  @Test func aFitThatWasCutShortHasAdviceInstead() throws {
    let (x, y) = rareEvent()
    let report = try LogisticRegression(tolerance: 1e-12, maxIterations: 2).fitted(to: x, y).report
    #expect(!report.advice.isEmpty && !report.notes.contains { $0.contains("may be off") })
  }
}
