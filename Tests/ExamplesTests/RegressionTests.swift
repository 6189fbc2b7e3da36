import Foundation
import Testing

@Suite struct RegressionTests {
  @Test func comparesThreeRegressors() throws {
    let outcome = try Example.regression.run()
    #expect(outcome.status == 0)
    #expect(outcome.remarks.isEmpty)
    for name in ["bmi", "least squares", "ridge", "lasso"] { #expect(outcome.output.contains(name), "\(name)") }
  }

  @Test func writesItsFigures() throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "regression.json")
      #expect(try Example.regression.run(["--json", file.path]).status == 0)
      let figures = try object(in: file)
      // What the README says.
      for (name, expected) in ["leastSquaresR2": 0.463, "ridgeR2": 0.465, "lassoR2": 0.469] {
        #expect((try #require(figures[name] as? Double) - expected).magnitude < 0.0006, "\(name)")
      }
      #expect(figures["lassoWeights"] as? Int == 7)
    }
  }

  @Test func refusesATestOfEveryRow() throws {
    let outcome = try Example.regression.run(["--test-every", "1"])
    #expect(outcome.status == 64 && outcome.remarks.contains("--test-every must be in 2...10"))
  }
}
