import Testing

@Suite struct IrisTests {
  @Test func reportsOnThreeSpecies() throws {
    let outcome = try Example.iris.run()
    #expect(outcome.status == 0)
    #expect(outcome.remarks.isEmpty)
    #expect(outcome.lines.contains("  versicolor       1.00      1.00      1.00        17"))
    #expect(outcome.output.contains("The least certain flower is a versicolor:"))
  }
}
