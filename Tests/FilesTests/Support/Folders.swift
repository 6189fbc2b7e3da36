import Foundation
import Testing

import Files

/// Calls the closure with a new folder, which is gone afterwards.
func withTemporaryFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
  let folder = try makeTemporaryFolder()
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder)
}

/// The same for a closure that waits.
func withTemporaryFolder<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
  let folder = try makeTemporaryFolder()
  defer { try? FileManager.default.removeItem(at: folder) }
  return try await body(folder)
}

private func makeTemporaryFolder() throws -> URL {
  let folder = FileManager.default.temporaryDirectory.appending(path: "files-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  return folder
}

func names(in folder: URL) throws -> [String] {
  try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
}

func text(of file: URL) throws -> String { try String(contentsOf: file, encoding: .utf8) }

func write(_ text: String, to file: URL) throws { try write(text, path: file.path) }

func write(_ text: String, path: String) throws {
  try Data(text.utf8).withUnsafeBytes { try AtomicFile.write($0, to: path) }
}

/// Why the file cannot be written.
func problem(_ file: URL) throws -> FileError { try #require(throws: FileError.self) { try write("new", to: file) } }

/// What stands under the name itself.
func status(of file: URL) throws -> stat {
  var status = stat()
  try #require(lstat(file.path, &status) == 0)
  return status
}

func mode(of file: URL) throws -> mode_t { try status(of: file).st_mode & 0o7777 }
