import Foundation
import Testing

@Suite struct ModelSelectionTests {
  @Test func ranksEveryCombinationWithIntervals() throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "search.json")
      let outcome = try Example.modelSelection.run(["--c", "0.001", "0.01", "--tolerance", "1e-3", "--json", file.path])
      #expect(outcome.status == 0)
      #expect(outcome.lines[0].hasPrefix("rank  accuracy"))
      let ranked = outcome.lines[1...8]
      #expect(ranked.allSatisfy { $0.contains(" ± ") && $0.contains("scaler = o") && $0.contains("multiClass = ") })
      let means = try ranked.map { try #require(Double($0.split(separator: " ")[1])) }
      #expect(means == means.sorted(by: >))
      #expect(means.allSatisfy { $0 > 0.85 && $0 < 1 })
      #expect(outcome.lines.contains { $0.hasPrefix("The best: scaler = ") && $0.hasSuffix("(5 folds)") })
      #expect(outcome.remarks.contains("1437 training and 360 test pictures"))

      #expect(try #require(try object(in: file)["testAccuracy"] as? Double) > 0.9)
      let results = try #require(try object(in: file)["results"] as? [String: Any])
      #expect((results["candidates"] as? [Any])?.count == 8)
    }
  }
}
