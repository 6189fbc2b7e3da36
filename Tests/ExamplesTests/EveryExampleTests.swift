import Foundation
import Testing

@Suite struct EveryExampleTests {
  @Test(arguments: Example.allCases)
  func explainsItself(example: Example) throws {
    let help = try example.run(["--help"])
    #expect(help.status == 0)
    #expect(help.output.hasPrefix("OVERVIEW: "))
    #expect(help.output.contains("USAGE: \(example.rawValue) "))
  }

  @Test(arguments: Example.allCases)
  func refusesAnUnknownOption(example: Example) throws {
    let outcome = try example.run(["--colour"])
    #expect(outcome.status == 64)
    #expect(outcome.remarks.contains("Unknown option '--colour'"))
  }

  struct Mistake: CustomTestStringConvertible {
    let example: Example
    let arguments: [String]
    let says: String
    var status: Int32 = 64
    var testDescription: String { ([example.rawValue] + arguments).joined(separator: " ") }
  }

  @Test(arguments: [
    Mistake(example: .mnistLogistic, arguments: ["--scale", "0"], says: "255 brings MNIST into 0...1"),
    Mistake(example: .mnistLogistic, arguments: ["--data", "a", "--download"], says: "Give one of them"),
    Mistake(example: .mnistLogistic, arguments: ["--train", "0"], says: "--train must be 1 or more"),
    Mistake(example: .mnistLogistic, arguments: ["--train", "5000"], says: "more than the 1437 training pictures"),
    Mistake(example: .mnistLogistic, arguments: ["--solver", "simplex"], says: "- newton-cholesky"),
    Mistake(
      example: .mnistLogistic, arguments: ["--json", "/nowhere/a.json"], says: "the folder /nowhere does not exist"),
    Mistake(example: .mnistLogistic, arguments: ["--json", "/usr"], says: "there is a folder of that name"),
    Mistake(example: .ovrVsMultinomial, arguments: ["--tolerance", "0"], says: "--tolerance must be a finite number"),
    Mistake(
      example: .ovrVsMultinomial, arguments: ["--max-iterations", "0"], says: "--max-iterations must be 1 or more"),
    Mistake(example: .softmaxFromScratch, arguments: ["--steps", "0"], says: "--steps must be 1 or more"),
    Mistake(example: .softmaxFromScratch, arguments: ["--eta=-1"], says: "`learningRate` must be finite", status: 1),
    Mistake(
      example: .softmaxFromScratch, arguments: ["--seed=-1"], says: "A seed must be in 0...4294967295", status: 1),
    Mistake(example: .iris, arguments: ["--test-every", "1"], says: "--test-every must be in 2...10"),
    Mistake(example: .iris, arguments: ["--max-iterations", "0"], says: "--max-iterations must be 1 or more"),
    Mistake(example: .mnistLogistic, arguments: ["--penalty", "l3"], says: "or 'elastic-net'"),
    Mistake(example: .mnistLogistic, arguments: ["--c", "0"], says: "`c` must be greater than 0", status: 1),
    Mistake(
      example: .mnistLogistic, arguments: ["--penalty", "elastic-net", "--l1-ratio", "2"],
      says: "`l1Ratio` must be in 0...1", status: 1),
    Mistake(
      example: .mnistLogistic, arguments: ["--penalty", "l1", "--solver", "newton-cg"], says: ".coordinateDescent",
      status: 1),
    Mistake(example: .modelSelection, arguments: ["--train", "0"], says: "--train must be 1 or more"),
  ])
  func saysWhatIsWrongWithAnArgument(mistake: Mistake) throws {
    let outcome = try mistake.example.run(mistake.arguments)
    #expect(outcome.status == mistake.status)
    #expect(outcome.remarks.contains(mistake.says))
    #expect(outcome.output.isEmpty)
  }

  /// The README says so of each.
  @Test(arguments: Example.allCases)
  func hasTheSharedOptions(example: Example) throws {
    let help = try example.run(["--help"]).output
    for option in ["--show", "--figures <folder>", "--json <file>"] {
      #expect(help.contains(option), "\(option)")
    }
    for option in ["--data <folder>", "--download", "--train <count>", "--scale <number>"] {
      #expect(help.contains(option) == Example.onDigits.contains(example), "\(option)")
    }
  }

  @Test(arguments: Example.allCases)
  func drawsInTheTerminalAndInFilesAndWritesItsFigures(example: Example) throws {
    try withTemporaryFolder { folder in
      let (pictures, file) = (folder.appending(path: "pictures"), folder.appending(path: "run.json"))
      let outcome = try example.run(
        example.quick + ["--show", "--figures", pictures.path, "--json", file.path])
      #if Plots
        #expect(outcome.status == 0, "\(outcome.remarks)")
        let names = try FileManager.default.contentsOfDirectory(atPath: pictures.path)
        #expect(names.sorted() == example.pictures)
        #expect(try !object(in: file).isEmpty)
        let plain = try example.run(example.quick)
        #expect(outcome.lines.count > plain.lines.count + 5)
      #else
        #expect(outcome.remarks.contains("Plots"))
      #endif
    }
  }

  @Test(arguments: Example.onDigits)
  func namesTheFilesItLooksForInAFolder(example: Example) throws {
    let outcome = try example.run(["--data", "/nowhere"])
    #expect(outcome.status == 1)
    #expect(outcome.remarks.contains("/nowhere"))
    #expect(outcome.remarks.contains("train-images-idx3-ubyte"))
  }

  @Test(arguments: Example.allCases)
  func measuresTheMemoryOfLoadingAlone(example: Example) throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "load.json")
      let outcome = try example.run(["--load-only", "--json", file.path])
      #expect(outcome.output.hasPrefix("Peak memory with the data loaded: "))
      let figures = try object(in: file)
      #expect(figures.keys.sorted() == ["peakMemoryMB"])
      #expect(try #require(figures["peakMemoryMB"] as? Double) > 1)
    }
  }
}
