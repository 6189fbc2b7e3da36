import EstimatorDatasets
import Foundation
import Testing

@Suite struct MNISTLogisticTests {
  static let keys = [
    "evaluations", "fitSeconds", "gradientNorm", "iterations", "objective", "peakMemoryMB", "stopped", "testAccuracy",
    "trainAccuracy",
  ]

  @Test(arguments: ["lbfgs", "newton-cholesky", "newton-cg", "auto"])
  func readsTheDigitsOfThePackage(solver: String) throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "fit.json")
      let outcome = try Example.mnistLogistic.run(["--scale", "16", "--solver", solver, "--json", file.path])
      #expect(outcome.status == 0)
      #expect(outcome.output.hasPrefix("Converged after "))
      #expect(outcome.lines.contains { $0.hasPrefix("Predicted as:         [2, 2, 7, 1, 0, 4, 6, 0, 2, 0]") })

      let figures = try object(in: file)
      #expect(figures.keys.sorted() == Self.keys)
      #expect(figures["stopped"] as? String == "gradient")
      #expect(try #require(figures["gradientNorm"] as? Double) <= 1e-5)
      let accuracy = try #require(figures["testAccuracy"] as? Double)
      #expect(accuracy > 0.94)
      let printed = try #require(outcome.lines.dropLast().last?.split(separator: " ").last.flatMap { Double($0) })
      #expect(abs(printed - accuracy) <= 5e-5)
    }
  }

  @Test func saysWhenPatienceRanOut() throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "fit.json")
      let outcome = try Example.mnistLogistic.run(["--max-iterations", "3", "--json", file.path])
      #expect(outcome.output.hasPrefix("Stopped by the iteration limit, not converged,"))
      let figures = try object(in: file)
      #expect(figures["stopped"] as? String == "iterationLimit")
      #expect(figures["iterations"] as? Int == 3)
    }
  }

  @Test func readsIDXFilesFromAFolder() throws {
    try withTemporaryFolder { folder in
      try Self.writeStripes(to: folder)
      let outcome = try Example.mnistLogistic.run(["--data", folder.path, "--train", "60", "--scale", "255"])
      #expect(outcome.status == 0)
      #expect(outcome.remarks.contains("MNIST: 60 training and 20 test pictures of 784 pixels"))
      #expect(outcome.lines.contains("Test accuracy:     1.0000"))
    }
  }

  @Test func testsOnASeventhOfKagglesTrainingFile() throws {
    try withTemporaryFolder { folder in
      let header = ["label"] + (0..<784).map { "pixel\($0)" }
      let rows = (0..<140).map { row in ["\(row % 10)"] + Self.stripe(row % 10).map { "\($0)" } }
      let csv = ([header] + rows).map { $0.joined(separator: ",") }.joined(separator: "\n") + "\n"
      try Data(csv.utf8).write(to: folder.appending(path: "train.csv"))
      let outcome = try Example.mnistLogistic.run(["--data", folder.path, "--scale", "255"])
      #expect(outcome.status == 0)
      #expect(outcome.remarks.contains("There are no test labels: the last 20 training pictures are for testing."))
      #expect(outcome.lines.contains("Test accuracy:     1.0000"))
    }
  }

  /// What scikit-learn's manual says of solvers and penalties can be tried: liblinear's job, and saga's. Both minimise
  /// the same objective.
  @Test func anL1PenaltyComesOutTheSameByEitherSolver() throws {
    try withTemporaryFolder { folder in
      let objectives = try ["coordinate-descent", "saga"].map { solver in
        let file = folder.appending(path: "\(solver).json")
        let outcome = try Example.mnistLogistic.run([
          "--multi-class", "ovr", "--solver", solver, "--penalty", "l1", "--c", "0.1", "--scale", "16", "--json",
          file.path,
        ])
        #expect(outcome.status == 0)
        #expect(outcome.output.hasPrefix("Converged after "))
        return try #require(try object(in: file)["objective"] as? Double)
      }
      #expect(abs(objectives[0] - objectives[1]) < 1e-4)
    }
  }

  /// A folder in MNIST's form: 100 and 20 pictures of stripes.
  static func writeStripes(to folder: URL) throws {
    for (name, count) in [("train", 100), ("t10k", 20)] {
      let labels = (0..<count).map { $0 % 10 }
      try IDX.write(
        images: Matrix(rows: count, columns: 784, labels.flatMap(stripe)), height: 28, width: 28,
        to: folder.appending(path: "\(name)-images-idx3-ubyte"))
      try IDX.write(labels: labels, to: folder.appending(path: "\(name)-labels-idx1-ubyte"))
    }
  }

  /// 28 × 28 pixels with a white stripe whose height says the digit.
  static func stripe(_ digit: Int) -> [UInt8] { (0..<784).map { $0 / 28 / 2 == digit ? 255 : 0 } }
}
