#if os(Linux)
  import Foundation
  import Testing

  /// A fit reads its rows from a file and holds none of them.
  @Suite(.serialized) struct OutOfCoreTests {
    /// What `out-of-core` prints.
    private func run(_ arguments: String...) throws -> String {
      let (process, output) = (Process(), Pipe())
      process.executableURL = Bundle.main.bundleURL.appending(path: "out-of-core")
      process.arguments = arguments
      process.environment = ProcessInfo.processInfo.environment.merging(["ESTIMATORS_NUM_THREADS": "2"]) { $1 }
      process.standardOutput = output
      try process.run()
      let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
      return text.trimmingCharacters(in: .newlines)
    }

    /// 400 MB of rows, ten classes: scores and labels of 100,000 rows are most of what is left.
    @Test func aFitOf400MegabytesTakesLessThan40() throws {
      let folder = FileManager.default.temporaryDirectory.appending(path: "OutOfCoreTests-\(UUID().uuidString)")
      defer { try? FileManager.default.removeItem(at: folder) }
      _ = try run("make", folder.path, "100000", "1000")
      let (idle, fit) = (try run("memory", folder.path, "0", "0"), try run("memory", folder.path, "100000", "1000"))
      let above = try #require(Int(fit)) - #require(Int(idle))
      #expect(above > 0 && above <= 40_000_000, "\(above) bytes above an idle process")
    }
  }
#endif
