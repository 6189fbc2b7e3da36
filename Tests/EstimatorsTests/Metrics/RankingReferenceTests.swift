import Estimators
import Testing
import _EstimatorTestSupport

/// What scikit-learn 1.9.1 and SciPy computed, stored in `Tests/Reference/ranking-metrics.json`.
private struct RankingAnswers: Decodable {
  struct Case: Decodable {
    let name: String
    let truth, predicted: [Int]
    let probabilities: [[Double]]
    let weights: [Double]
    let unweighted, weighted: Scores
  }

  struct Scores: Decodable {
    let balancedAdjusted, kappaLinear, kappaQuadratic, ece: Double
    let precisionMacro, precisionWeighted, precisionMicro: Double
    let recallMacro, recallWeighted, recallMicro: Double
    let fHalfMacro, fHalfWeighted, fHalfMicro, fTwoMacro, fTwoWeighted, fTwoMicro, fTwoOfClass1: Double
    let top2, aucOvrMacro, aucOvrWeighted, aucOvoMacro, aucOvoWeighted: Double?
    let averagePrecisionMacro, averagePrecisionWeighted: Double?
    let auc, averagePrecision, brier: Double?
    let roc, rocAll, precisionRecall, calibration: [[Double]]?
  }

  struct Wilson: Decodable {
    let successes, trials, confidence, low, high: Double
  }

  struct McNemar: Decodable {
    let b, c: Int
    let p, statistic, asymptoticP: Double
  }

  let cases: [Case]
  let wilson: [Wilson]
  let mcnemar: [McNemar]
}

@Suite struct RankingReferenceTests {
  private static let names = ["binary", "binary, few ties", "three classes", "five classes"]
  private let answers: RankingAnswers

  init() throws { answers = try Reference.load("ranking-metrics", as: RankingAnswers.self) }

  private struct Sample {
    let truth, predicted: [Int]
    let p: Matrix<Double>
    let weights: [Double]?
    let scores: RankingAnswers.Scores
    let classes: [Int]
  }

  private func sample(_ name: String, weighted: Bool) throws -> Sample {
    let found = try #require(answers.cases.first { $0.name == name })
    return Sample(
      truth: found.truth, predicted: found.predicted, p: try Matrix(found.probabilities),
      weights: weighted ? found.weights : nil, scores: weighted ? found.weighted : found.unweighted,
      classes: Array(0..<found.probabilities[0].count))
  }

  /// Sums of sixty terms in another order than NumPy's: some ulps.
  private func same(_ found: Double, _ expected: Double?) throws -> Bool {
    abs(found - (try #require(expected))) < 1e-13
  }

  @Test(arguments: names, [false, true])
  func scoresOfLabels(name: String, weighted: Bool) throws {
    let s = try sample(name, weighted: weighted)
    let (p, y, w) = (s.predicted, s.truth, s.weights)
    #expect(
      try same(balancedAccuracy(of: p, against: y, adjusted: true, sampleWeight: w), s.scores.balancedAdjusted))
    #expect(try same(cohenKappa(of: p, against: y, disagreement: .linear, sampleWeight: w), s.scores.kappaLinear))
    #expect(
      try same(cohenKappa(of: p, against: y, disagreement: .quadratic, sampleWeight: w), s.scores.kappaQuadratic))
    let precisions: [(Averaging<Int>, Double, Double, Double, Double)] = [
      (.macro, s.scores.precisionMacro, s.scores.recallMacro, s.scores.fHalfMacro, s.scores.fTwoMacro),
      (
        .weighted, s.scores.precisionWeighted, s.scores.recallWeighted, s.scores.fHalfWeighted, s.scores.fTwoWeighted
      ),
      (.micro, s.scores.precisionMicro, s.scores.recallMicro, s.scores.fHalfMicro, s.scores.fTwoMicro),
    ]
    for (averaging, precision, recall, fHalf, fTwo) in precisions {
      #expect(try same(precisionScore(of: p, against: y, averaging: averaging, sampleWeight: w), precision))
      #expect(try same(recallScore(of: p, against: y, averaging: averaging, sampleWeight: w), recall))
      #expect(try same(fBetaScore(0.5, of: p, against: y, averaging: averaging, sampleWeight: w), fHalf))
      #expect(try same(fBetaScore(2, of: p, against: y, averaging: averaging, sampleWeight: w), fTwo))
    }
    #expect(try same(fBetaScore(2, of: p, against: y, averaging: .only(1), sampleWeight: w), s.scores.fTwoOfClass1))
  }

