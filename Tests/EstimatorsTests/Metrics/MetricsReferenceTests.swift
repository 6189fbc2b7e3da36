import Estimators
import Testing
import _EstimatorTestSupport

/// A list of labels in `Tests/Reference/metrics.json`: integers or strings, told as text here.
private struct Text: Decodable {
  let text: String

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Int.self) {
      text = "\(number)"
    } else {
      text = try container.decode(String.self)
    }
  }
}

private struct MetricsCase: Decodable {
  struct Answers: Decodable {
    let accuracy: Double
    let confusion, confusionTrue, confusionPred, confusionAll: [[Double]]
    let precision, recall, f1, support: [Double]
    let macroF1, weightedF1, weightedPrecision, macroRecall: Double
    let microPrecision, microRecall, microF1: Double
    let balancedAccuracy, cohenKappa, matthews, zeroOneLoss, hammingLoss: Double
    let logLoss, brier, rocAuc, rocAucOvrMacro, rocAucOvrWeighted, rocAucOvoMacro: Double?
  }

  let name: String
  let yTrue, yPred, classes: [Text]
  let weights: [Double]
  let probabilities: [[Double]]?
  let unweighted, weighted: Answers
}

@Suite struct MetricsReferenceTests {
  @Test(arguments: ["integers", "strings", "a class never true", "binary"], [false, true])
  func theNumbersAreThoseOfScikitLearn(name: String, weighted: Bool) throws {
    let all = try Reference.load("metrics", as: [MetricsCase].self)
    let testCase = try #require(all.first { $0.name == name })
    let answers = weighted ? testCase.weighted : testCase.unweighted
    let weights = weighted ? testCase.weights : nil
    let (truth, predicted) = (testCase.yTrue.map(\.text), testCase.yPred.map(\.text))
    let classes = testCase.classes.map(\.text)
    #expect(abs(try accuracy(of: predicted, against: truth, sampleWeight: weights) - answers.accuracy) < 1e-14)

    let confusion = try ConfusionMatrix(of: predicted, against: truth, classes: classes, sampleWeight: weights)
    #expect(difference(confusion.counts, try Matrix(answers.confusion)) < 1e-14)
    #expect(difference(confusion.normalized(by: .truth), try Matrix(answers.confusionTrue)) < 1e-14)
    #expect(difference(confusion.normalized(by: .predicted), try Matrix(answers.confusionPred)) < 1e-14)
    #expect(difference(confusion.normalized(by: .all), try Matrix(answers.confusionAll)) < 1e-14)

    let report = try ClassificationReport(of: predicted, against: truth, classes: classes, sampleWeight: weights)
    #expect(relativeError(report.scores.map(\.precision), answers.precision) < 1e-14)
    #expect(relativeError(report.scores.map(\.recall), answers.recall) < 1e-14)
    #expect(relativeError(report.scores.map(\.f1), answers.f1) < 1e-14)
    #expect(relativeError(report.scores.map(\.support), answers.support) < 1e-14)
    #expect(abs(report.macroAverage.f1 - answers.macroF1) < 1e-14)
    #expect(abs(report.macroAverage.recall - answers.macroRecall) < 1e-14)
    #expect(abs(report.weightedAverage.f1 - answers.weightedF1) < 1e-14)
    #expect(abs(report.weightedAverage.precision - answers.weightedPrecision) < 1e-14)

    #expect(abs(confusion.accuracy - answers.accuracy) < 1e-14)
    #expect(abs(confusion.balancedAccuracy() - answers.balancedAccuracy) < 1e-14)
    #expect(abs(confusion.cohenKappa() - answers.cohenKappa) < 1e-14)
    #expect(abs(confusion.matthewsCorrelation - answers.matthews) < 1e-14)
    let wrong = try zeroOneLoss(of: predicted, against: truth, sampleWeight: weights)
    #expect(abs(wrong - answers.zeroOneLoss) < 1e-14)
    #expect(abs(wrong - answers.hammingLoss) < 1e-14)
    #expect(abs(try confusion.fBeta(0, averaging: .micro) - answers.microPrecision) < 1e-14)
    #expect(abs(try confusion.fBeta(.infinity, averaging: .micro) - answers.microRecall) < 1e-14)
    #expect(abs(try confusion.fBeta(averaging: .micro) - answers.microF1) < 1e-14)

    if let probabilities = testCase.probabilities {
      let p = try Matrix(probabilities)
      func close(_ found: Double, _ expected: Double?) -> Bool { expected.map { abs(found - $0) < 1e-13 } ?? true }
      #expect(
        close(try brierScore(of: p, against: truth, classes: classes, sampleWeight: weights), answers.brier))
      func auc(_ averaging: AreaAveraging) throws -> Double {
        try rocAUC(of: p, against: truth, classes: classes, averaging: averaging, sampleWeight: weights)
      }
      #expect(close(try auc(.oneVsRest), answers.rocAuc ?? answers.rocAucOvrMacro))
      #expect(close(try auc(.oneVsRestWeighted), answers.rocAucOvrWeighted))
      #expect(close(try auc(.oneVsOne), answers.rocAucOvoMacro))
    }

    if let probabilities = testCase.probabilities, let expected = answers.logLoss {
      let found = try logLoss(
        of: Matrix(probabilities), against: truth, classes: classes, sampleWeight: weights)
      #expect(abs(found - expected) < 1e-13)
    }
  }
}
