import Estimators
import Testing
import _EstimatorTestSupport

@Suite struct StudentTTests {
  struct Answer: Decodable, Sendable {
    let degrees, p, t, cumulative: Double
  }

  static var answers: [Answer] { get throws { try ModelSelectionAnswers.load().students } }

  @Test(arguments: try answers)
  func quantilesAndProbabilitiesAreSciPys(answer: Answer) {
    let student = StudentT(degreesOfFreedom: answer.degrees)
    // The quantile inherits the 1e-15 of the probability, divided by the density.
    #expect(abs(student.quantile(answer.p) / answer.t - 1) < 1e-10)
    #expect(abs(student.cumulative(1.5) - answer.cumulative) < 1e-14)
    #expect(abs(student.cumulative(-1.5) - (1 - answer.cumulative)) < 1e-14)
  }
}
