import Foundation

/// The most memory this process used since this value was made, above what it used then. Linux only.
struct PeakMemory {
  private let before: Double

  /// `nil` where the system does not tell.
  init?() {
    // 5 resets the high-water mark (man 5 proc, clear_refs).
    guard (try? Data("5".utf8).write(to: URL(fileURLWithPath: "/proc/self/clear_refs"))) != nil,
      let resident = Self.megabytes("VmRSS:")
    else { return nil }
    before = resident
  }

  var megabytesAbove: Double? { Self.megabytes("VmHWM:").map { $0 - before } }

  /// The most memory this process ever used, its code included.
  static var whole: Double? { megabytes("VmHWM:") }

  private static func megabytes(_ field: String) -> Double? {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else { return nil }
    let line = status.split(separator: "\n").first { $0.hasPrefix(field) }
    let kibibytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Double($0) }
    return kibibytes.map { $0 * 1.024 / 1000 }
  }
}
