import EstimatorDatasets
import Estimators
import Foundation
import Testing

/// An app that shows `error.localizedDescription` shows the sentence, for every error type.
@Suite struct LocalizedErrorTests {
  @Test func theDescriptionIsTheSentence() {
    let errors: [any Error & CustomStringConvertible] = [
      MatrixError.duplicateColumn(name: "age"), EstimatorError.tooFewClasses(found: ["a"]),
      DatasetError.noSuchColumn(name: "age", file: "a.csv", available: ["b"]),
    ]
    for error in errors { #expect(error.localizedDescription == error.description) }
  }

  @Test func everyPublicErrorHasOne() throws {
    let sources = packageFolder.appending(path: "Sources")
    let names = try FileManager.default.subpathsOfDirectory(atPath: sources.path).filter { $0.hasSuffix(".swift") }
    let code = try names.map { try text(of: sources.appending(path: $0)) }.joined(separator: "\n")
    let types = Set(code.matches(of: /public (?:enum|struct) (\w+)[^:{\n]*: (?:\w+, )*Error\b/).map { String($0.1) })
    #expect(types.isSuperset(of: ["EstimatorError", "MatrixError", "DatasetError", "FigureError", "LawViolation"]))
    for type in types { #expect(code.contains("extension \(type): LocalizedError"), "\(type)") }
  }
}
