import Foundation
import Testing

/// An executable, as the build left it: an example or a snippet.
struct Program {
  let name: String

  /// What a finished run left.
  struct Outcome {
    let status: Int32
    let output: String
    let remarks: String
    var lines: [String] { output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }
  }

  /// Runs to the end.
  func run(_ arguments: [String] = []) throws -> Outcome {
    try withTemporaryFolder { folder in
      let run = try start(arguments, in: folder)
      run.process.waitUntilExit()
      return try run.outcome()
    }
  }

  /// Starts the executable; its output goes to files in `folder`, which never fill up as pipes do.
  func start(_ arguments: [String], in folder: URL) throws -> Running {
    let process = Process()
    process.executableURL = Self.products.appending(path: name)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(["NO_COLOR": "1"]) { $1 }
    process.environment?["FORCE_COLOR"] = nil
    let run = Running(
      process: process, output: folder.appending(path: "stdout"), remarks: folder.appending(path: "stderr"))
    for (file, keyPath) in [(run.output, \Process.standardOutput), (run.remarks, \Process.standardError)] {
      try Data().write(to: file)
      process[keyPath: keyPath] = try FileHandle(forWritingTo: file)
    }
    try process.run()
    return run
  }

  struct Running {
    let process: Process
    let output: URL
    let remarks: URL

    func outcome() throws -> Outcome {
      Outcome(
        status: process.terminationStatus, output: try String(contentsOf: output, encoding: .utf8),
        remarks: try String(contentsOf: remarks, encoding: .utf8))
    }
  }

  /// The folder with everything the build made: the tests' own.
  private static var products: URL {
    #if os(macOS)
      let tests = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
      return (tests ?? .main).bundleURL.deletingLastPathComponent()
    #else
      return Bundle.main.bundleURL
    #endif
  }
}
