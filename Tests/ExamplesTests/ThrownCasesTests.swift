import Foundation
import Testing

/// A test of an error says which one: the type alone would let any mistake pass for the one that was meant.
@Suite struct ThrownCasesTests {
  /// Where the type alone stands, and what looks at the error instead.
  private static let exceptions = [
    "EstimatorDatasetsTests/CSVTests.swift": "A list of errors, of which the loop below it looks at each.",
    "FilesTests/Support/Folders.swift": "A function that gives the error to its callers.",
  ]

  /// Of a type of error with codes alone (`FileRowsError` has none), with what is left of the line before it.
  private var typeAlone: Regex<(Substring, before: Substring)> {
    /(?m)^(?<before>.*)#(?:expect|require)\(\s*throws: (?:Estimator|Matrix|Dataset|Figure|File)Error\.self/
  }

  @Test func everyTestOfAnErrorNamesItsCase() throws {
    let folder = packageFolder.appending(path: "Tests")
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      .filter {
        $0.hasSuffix(".swift") && !$0.hasSuffix("ThrownCasesTests.swift") && !$0.hasPrefix("ExamplesTests/Programs")
      }
    #expect(paths.count > 200)
    var found: Set<String> = []
    for path in paths {
      let code = try text(of: folder.appending(path: path))
      for match in code.matches(of: typeAlone) {
        // Kept under a name, it is looked at within some lines.
        if let name = match.before.firstMatch(of: /let (\w+) =\s/)?.1 {
          let next = code[match.range.upperBound...].split(separator: "\n").prefix(9).joined(separator: "\n")
          #expect(
            next.contains(try Regex("\\b\(name)\\b").wordBoundaryKind(.simple)), "\(path): nothing looks at `\(name)`.")
        } else {
          found.insert(path)
        }
      }
    }
    for path in found.subtracting(Self.exceptions.keys) {
      Issue.record("\(path) checks the type of an error alone. Name its code: #expect(X.Code.y ~= thrown { … }).")
    }
    #expect(found.isSuperset(of: Self.exceptions.keys), "An exception is no longer one.")
  }

  @Test func theSearchSeesThem() {
    let code = """
        #expect(throws: EstimatorError.self) { try f() }
        let error = try #require(throws: FileError.self) { try f() }
        #expect(
          throws: MatrixError.self) { try f() }
        #expect(throws: EstimatorError.noWeight) { try f() }
        #expect(throws: DecodingError.self) { try f() }
      """
    #expect(code.matches(of: typeAlone).map { $0.before.contains("let") } == [false, true, false])
  }
}
