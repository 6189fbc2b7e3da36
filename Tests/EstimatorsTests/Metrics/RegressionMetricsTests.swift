import Estimators
import Foundation
import Testing
import _EstimatorTestSupport

private struct RegressionCase: Decodable {
  struct Answers: Decodable {
    let r2, adjustedR2, explainedVariance, meanSquared, rootMeanSquared, meanAbsolute, meanAbsolutePercentage: Double
    let medianAbsolute, max, d2Absolute: Double
    let meanSquaredLog: Double?
    let pinball, d2Pinball, tweedie, d2Tweedie: [Double]
  }

  let name: String
  let yTrue, yPred, weights, powers: [Double]
  let unweighted, weighted: Answers
  let statistic, pValue: Double
}

@Suite struct RegressionMetricsTests {
  @Test(arguments: ["signed", "counts", "amounts"], [false, true])
  func theNumbersAreThoseOfScikitLearn(name: String, weighted: Bool) throws {
    let all = try Reference.load("regression-metrics", as: [RegressionCase].self)
    let this = try #require(all.first { $0.name == name })
    let answers = weighted ? this.weighted : this.unweighted
    let (y, p, w) = (this.yTrue, this.yPred, weighted ? this.weights : nil)
    let pairs: [(String, Double, Double)] = [
      ("r2", try r2Score(of: p, against: y, sampleWeight: w), answers.r2),
      ("adjusted", try adjustedR2Score(of: p, against: y, features: 5, sampleWeight: w), answers.adjustedR2),
      ("explained", try explainedVarianceScore(of: p, against: y, sampleWeight: w), answers.explainedVariance),
      ("squared", try meanSquaredError(of: p, against: y, sampleWeight: w), answers.meanSquared),
      ("root", try rootMeanSquaredError(of: p, against: y, sampleWeight: w), answers.rootMeanSquared),
      ("absolute", try meanAbsoluteError(of: p, against: y, sampleWeight: w), answers.meanAbsolute),
      (
        "percentage", try meanAbsolutePercentageError(of: p, against: y, sampleWeight: w),
        answers.meanAbsolutePercentage
      ),
      ("median", try medianAbsoluteError(of: p, against: y, sampleWeight: w), answers.medianAbsolute),
      ("max", try maxError(of: p, against: y, sampleWeight: w), answers.max),
      ("d2", try d2AbsoluteErrorScore(of: p, against: y, sampleWeight: w), answers.d2Absolute),
    ]
    for (metric, ours, expected) in pairs { #expect(isClose(ours, expected), "\(metric): \(ours), not \(expected)") }
    for (alpha, expected) in zip([0, 0.1, 0.5, 0.9, 1], answers.pinball) {
      #expect(isClose(try pinballLoss(of: p, against: y, alpha: alpha, sampleWeight: w), expected))
    }
    for (alpha, expected) in zip([0.1, 0.5, 0.9], answers.d2Pinball) {
      #expect(isClose(try d2PinballScore(of: p, against: y, alpha: alpha, sampleWeight: w), expected), "\(alpha)")
    }
    for (place, power) in this.powers.enumerated() {
      let deviance = try meanTweedieDeviance(of: p, against: y, power: power, sampleWeight: w)
      #expect(isClose(deviance, answers.tweedie[place]), "\(power)")
      let share = try d2TweedieScore(of: p, against: y, power: power, sampleWeight: w)
      #expect(isClose(share, answers.d2Tweedie[place]), "\(power)")
      if power == 1 { #expect(try meanPoissonDeviance(of: p, against: y, sampleWeight: w) == deviance) }
      if power == 2 { #expect(try meanGammaDeviance(of: p, against: y, sampleWeight: w) == deviance) }
    }
    if let expected = answers.meanSquaredLog {
      #expect(isClose(try meanSquaredLogError(of: p, against: y, sampleWeight: w), expected))
    }
  }

  @Test(arguments: ["signed", "counts", "amounts"])
  func thePairedTestIsSciPys(name: String) throws {
    let this = try #require(
      Reference.load("regression-metrics", as: [RegressionCase].self).first { $0.name == name })
    let other = this.yPred.map { $0 + 0.5 }
    let comparison = try compareRegressors(this.yPred, other, against: this.yTrue, randomState: 3)
    #expect(isClose(comparison.test.statistic, this.statistic))
    #expect(isClose(comparison.test.pValue, this.pValue, 1e-10))
    #expect(comparison.interval.contains(comparison.difference))
    let swapped = try compareRegressors(other, this.yPred, against: this.yTrue, randomState: 3)
    #expect(swapped.test.pValue == comparison.test.pValue)
    #expect(isClose(swapped.interval.lowerBound, -comparison.interval.upperBound))
    let read = try JSONDecoder().decode(RegressorComparison.self, from: JSONEncoder().encode(comparison))
    #expect(read == comparison)
    #expect("\(comparison)".contains("Mean squared error"))
  }

  @Test func equalRegressorsDoNotDiffer() throws {
    let test = try PairedErrorTest(of: [1.0, 2, 4], and: [1.0, 2, 4], against: [1.0, 3, 3])
    #expect(test.statistic == 0 && test.pValue == 1)
    let constant = try PairedErrorTest(of: [1.0, 1], and: [0.0, 0], against: [0.0, 0])
    #expect(constant.statistic == .infinity && constant.pValue == 0)
    let alone = thrown { try PairedErrorTest(of: [1.0], and: [2.0], against: [1.0]) }
    #expect((alone as? EstimatorError)?.code != nil)
  }

  @Test func weightsAreRepetitionsAndNoWeightIsAbsence() throws {
    let (y, p) = ([1.0, 2, 5, 3, 8, 4], [1.5, 1, 6, 3.25, 5, 9])
    let weights = [1.0, 2, 0, 3, 1, 1]
    let rows = [0, 1, 1, 3, 3, 3, 4, 5]
    let (yy, pp) = (rows.map { y[$0] }, rows.map { p[$0] })
    let metrics: [([Double], [Double], [Double]?) throws -> Double] = [
      { try medianAbsoluteError(of: $0, against: $1, sampleWeight: $2) },
      { try maxError(of: $0, against: $1, sampleWeight: $2) },
      { try d2PinballScore(of: $0, against: $1, alpha: 0.25, sampleWeight: $2) },
      { try d2TweedieScore(of: $0, against: $1, power: 1.5, sampleWeight: $2) },
      { try explainedVarianceScore(of: $0, against: $1, sampleWeight: $2) },
      { try meanSquaredLogError(of: $0, against: $1, sampleWeight: $2) },
    ]
    for (place, metric) in metrics.enumerated() {
      #expect(isClose(try metric(p, y, weights), try metric(pp, yy, nil)), "\(place)")
    }
  }

  @Test func anIntervalHoldsTheMetric() throws {
    let this = try #require(
      Reference.load("regression-metrics", as: [RegressionCase].self).first { $0.name == "signed" })
    let (y, p, w) = (this.yTrue, this.yPred, this.weights)
    let interval = try bootstrapInterval(of: p, against: y, sampleWeight: w, draws: 300) {
      try r2Score(of: $0, against: $1, sampleWeight: $2)
    }
    #expect(interval.contains(try r2Score(of: p, against: y, sampleWeight: w)))
    let rows = try bootstrapInterval(rows: y.count, draws: 300) { rows in
      try r2Score(of: rows.map { p[$0] }, against: rows.map { y[$0] }, sampleWeight: rows.map { w[$0] })
    }
    #expect(interval == rows)
    // Nearly every draw lacks the row with weight.
    let rare = try bootstrapInterval(of: [1.0, 2, 4], against: [1.0, 2, 3], sampleWeight: [0, 0, 1], draws: 50) {
      try meanAbsoluteError(of: $0, against: $1, sampleWeight: $2)
    }
    #expect(rare == 1...1)
  }

  @Test func whatCannotBeMeasuredIsSaid() {
    let (y, p) = ([1.0, 2, 0], [1.0, 2, 3])
    #expect(EstimatorError.Code.invalidSetting ~= thrown { try meanTweedieDeviance(of: p, against: y, power: 0.5) })
    #expect(EstimatorError.Code.invalidTarget ~= thrown { try meanGammaDeviance(of: p, against: y) })
    #expect(EstimatorError.Code.unsupported ~= thrown { try meanPoissonDeviance(of: y, against: p) })
    #expect(EstimatorError.Code.invalidSetting ~= thrown { try pinballLoss(of: p, against: y, alpha: 1.5) })
    #expect(EstimatorError.Code.invalidSetting ~= thrown { try adjustedR2Score(of: p, against: y, features: 2) })
    #expect(EstimatorError.Code.invalidTarget ~= thrown { try meanSquaredLogError(of: p, against: [0, -1, 0]) })
    #expect(EstimatorError.Code.unsupported ~= thrown { try meanSquaredLogError(of: [0, -1, 0], against: p) })
    #expect(
      EstimatorError.Code.unsupported ~= thrown { try d2TweedieScore(of: p, against: [-1, -2, 0], power: -1) })
  }

  @Test func whatIsConstantHasAScore() throws {
    #expect(try explainedVarianceScore(of: [2.0, 2], against: [1.0, 1]) == 1)
    #expect(try d2TweedieScore(of: [1.0, 1], against: [1.0, 1], power: 1) == 1)
    #expect(try d2TweedieScore(of: [1.0, 2], against: [1.0, 1], power: 1) == 0)
    #expect(try d2AbsoluteErrorScore(of: [1.0, 2], against: [1.0, 1]) == 0)
    #expect(try d2AbsoluteErrorScore(of: [1.0], against: [1.0]).isNaN)
  }

  private func isClose(_ a: Double, _ b: Double, _ tolerance: Double = 1e-12) -> Bool {
    (a - b).magnitude <= tolerance * max(1, b.magnitude)
  }
}
