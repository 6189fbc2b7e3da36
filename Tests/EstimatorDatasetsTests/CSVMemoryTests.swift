import EstimatorDatasets
import Foundation
import Testing

/// What reading takes at its peak, in a process of its own.
@Suite struct CSVMemoryTests {
  /// Short lines, where a cell of 16 bytes is large against its text.
  @Test func aTableTakesAtMost16BytesForAByteOfTheFile() async {
    #if os(Linux)
      await #expect(processExitsWith: .success) {
        for line in [",\n", "1\n", "x\n", ".5\n", "1,\n,2\n", "\"x\"\n"] {
          let names = line.contains(",") ? "a,b\n" : "a\n"
          let file = Data((names + String(repeating: line, count: 4_000_000)).utf8)
          try Self.forgetPeak()
          let before = try Self.peak()
          _ = try Table(csv: file)
          let taken = try Self.peak() - before
          precondition(taken <= 16 * file.count, "\(line.debugDescription): \(taken) bytes for \(file.count)")
        }
      }
    #endif
  }

  #if os(Linux)
    private static func forgetPeak() throws {
      try Data("5".utf8).write(to: URL(filePath: "/proc/self/clear_refs"))
    }

    /// The most memory that this process had since then, in bytes.
    private static func peak() throws -> Int {
      let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
      let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM") } ?? ""
      return line.split(separator: " ").compactMap { Int($0) }.reduce(0, +) * 1024
    }
  #endif
}
