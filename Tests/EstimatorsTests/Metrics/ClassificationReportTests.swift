import Estimators
import Testing
import _EstimatorTestSupport

/// One data set, one set of settings, and what scikit-learn 1.9.1 says.
private struct ReportCase: Decodable, Sendable {
  let name: String
  let truth: String
  let predicted: String
  let classes: [String]?
  let names: [String]?
  let weights: [Double]?
  let zeroDivision: String
  let digits: Int
  let report: String
  let precision: [Double?]
  let recall: [Double?]
  let f1: [Double?]
  let support: [Double]
  let accuracy: Double
  let averages: [String: [Double?]]
  let counts: [[Double]]
  let byTruth: [[Double]]
  let byPredicted: [[Double]]
  let byAll: [[Double]]

  func confusion() throws -> ConfusionMatrix<String> {
    try ConfusionMatrix(
      of: predicted.split(separator: "|").map(String.init), against: truth.split(separator: "|").map(String.init),
      classes: classes, sampleWeight: weights)
  }

  func classificationReport() throws -> ClassificationReport<String> {
    let policies: [String: ClassificationReport<String>.ZeroDivision] = [
      "zero": .zero, "one": .one, "notANumber": .notANumber,
    ]
    return ClassificationReport(try confusion(), zeroDivision: try #require(policies[zeroDivision]))
  }
}

private func isClose(_ a: Double, _ b: Double?) -> Bool {
  guard let b else { return a.isNaN }
  return abs(a - b) <= 4 * .ulpOfOne * max(1, abs(b))
}

@Suite struct ClassificationReportTests {
  private let cases: [ReportCase]

  init() throws { cases = try Reference.load("classification-report", as: [ReportCase].self) }

  @Test func theTableIsThatOfScikitLearnCharacterByCharacter() throws {
    for each in cases {
      let text = try each.classificationReport().text(digits: each.digits, names: each.names)
      #expect(text == each.report, "\(each.name)")
    }
  }

  @Test func theNumbersAreThoseOfScikitLearn() throws {
    for each in cases {
      let report = try each.classificationReport()
      for (k, scores) in report.scores.enumerated() {
        #expect(isClose(scores.precision, each.precision[k]), "\(each.name)")
        #expect(isClose(scores.recall, each.recall[k]), "\(each.name)")
        #expect(isClose(scores.f1, each.f1[k]), "\(each.name)")
        #expect(scores.support == each.support[k], "\(each.name)")
      }
      #expect(isClose(report.accuracy, each.accuracy))
      for (name, average) in [("macro", report.macroAverage), ("weighted", report.weightedAverage)] {
        let expected = try #require(each.averages[name])
        #expect(isClose(average.precision, expected[0]), "\(each.name) \(name)")
        #expect(isClose(average.recall, expected[1]), "\(each.name) \(name)")
        #expect(isClose(average.f1, expected[2]), "\(each.name) \(name)")
      }
    }
  }

  @Test func confusionMatricesAreThoseOfScikitLearn() throws {
    for each in cases {
      let confusion = try each.confusion()
      #expect(confusion.counts == (try Matrix(each.counts)), "\(each.name)")
      let expected: [(ConfusionMatrix<String>.Normalization, [[Double]])] = [
        (.truth, each.byTruth), (.predicted, each.byPredicted), (.all, each.byAll),
      ]
      for (normalization, shares) in expected {
        let found = confusion.normalized(by: normalization)
        #expect(zip(found.elements, shares.joined()).allSatisfy { isClose($0, $1) }, "\(each.name) \(normalization)")
      }
    }
  }

  @Test func oneClassIsFoundByItsLabel() throws {
    let report = try ClassificationReport(of: [1, 1, 7], against: [1, 7, 7])
    #expect(report[7]?.recall == 0.5)
    #expect(report[7]?.precision == 1)
    #expect(report[3] == nil)
  }

  @Test func aWholeWeightEqualsRepeatedRows() throws {
    let weighted = try ClassificationReport(of: [0, 1, 1], against: [0, 0, 1], sampleWeight: [2, 1, 3])
    let repeated = try ClassificationReport(of: [0, 0, 1, 1, 1, 1], against: [0, 0, 0, 1, 1, 1])
    #expect(weighted.scores == repeated.scores)
    #expect(weighted.accuracy == repeated.accuracy)
  }

  @Test func wrongSettingsOfTheTableAreExplained() throws {
    let report = try ClassificationReport(of: [0, 1], against: [0, 1])
    #expect(throws: EstimatorError.invalidSetting(name: "digits", value: "-1", rule: "in 0...1074")) {
      try report.text(digits: -1)
    }
    #expect {
      try report.text(names: ["zero"])
    } throws: {
      "\($0)".contains("one name for each of the 2 classes")
    }
  }
}
