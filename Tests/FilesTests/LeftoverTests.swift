import Foundation
import Testing

import Files

/// What other processes leave, and what they are left.
@Suite struct LeftoverTests {
  @Test func twoProcessesThatWriteOnePathLeaveOneWholeFileAndNothingElse() throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "file")
      let size = 20_000
      let writers = try ["a", "b"].map { try FileWriter(file, letter: $0, size: size, count: 1000) }
      var looks = 0
      while writers.contains(where: \.isRunning) {
        // Whoever looks in between sees one whole file, too.
        if let content = try? Data(contentsOf: file) {
          #expect(content.count == size && Set(content).count == 1)
          looks += 1
        }
        usleep(20_000)
      }
      #expect(looks > 0)
      #expect(writers.map { $0.status() } == [0, 0])
      #expect(try Data(contentsOf: file).count == size)
      #expect(try names(in: folder) == ["file"])
    }
  }

  @Test func aKilledWriteLeavesAWholeFileAndTheNextWriteClearsUp() throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "file")
      let size = 20_000_000
      try write("old", to: file)
      var killed = 0
      for _ in 0..<50 where killed < 3 {
        let writer = try FileWriter(file, letter: "x", size: size, count: 1000)
        try waitForTemporary(of: writer, in: folder)
        writer.kill()
        let content = try Data(contentsOf: file)
        #expect(content == Data("old".utf8) || (content.count == size && Set(content) == [UInt8(ascii: "x")]))
        // The signal may have come between two writes.
        let left = try temporaries(in: folder).count
        #expect(left <= 1)
        killed += left
        try write("old", to: file)
        #expect(try text(of: file) == "old")
        #expect(try names(in: folder) == ["file"])
      }
      #expect(killed > 0)
    }
  }

  @Test func onlyWhatNobodyHoldsIsCleared() throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "file")
      let writer = try FileWriter(file, letter: "x", size: 50_000_000, count: 1000)
      defer { writer.kill() }
      try waitForTemporary(of: writer, in: folder)
      var held = 0
      for number in 0..<20 {
        let before = try temporaries(in: folder)
        try write("\(number)", to: file)
        // The process lives, so what it was writing is there, or it has got its final name and another follows.
        if !before.isEmpty, try temporaries(in: folder) == before { held += 1 }
      }
      #expect(held > 0)
      #expect(writer.isRunning)
    }
  }

  @Test func filesThatOnlyLookAlikeStay() throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "file")
      // Learn how a temporary file of this name is called from one that is there during a write.
      let start = try temporaryStart(of: "file", in: folder)
      let others = [
        ".partial", ".file.partial", "\(start)x-0.partial", "\(start)1-.partial", "\(start)1-2-3.partial",
        "\(start)1-2.partial.bak", ".other.12345678.1-0.partial",
      ]
      for name in others { try Data("mine".utf8).write(to: folder.appending(path: name)) }
      let leftover = "\(start)1-0.partial"
      try Data("half".utf8).write(to: folder.appending(path: leftover))
      try FileManager.default.createDirectory(
        at: folder.appending(path: "\(start)2-0.partial"), withIntermediateDirectories: false)
      try write("new", to: file)
      #expect(try names(in: folder) == (others + ["file", "\(start)2-0.partial"]).sorted())
    }
  }

  @Test func manyThreadsWriteOnePath() async throws {
    try await withTemporaryFolder { folder in
      let file = folder.appending(path: "file")
      try await withThrowingTaskGroup(of: Void.self) { group in
        for letter in "abcdefgh" {
          group.addTask { for _ in 0..<10 { try write(String(repeating: letter, count: 5000), to: file) } }
        }
        try await group.waitForAll()
      }
      let content = try text(of: file)
      #expect(content.count == 5000 && Set(content).count == 1)
      #expect(try names(in: folder) == ["file"])
    }
  }

  private func temporaries(in folder: URL) throws -> [String] { try names(in: folder).filter { $0.hasPrefix(".") } }

  private func waitForTemporary(of writer: FileWriter, in folder: URL) throws {
    while writer.isRunning, try temporaries(in: folder).isEmpty { usleep(200) }
  }

  /// The part of a temporary file's name before the process, from a file too large to be written between two looks.
  private func temporaryStart(of name: String, in folder: URL) throws -> String {
    let writer = try FileWriter(folder.appending(path: name), letter: "x", size: 30_000_000, count: 1000)
    var found: [String] = []
    while found.isEmpty, writer.isRunning { found = try temporaries(in: folder) }
    writer.kill()
    for left in try names(in: folder) { try FileManager.default.removeItem(at: folder.appending(path: left)) }
    let parts = try #require(found.first).split(separator: ".", omittingEmptySubsequences: false)
    return parts.prefix(3).joined(separator: ".") + "."
  }
}
