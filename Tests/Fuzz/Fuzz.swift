import ArgumentParser
import Foundation

/// Reads damaged files and damaged models until something goes wrong. See Scripts/fuzz.
@main
struct Fuzz: ParsableCommand {
  @Option(help: "How many cases.") var count = 1_000_000
  @Option(help: "Stop after so many seconds.") var seconds: Double?
  @Option(help: "The same seed makes the same cases.") var seed: UInt64 = 1
  @Option(help: "The first case: go on behind one that ended the process.") var from = 0
  @Option(help: "Run this case alone, and keep its input.") var only: Int?
  @Option(help: "Only kinds whose name contains this.") var kind: String?
  @Option(help: "Read this file, whatever made it, as the kind named by --kind.") var file: String?
  @Option(help: "Where inputs that fail are kept, and the number of the case that runs.") var folder = ".build/fuzz"

  private static let mostSeconds = 1.0
  private static let mostMegabytes = 1000.0

  private var keep: URL { URL(fileURLWithPath: folder, isDirectory: true) }

  func run() throws {
    try FileManager.default.createDirectory(at: keep, withIntermediateDirectories: true)
    let targets = try allTargets(scratch: keep).filter { kind == nil || $0.name.contains(kind ?? "") }
    guard !targets.isEmpty else { throw ValidationError("No kind is called like “\(kind ?? "")”.") }
    Usage.limitMemory(gigabytes: 4)
    let draw = targets.flatMap { Array(repeating: $0, count: kind == nil ? $0.weight : 1) }
    var tally = Tally()
    if let file {
      let url = URL(fileURLWithPath: file)
      judge(draw[0], Input(bytes: try Data(contentsOf: url), format: url.pathExtension), 0, &tally)
    } else {
      try runCases(draw, &tally)
    }
    try finish(tally)
  }

  private func runCases(_ targets: [Target], _ tally: inout Tally) throws {
    let running = try RunningCase(file: keep.appendingPathComponent("running"))
    let end = seconds.map { Date().addingTimeInterval($0) } ?? .distantFuture
    for number in only.map({ $0..<$0 + 1 }) ?? from..<from + count {
      if number % 16 == 0, Date() > end { break }
      running.begin(number)
      var random = CaseRandom(seed: seed, number: number)
      let target = random.pick(targets)
      let input = try target.make(&random)
      if only != nil { try show(input, of: target, number) }
      judge(target, input, number, &tally)
    }
  }

  private func show(_ input: Input, of target: Target, _ number: Int) throws {
    let file = keep.appendingPathComponent("case-\(seed)-\(number).\(input.format)")
    try input.bytes.write(to: file)
    print(
      "\(target.name), \(input.bytes.count) bytes in \(file.path)\nafter: \(input.slips.joined(separator: "\n       "))"
    )
    fflush(nil)
  }

  /// The use of an input depends on its case too: on numbers drawn behind those that made it.
  private func judge(_ target: Target, _ input: Input, _ number: Int, _ tally: inout Tally) {
    var random = CaseRandom(seed: ~seed, number: number)
    var isOpen = false
    var outcome = Tally.Outcome.accepted
    let began = Usage.processorSeconds
    do {
      let use = try target.open(input)
      isOpen = true
      try use(&random)
    } catch  where isPromised(error) {
      outcome = isOpen ? .explained : .refused
      if only != nil || file != nil { print("\(isOpen ? "explained" : "refused"): \(error)") }
    } catch {
      outcome = .faulty
      tally.note(
        fault: error is Fault ? "\(error)" : "\(type(of: error)): \(error)", of: target.name, input, number: number)
    }
    let seconds = Usage.processorSeconds - began
    if seconds > Self.mostSeconds {
      tally.note(fault: "it took \(seconds) s of processor time", of: target.name, input, number: number)
    }
    tally.note(target.name, outcome, seconds: seconds, number: number)
  }

  private func finish(_ tally: Tally) throws {
    let peak = Usage.peakMegabytes
    print(try tally.report(seed: seed, folder: keep))
    print("peak of resident memory: \(Int(peak)) MB")
    if peak > Self.mostMegabytes { print("FAULT: that is more than \(Int(Self.mostMegabytes)) MB") }
    if tally.hasFaults || peak > Self.mostMegabytes { throw ExitCode(1) }
  }
}
