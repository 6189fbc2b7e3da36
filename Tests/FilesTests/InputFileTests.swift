import Foundation
import Testing

import Files

@Suite struct InputFileTests {
  @Test func aFileIsReadThroughLinks() throws {
    try withTemporaryFolder { folder in
      try write("content", to: folder.appending(path: "file"))
      try #require(symlink("file", folder.appending(path: "link").path) == 0)
      for name in ["file", "link"] { #expect(try read(folder.appending(path: name)) == "content") }
    }
  }

  @Test func aPipeOrFolderIsRefusedAtOnce() throws {
    try withTemporaryFolder { folder in
      // Opening a pipe that nobody writes to would wait for ever.
      let pipe = folder.appending(path: "pipe")
      try #require(mkfifo(pipe.path, 0o600) == 0)
      for (place, words) in [(pipe, "a pipe"), (folder, "a folder")] {
        let error = try #require(throws: FileError.self) { try read(place) }
        #expect(error.description == "it is \(words), not a regular file. Pass the path of a file.")
      }
      let missing = try #require(throws: FileError.self) { try read(folder.appending(path: "none")) }
      #expect(missing.kind == .noFile)
    }
  }

  #if os(Linux)
    @Test func whatTheKernelMakesIsReadToItsEnd() throws {
      let text = try read(URL(filePath: "/proc/self/status"))
      #expect(text.hasPrefix("Name:"))
      #expect(text.contains("VmRSS"))
    }
  #endif

  private func read(_ url: URL) throws -> String {
    let file = try InputFile(url.path)
    var bytes = [UInt8](repeating: 0, count: file.size + 10_000)
    let count = try bytes.withUnsafeMutableBytes { try file.read(into: $0) }
    return String(decoding: bytes[..<count], as: UTF8.self)
  }
}
