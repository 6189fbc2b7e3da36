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
      for name in ["leastSquaresR2", "ridgeR2", "lassoR2"] {
        #expect((0.3...0.7).contains(try #require(figures[name] as? Double)), "\(name)")
      }
      #expect((1...10).contains(try #require(figures["lassoWeights"] as? Int)))
    }
  }

  @Test func refusesATestOfEveryRow() throws {
    let outcome = try Example.regression.run(["--test-every", "1"])
    #expect(outcome.status == 64 && outcome.remarks.contains("--test-every must be in 2...10"))
  }
}
