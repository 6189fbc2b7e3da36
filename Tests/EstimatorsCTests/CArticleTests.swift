import Foundation
import Testing

/// The article shows programs that `Scripts/c-abi` compiles and runs, and names every function of the header.
@Suite struct CArticleTests {
  private static let package = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private static func text(_ path: String) throws -> String {
    try String(contentsOf: package.appending(path: path), encoding: .utf8)
  }

  private static func article() throws -> String {
    try text("Sources/Estimators/Estimators.docc/Articles/FromCAndPython.md")
  }

  @Test(arguments: [("c", "article.c"), ("python", "article.py")])
  func samplesAreThePrograms(language: String, file: String) throws {
    #expect(try Self.article().contains("```\(language)\n\(Self.text("Tests/CABI/\(file)"))```"))
  }

  @Test func everyFunctionIsNamed() throws {
    let header = try Self.text("Sources/CEstimators/include/estimators.h")
    let names = Set(header.matches(of: /\bestimators_[a-z_]+(?=\()/).map { String($0.0) })
    #expect(names.count > 25)
    let article = try Self.article()
    for name in names {
      let ending = name.replacing(/^estimators_[a-z]+/, with: "")
      #expect(article.contains(name) || article.contains("`\(ending)`"), "The article lacks \(name).")
    }
  }
}
