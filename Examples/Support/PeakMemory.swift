import Foundation

/// The most memory this process has had at once, code included.
public enum PeakMemory {
  /// In units of 10⁶ bytes; not a number where the system does not tell.
  public static var megabytes: Double {
    #if canImport(Darwin)
      var usage = rusage()
      return getrusage(RUSAGE_SELF, &usage) == 0 ? Double(usage.ru_maxrss) / 1e6 : .nan
    #else
      // Not getrusage: under `swift run` that also counts the program which was here before, SwiftPM itself.
      let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
      let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
      let kibibytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Double($0) }
      return (kibibytes ?? .nan) * 1024 / 1e6
    #endif
  }
}
