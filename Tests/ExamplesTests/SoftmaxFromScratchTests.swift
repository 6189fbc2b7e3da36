import Foundation
import Testing

@Suite struct SoftmaxFromScratchTests {
  struct Descent: CustomTestStringConvertible {
    let arguments: [String]
    let accuracies: [String]
    let loss: Double
    var testDescription: String { arguments.joined(separator: " ") }
  }

  // The lecture's Python on the same split of scikit-learn's digits: NumPy 2.4.6, `RandomState(42).permutation(1797)`.
  @Test(arguments: [
    Descent(
      arguments: [],
      accuracies: [
        "Training accuracy after 1 iterations is:  0.8350730688935282",
        "Testing accuracy after 1 iterations is:  0.7805555555555556",
        "Training accuracy after 2 iterations is:  0.8524704244954767",
        "Testing accuracy after 2 iterations is:  0.8027777777777778",
        "Training accuracy after 3 iterations is:  0.8531663187195546",
        "Testing accuracy after 3 iterations is:  0.8083333333333333",
        "Training accuracy after 4 iterations is:  0.8566457898399443",
        "Testing accuracy after 4 iterations is:  0.8222222222222222",
        "Training accuracy after 5 iterations is:  0.8629088378566457",
        "Testing accuracy after 5 iterations is:  0.8305555555555556",
      ], loss: 2.0646832779650555),
    Descent(
      arguments: ["--seed", "7", "--steps", "3", "--eta", "2e-3"],
      accuracies: [
        "Training accuracy after 1 iterations is:  0.8441196938065414",
        "Testing accuracy after 1 iterations is:  0.7972222222222223",
        "Training accuracy after 2 iterations is:  0.8552540013917884",
        "Testing accuracy after 2 iterations is:  0.8194444444444444",
        "Training accuracy after 3 iterations is:  0.8656924147529576",
        "Testing accuracy after 3 iterations is:  0.8361111111111111",
      ], loss: 2.019335234587186),
  ])
  func printsTheLinesOfTheLecture(descent: Descent) throws {
    let outcome = try Example.softmaxFromScratch.run(descent.arguments)
    #expect(outcome.status == 0)
    let lines = outcome.lines.dropLast()  // what follows the last line break
    #expect(Array(lines.dropLast()) == descent.accuracies)
    let last = try #require(lines.last)
    let prefix = "loss after \(descent.accuracies.count / 2) iterations is:  "
    #expect(last.hasPrefix(prefix))
    #expect(abs(try #require(Double(last.dropFirst(prefix.count))) - descent.loss) < 1e-12)
  }

  @Test func drawsTwentyDigits() throws {
    try withTemporaryFolder { folder in
      let outcome = try Example.softmaxFromScratch.run(["--show", "--steps", "1", "--figures", folder.path])
      #expect(outcome.lines.count > 4 * 5)
      #if Plots
        let png = try Data(contentsOf: folder.appending(path: "digits.png"))
        #expect(png.starts(with: [0x89, 0x50, 0x4e, 0x47]))
      #endif
    }
  }

  @Test(.timeLimit(.minutes(2))) func endsCleanlyOnControlC() throws {
    try withTemporaryFolder { folder in
      let run = try Example.softmaxFromScratch.start(["--steps", "100000000"], in: folder)
      defer { run.process.terminate() }
      while try text(of: run.output).isEmpty { Thread.sleep(forTimeInterval: 0.02) }
      run.process.interrupt()
      run.process.waitUntilExit()
      let outcome = try run.outcome()
      #expect(outcome.status == 0)
      #expect(outcome.remarks.contains("Stopping after this iteration"))
      #expect(try #require(outcome.lines.dropLast().last).hasPrefix("loss after "))
    }
  }
}
