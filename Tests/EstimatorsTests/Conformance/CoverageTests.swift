import Foundation
import Testing

/// An estimator that no law is checked on would be easy to forget.
@Suite struct CoverageTests {
  @Test func everyEstimatorIsAmongTheConformanceTests() throws {
    let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let tests = try Self.sources(in: here)
    let package = here.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let sources = try Self.sources(in: package.appendingPathComponent("Sources/Estimators"))
    let estimator = "(?:LabelEstimator|NumberEstimator|(?:Table)?(?:Classifier|Regressor|Transformer))"
    let declaration = try Regex(
      "(?:public struct|extension) (\\w+)(?:<.*>)?: (?:\\w+, )*\(estimator)\\b", as: (Substring, Substring).self)
    let estimators = Set(sources.matches(of: declaration).map { String($0.1) }).subtracting(Self.parts)
    let some = ["LogisticRegression", "GaussianNB", "PCA", "Pipeline", "GridSearch", "TablePipeline"]
    #expect(estimators.isSuperset(of: some))
    for name in estimators.sorted() {
      #expect(tests.contains(try Regex("\\b\(name)\\b")), "Add \(name) to the tests beside this one.")
    }
  }

  /// What a ColumnTransformer is made of; it is checked whole.
  private static let parts = ["Beside", "WithRemainder"]

  private static func sources(in folder: URL) throws -> String {
    try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".swift") && !$0.hasSuffix("CoverageTests.swift") }
      .map { try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8) }
      .joined(separator: "\n")
  }
}
