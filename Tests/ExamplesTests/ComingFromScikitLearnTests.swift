import Foundation
import Testing

/// The article "Coming from scikit-learn": its samples say what scikit-learn says, and it maps every name.
@Suite struct ComingFromScikitLearnTests {
  private let article: String

  init() throws {
    article = try text(
      of: packageFolder.appending(path: "Sources/Estimators/Estimators.docc/Articles/ComingFromScikitLearn.md"))
  }

  @Test func theSampleGivesScikitLearnsNumbers() throws {
    let run = try Program(name: "ComingFromScikitLearn").run()
    #expect(run.status == 0, "\(run.remarks)")
    let expected = try #require(
      object(in: reference("coming-from-scikit-learn.json"))["numbers"] as? [String: [Double]])
    var found: [String: [Double]] = [:]
    for line in run.lines where !line.isEmpty {
      let parts = line.split(separator: ": ")
      found[String(parts[0])] = parts[1].split(separator: " ").compactMap { Double($0) }
    }
    #expect(found.keys.sorted() == expected.keys.sorted())
    for (name, numbers) in expected {
      let ours = try #require(found[name])
      #expect(ours.count == numbers.count, "\(name)")
      // scikit-learn's L-BFGS stops when the objective hardly falls, some 1e-7 from the optimum.
      for (a, b) in zip(ours, numbers) { #expect(abs(a - b) <= 1e-6 * max(1, abs(b)), "\(name): \(a), not \(b)") }
    }
  }

  @Test func itsPythonIsThatOfTheReferenceScript() throws {
    let script = try text(of: reference("coming_from_scikit_learn.py"))
    let samples = article.matches(of: /```python\n((?s).*?)```/)
    #expect(samples.count == script.matches(of: /# mark: (?!end)/).count)
    for sample in samples { #expect(script.contains(sample.1), "Not in the script:\n\(sample.1)") }
  }

  @Test func everyPublicNameIsMapped() throws {
    let mapped = Self.mappedNames(in: article)
    let modules = [
      "Matrices", "EstimatorDatasets", "EstimatorDownloads", "EstimatorInterchange", "EstimatorPlots",
      "EstimatorTesting", "EstimatorWeights",
    ]
    for module in modules {
      let names = try publicNames(in: module, members: false)
      #expect(names.count > (module == "EstimatorDownloads" ? 0 : 3), "\(module)")
      #expect(names.subtracting(mapped).sorted() == [], "Add them to ComingFromScikitLearn.md.")
    }
    let names = try publicNames(in: "Estimators", members: true)
      .union(publicNames(in: "LinearEngine", members: true))
    #expect(names.count > 300)
    let others = try Self.plumbing.union(errorCodes())
    #expect(names.subtracting(mapped).subtracting(others).sorted() == [], "Add them to its tables.")
  }

  /// What the compiler or a protocol of the standard library asks for, and nobody writes.
  private static let plumbing: Set = [
    "AsyncIterator", "Element", "buildPartialBlock", "decodeLabel", "description", "encode", "encodeLabel", "hash",
    "inClassOrder", "makeAsyncIterator", "next", "Label", "Model", "Fitted", "Iterator", "makeIterator",
    "buildOptional", "debugDescription", "errorDescription",
  ]

  /// The words in the code of the middle columns of the tables.
  private static func mappedNames(in article: String) -> Set<String> {
    var names: Set<String> = []
    for row in article.split(separator: "\n") where row.hasPrefix("|") {
      let cells = row.split(separator: "|", omittingEmptySubsequences: false)
      guard cells.count == 5 else { continue }
      for span in cells[2].matches(of: /`+([^`]+)`+/) {
        for word in span.1.matches(of: /\w+/) { names.insert(String(word.0)) }
      }
    }
    return names
  }

  private func reference(_ name: String) -> URL { packageFolder.appending(path: "Tests/Reference/\(name)") }
}
