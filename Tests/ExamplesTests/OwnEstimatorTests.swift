import Foundation
import Testing

/// The article "Write your own estimator" promises a classifier in under 40 lines that keeps every law.
@Suite struct OwnEstimatorTests {
  private let snippet: [String]

  init() throws {
    let source = try text(of: packageFolder.appending(path: "Snippets/OwnEstimator.swift"))
    snippet = source.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  @Test func theClassifierHasLessThanFortyLines() throws {
    let first = try #require(snippet.firstIndex { $0.hasPrefix("struct NearestMean<Label: ClassLabel>: Classifier {") })
    let last = try #require(snippet[first...].firstIndex(of: "}"))
    #expect(last - first + 1 < 40)
    #expect(last - first + 1 > 10)
  }

  /// The program checks every law, without an exception, before it prints a line.
  @Test func theClassifierKeepsEveryLaw() throws {
    #expect(snippet.contains("try ClassifierLaw.checkAll(NearestMean<String>(), on: .threeClasses)"))
    #expect(snippet.contains("try ClassifierLaw.checkAll(NearestMean<Bool>(), on: .truthValues)"))
    let run = try Program(name: "OwnEstimator").run()
    #expect(run.status == 0, "\(run.remarks)")
    #expect(run.remarks.isEmpty)
    let answers = try object(in: packageFolder.appending(path: "Tests/Reference/coming-from-scikit-learn.json"))
    let accuracy = try #require(answers["nearestCentroid"] as? Double)
    let digits = String(format: "%.4f", accuracy)
    #expect(run.output.hasPrefix("accuracy \(digits) ± "), "\(run.output)")
    let article = packageFolder.appending(path: "Sources/Estimators/Estimators.docc/Articles/WriteYourOwnEstimator.md")
    #expect(try text(of: article).contains("an accuracy of \(digits)"))
    #expect(run.lines.contains("√2 = 1.414213562373095"), "\(run.output)")
  }
}
