#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The most memory this process has had at once, code included.
public enum PeakMemory {
  /// In units of 10⁶ bytes.
  public static var megabytes: Double {
    var usage = rusage()
    #if canImport(Darwin)
      let (process, unit) = (RUSAGE_SELF, 1.0)
    #else
      let (process, unit) = (Int32(RUSAGE_SELF.rawValue), 1024.0)
    #endif
    guard getrusage(process, &usage) == 0 else { return .nan }
    return Double(usage.ru_maxrss) * unit / 1e6
  }
}