  @Test(arguments: names, [false, true])
  func scoresOfProbabilities(name: String, weighted: Bool) throws {
    let s = try sample(name, weighted: weighted)
    let (p, y, w) = (s.p, s.truth, s.weights)
    #expect(try same(expectedCalibrationError(of: p, against: y, classes: s.classes, sampleWeight: w), s.scores.ece))
    guard s.classes.count > 2 else {
      let second = Matrix<Double>(rows: p.rows, columns: 1) { elements in
        for row in 0..<p.rows { elements.initializeElement(at: row, to: p[row, 1]) }
      }
      #expect(try same(rocAUC(of: p, against: y, classes: s.classes, sampleWeight: w), s.scores.auc))
      #expect(try same(rocAUC(of: second, against: y, classes: s.classes, sampleWeight: w), s.scores.auc))
      #expect(
        try same(averagePrecision(of: p, against: y, classes: s.classes, sampleWeight: w), s.scores.averagePrecision))
      #expect(try same(brierScore(of: p, against: y, classes: s.classes, sampleWeight: w), s.scores.brier))
      return
    }
    func auc(_ averaging: AreaAveraging) throws -> Double {
      try rocAUC(of: p, against: y, classes: s.classes, averaging: averaging, sampleWeight: w)
    }
    #expect(try same(auc(.oneVsRest), s.scores.aucOvrMacro))
    #expect(try same(auc(.oneVsRestWeighted), s.scores.aucOvrWeighted))
    if !weighted {
      #expect(try same(auc(.oneVsOne), s.scores.aucOvoMacro))
      #expect(try same(auc(.oneVsOneWeighted), s.scores.aucOvoWeighted))
    }
    for (isWeighted, answer) in [
      (false, s.scores.averagePrecisionMacro), (true, s.scores.averagePrecisionWeighted),
    ] {
      #expect(
        try same(
          averagePrecision(of: p, against: y, classes: s.classes, weighted: isWeighted, sampleWeight: w), answer))
    }
    #expect(try same(topKAccuracy(2, of: p, against: y, classes: s.classes, sampleWeight: w), s.scores.top2))
  }

  @Test(arguments: ["binary", "binary, few ties"], [false, true])
  func curves(name: String, weighted: Bool) throws {
    let s = try sample(name, weighted: weighted)
    let scores = (0..<s.p.rows).map { s.p[$0, 1] }
    let positive = s.truth.map { $0 == 1 }
    for (expected, dropping) in [(s.scores.roc, true), (s.scores.rocAll, false)] {
      let curve = try ROCCurve(
        of: scores, positive: positive, sampleWeight: s.weights, droppingIntermediate: dropping)
      let expected = try #require(expected)
      #expect(closeTo(curve.falsePositiveRates, expected[0], within: 1e-14))
      #expect(closeTo(curve.truePositiveRates, expected[1], within: 1e-14))
      #expect(curve.thresholds == [.infinity] + expected[2])
      #expect(try same(curve.area, s.scores.auc))
    }
    let curve = try PrecisionRecallCurve(of: scores, positive: positive, sampleWeight: s.weights)
    let expected = try #require(s.scores.precisionRecall)
    #expect(closeTo(curve.precisions, expected[0], within: 1e-14))
    #expect(closeTo(curve.recalls, expected[1], within: 1e-14))
    #expect(curve.thresholds == expected[2])
    if let expected = s.scores.calibration {
      let curve = try CalibrationCurve(of: scores, positive: positive, bins: 7)
      #expect(closeTo(curve.predicted, expected[0], within: 1e-14))
      #expect(closeTo(curve.observed, expected[1], within: 1e-14))
    }
  }

  @Test func wilsonIntervals() throws {
    for answer in answers.wilson {
      let interval = try wilsonInterval(
        successes: answer.successes, trials: answer.trials, confidence: answer.confidence)
      #expect(abs(interval.lowerBound - answer.low) < 1e-13)
      #expect(abs(interval.upperBound - answer.high) < 1e-13)
    }
  }

  @Test func mcNemarsTest() throws {
    for answer in answers.mcnemar {
      let test = try McNemarTest(onlyFirst: answer.b, onlySecond: answer.c)
      // An exponent of size n·ln 2 is rounded.
      #expect(abs(test.pValue / answer.p - 1) < max(1e-11, 1e-15 * Double(answer.b + answer.c)))
      #expect(abs(test.statistic - answer.statistic) < 1e-13)
      #expect(abs(test.asymptoticPValue / answer.asymptoticP - 1) < 1e-12)
    }
  }
}
