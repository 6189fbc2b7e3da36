import Foundation
import Testing

/// Every stored answer comes from a script that `Tests/Reference/generate.py` knows, and its README names it.
@Suite struct ReferenceScriptsTests {
  private static let folder = packageFolder.appending(path: "Tests/Reference")

  @Test func generateKnowsEveryScriptAndEveryAnswer() throws {
    let table = try text(of: Self.folder.appending(path: "generate.py"))
    let named = Set(table.matches(of: /"([\w.\-\/]+)"/).map { String($0.1) })
    // One script writes four files whose names it puts together.
    let sets = /"logistic": \(\[f"logistic-\{name\}\.json" for name in \((.+?)\)\]/
    let together = try #require(table.firstMatch(of: sets)).1.matches(of: /"([\w\-]+)"/).map { "logistic-\($0.1).json" }
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    for file in files where file.hasSuffix(".py") {
      let name = String(file.dropLast(3))
      #expect(named.contains(name), "\(file) is not in the table of generate.py.")
    }
    for file in files where file.hasSuffix(".json") {
      #expect(named.contains(file) || together.contains(file), "No script of generate.py writes \(file).")
    }
  }

  @Test func theReadmeNamesEveryScriptAndEveryAnswer() throws {
    let readme = try text(of: Self.folder.appending(path: "README.md"))
    for file in try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    where file.hasSuffix(".py") || file.hasSuffix(".json") {
      #expect(readme.contains(file), "README.md does not name \(file).")
    }
  }
}
