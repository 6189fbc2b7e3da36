#if os(Linux)
  /// The memory of the machine, as `/proc/meminfo` tells it.
  package enum SystemMemory {
    /// `MemAvailable` in bytes: free memory, and what caches would give back.
    package static var free: Int? { SystemText.read("/proc/meminfo").flatMap(available(in:)) }

    package static func available(in text: String) -> Int? {
      guard let kibibytes = SystemText.number(after: "MemAvailable:", in: text) else { return nil }
      return Memory.bytes(kibibytes, 1024)
    }
  }
#endif
