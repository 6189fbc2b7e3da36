import Foundation
import Testing

@Suite struct IrisTests {
  @Test func reportsOnThreeSpecies() throws {
    let outcome = try Example.iris.run()
    #expect(outcome.status == 0)
    #expect(outcome.remarks.isEmpty)
    #expect(outcome.lines.contains("  versicolor       1.00      1.00      1.00        17"))
    #expect(outcome.output.contains("The least certain flower is a versicolor:"))
  }

  @Test func writesTheFiguresOfTheFit() throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "iris.json")
      #expect(try Example.iris.run(["--json", file.path]).status == 0)
      let figures = try object(in: file)
      #expect(figures["stopped"] as? String == "gradient")
      #expect(try #require(figures["testAccuracy"] as? Double) > 0.9)
    }
  }
}
