import Testing

import Files

@Suite struct MemoryTests {
  @Test func sizesAreMultipliedWithoutOverflow() {
    #expect(Memory.bytes(3, 4, 8) == 96)
    #expect(Memory.bytes() == 1)
    #expect(Memory.bytes(1 << 40, 1 << 40) == .max)
    #expect(Memory.bytes(-1, 8) == .max)
  }

  @Test func whatNoMachineHasIsRefused() {
    #expect(Memory.has(1 << 20))
    #expect(!Memory.has(1 << 50))
    #expect(!Memory.has(.max))
    #expect(!Memory.has(-1))
  }

  #if os(Linux)
    @Test func moreThanWhatIsFreeIsRefused() throws {
      let free = try #require(SystemMemory.free)
      #expect(free > 1 << 26)
      #expect(Memory.available <= 2 * free)
      #expect(!Memory.has(16 * free))
    }

    @Test func meminfoIsReadByItsLine() {
      #expect(SystemMemory.available(in: "MemTotal:  9 kB\nMemAvailable:    2048 kB\n") == 2 << 20)
      #expect(SystemMemory.available(in: "MemTotal:  9 kB\n") == nil)
    }

    @Test func groupsAndThoseAroundThemAreFound() {
      let second = ControlGroups.folders(in: "0::/a/b\n")
      #expect(second.map(\.folder) == ["/sys/fs/cgroup/a/b", "/sys/fs/cgroup/a", "/sys/fs/cgroup"])
      #expect(!second.contains { !$0.isSecond })
      let first = ControlGroups.folders(in: "5:cpu:/x\n4:memory,pids:/x\n")
      #expect(first.map(\.folder) == ["/sys/fs/cgroup/memory/x", "/sys/fs/cgroup/memory"])
    }
  #endif
}
