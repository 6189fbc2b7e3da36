import Foundation

/// A process of its own that writes a file of one letter, again and again.
final class FileWriter {
  private let process = Process()

  init(_ file: URL, letter: String, size: Int, count: Int) throws {
    process.executableURL = Self.products.appending(path: "_file-writer")
    process.arguments = [file.path, letter, "\(size)", "\(count)"]
    try process.run()
  }

  var isRunning: Bool { process.isRunning }

  /// Waits for the end.
  func status() -> Int32 {
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// Ends the process without giving it any time.
  func kill() {
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
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
