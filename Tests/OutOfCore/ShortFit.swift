import Estimators
import Foundation

/// A fit of some iterations, and the most anonymous memory that the process had. Linux only.
struct ShortFit {
  let data: SyntheticRows

  /// Prints bytes: the most that was ever resident, without the pages of files that were there from the start. These
  /// are the program's own, and become no fewer, so anonymous memory was at most this.
  func run() throws {
    guard let program = Self.bytes("RssFile:") else { throw Failure(description: "The system says nothing of memory.") }
    if data.rows > 0 {
      let (x, y) = try data.open()
      _ = try LogisticRegression(maxIterations: 5).fitted(to: x, y)
    }
    say("\((Self.bytes("VmHWM:") ?? .max) - program)")
  }

  private static func bytes(_ field: String) -> Int? {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix(field) })
    else { return nil }
    return line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }.map { $0 * 1024 }
  }
}
