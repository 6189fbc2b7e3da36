#if os(Linux)
  /// The limits of containers: control groups, version 1 or 2.
  package enum ControlGroups {
    /// Bytes that the tightest limit above this process leaves; `nil` without a limit.
    static var left: Int? {
      guard let text = SystemText.read("/proc/self/cgroup") else { return nil }
      return folders(in: text).compactMap(left(in:)).min()
    }

    /// The folders of the groups that `/proc/self/cgroup` lists, and of the groups around them.
    package static func folders(in text: String) -> [(folder: String, isSecond: Bool)] {
      text.split(separator: "\n").flatMap { line -> [(folder: String, isSecond: Bool)] in
        let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3 else { return [] }
        if parts[0] == "0", parts[1].isEmpty { return ancestors(parts[2]).map { ("/sys/fs/cgroup" + $0, true) } }
        guard parts[1].split(separator: ",").contains("memory") else { return [] }
        return ancestors(parts[2]).map { ("/sys/fs/cgroup/memory" + $0, false) }
      }
    }

    /// A path and the paths above it, the root as the empty text.
    private static func ancestors(_ path: Substring) -> [String] {
      let names = path.split(separator: "/")
      return (0...names.count).reversed().map { count in names.prefix(count).map { "/" + $0 }.joined() }
    }

    private static func left(in group: (folder: String, isSecond: Bool)) -> Int? {
      let (limit, used) =
        group.isSecond ? ("memory.max", "memory.current") : ("memory.limit_in_bytes", "memory.usage_in_bytes")
      guard let most = SystemText.read("\(group.folder)/\(limit)").flatMap(SystemText.number),
        let taken = SystemText.read("\(group.folder)/\(used)").flatMap(SystemText.number)
      else { return nil }
      // Cached pages of files count as used but are given back before anything is refused.
      let cached = SystemText.read("\(group.folder)/memory.stat").flatMap { statistics in
        SystemText.number(after: "inactive_file ", in: statistics)
      }
      return max(0, most - max(0, taken - (cached ?? 0)))
    }
  }
#endif
