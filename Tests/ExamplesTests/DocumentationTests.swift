import Foundation
import Testing

/// Every sample of code in the README and in the articles is the text of a file in `Snippets`, which the build
/// compiles.
@Suite struct DocumentationTests {
  @Test func samplesInTheReadmeAreSnippets() throws {
    let samples = Self.samples(in: try text(of: packageFolder.appending(path: "README.md")))
    #expect(!samples.isEmpty)
    for sample in samples {
      let name = try #require(sample.marker, "A sample has no line <!-- snippet: Name --> above it:\n\(sample.code)")
      #expect(try sample.code == Self.snippet(name))
    }
  }

  @Test func articlesTakeTheirSamplesFromSnippets() throws {
    let catalogue = packageFolder.appending(path: "Sources")
    let names = try FileManager.default.subpathsOfDirectory(atPath: catalogue.path).filter { $0.hasSuffix(".md") }
    #expect(!names.isEmpty)
    for name in names {
      let article = try text(of: catalogue.appending(path: name))
      #expect(Self.samples(in: article).isEmpty, "\(name) has code of its own; move it to Snippets.")
      for reference in article.matches(of: /@Snippet\(path: "swift-estimators\/Snippets\/(\w+)"(?:, slice: "(\w+)")?\)/)
      {
        let source = try text(of: Self.file(String(reference.1)))
        if let slice = reference.2 { #expect(source.contains("// snippet.\(slice)\n"), "\(name): no slice \(slice)") }
      }
    }
  }

  @Test func theManifestToCopyNamesProducts() throws {
    let readme = try text(of: packageFolder.appending(path: "README.md"))
    let manifest = try text(of: packageFolder.appending(path: "Package.swift"))
    let products = Set(manifest.matches(of: /\.library\(name: "(\w+)"/).map { String($0.1) })
    let block = try #require(readme.firstMatch(of: /```swift manifest\n((?s).*?)```/)).1
    let named = block.matches(of: /\.product\(name: "(\w+)", package: "swift-estimators"\)/).map { String($0.1) }
    #expect(named == ["Estimators", "EstimatorDatasets"])
    #expect(products.isSuperset(of: named))
    for product in products { #expect(readme.contains("| `\(product)` |"), "The table lacks \(product).") }
  }

  @Test(arguments: [("HowFastItIs", "latest"), ("OrdinaryData", "ordinary")])
  func theDocumentationShowsTheNewestBenchmark(name: String, results: String) throws {
    let article = try text(
      of: packageFolder.appending(path: "Sources/Estimators/Estimators.docc/Articles/\(name).md"))
    let newest = try text(of: packageFolder.appending(path: "Benchmarks/results/\(results).md"))
    let table = newest.split(separator: "\n").dropFirst()  // without the title
    #expect(table.filter { $0.hasPrefix("| ") }.count > 20)
    for line in table { #expect(article.contains(line), "\(name).md lacks a line; run Scripts/benchmark.") }
  }

  /// DocC says so too, but nobody reads its warnings.
  @Test(arguments: [
    "Matrices", "Estimators", "EstimatorDatasets", "EstimatorDownloads", "EstimatorInterchange", "EstimatorPlots",
    "EstimatorWeights",
    "EstimatorTesting",
  ])
  func linksLeadToPublicNames(module: String) throws {
    var names = try publicNames(in: module, members: true).union([module])
    // What the engine makes public is documented where it is used.
    if module == "Estimators" { names.formUnion(try publicNames(in: "LinearEngine", members: true)) }
    let folder = packageFolder.appending(path: "Sources/\(module)/\(module).docc")
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".md") }
    #expect(!files.isEmpty)
    for file in files {
      let links = try text(of: folder.appending(path: file)).matches(of: /``([^`\s]+)``/)
      #expect(!links.isEmpty || file != "\(module).md")
      for link in links {
        let name = String(link.1.prefix { $0.isLetter || $0.isNumber })
        #expect(names.contains(name), "\(file) links to \(link.1).")
      }
    }
  }

  private struct Sample {
    let marker: String?
    let code: String
  }

  /// The blocks of Swift, each with the marker above it.
  private static func samples(in markdown: String) -> [Sample] {
    markdown.matches(of: /(?:<!-- snippet: (\w+) -->\n)?```swift\n((?s).*?)```/)
      .map { Sample(marker: $0.1.map(String.init), code: String($0.2)) }
  }

  private static func file(_ name: String) -> URL { packageFolder.appending(path: "Snippets/\(name).swift") }

  /// A snippet without its opening comment, which describes it to those who browse the folder.
  private static func snippet(_ name: String) throws -> String {
    let lines = try text(of: file(name)).split(separator: "\n", omittingEmptySubsequences: false)
    return lines.drop { $0.hasPrefix("//") || $0.isEmpty }.joined(separator: "\n")
  }
}
