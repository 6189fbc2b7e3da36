import Files

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Whole files in and out.
package enum FileBytes {
  /// A file is read in pieces of this size beyond what it said.
  private static let piece = 1 << 16

  /// The content of a regular file.
  ///
  /// A copy, not a mapping: a mapped file that another program cuts short kills the process that reads it.
  ///
  /// - Throws: ``DatasetError/cannotRead(file:reason:)``, also when the content needs more memory than there is.
  package static func read(_ url: URL) throws -> Data {
    let name = displayName(url)
    guard url.isFileURL else {
      throw DatasetError.cannotRead(file: name, reason: "only file URLs are read here. Download the file first.")
    }
    do {
      return try content(of: InputFile(url.path), named: name)
    } catch let error as FileError {
      throw DatasetError.cannotRead(file: name, reason: error.description)
    }
  }

  private static func content(of file: consuming InputFile, named name: String) throws -> Data {
    try Memory.require(file.size, file: name)
    var content = Data(count: file.size)
    let found = try content.withUnsafeMutableBytes { try file.read(into: $0) }
    guard found == content.count else { return content.prefix(found) }
    // The file may have grown, and what the kernel makes as it is read never told its size.
    var rest = [UInt8](repeating: 0, count: piece)
    while true {
      let count = try rest.withUnsafeMutableBytes { try file.read(into: $0) }
      guard count > 0 else { return content }
      // Data that grows takes twice its size.
      try Memory.require(Memory.bytes(2, content.count), file: name)
      content.append(contentsOf: rest.prefix(count))
    }
  }

  /// Writes the file as ``AtomicFile`` does: a reader sees the old content or the new, never half.
  ///
  /// - Throws: ``DatasetError/cannotWrite(file:reason:)``.
  package static func write(_ data: Data, to url: URL) throws {
    let name = displayName(url)
    guard url.isFileURL else {
      throw DatasetError.cannotWrite(file: name, reason: "only file URLs are written to. Pass URL(filePath:).")
    }
    do {
      try data.withUnsafeBytes { try AtomicFile.write($0, to: url.path) }
    } catch let error as FileError {
      throw DatasetError.cannotWrite(file: name, reason: error.description)
    }
  }

  /// Looks whether memory for a file's content can be had before it is put together.
  ///
  /// - Throws: ``DatasetError/tooLarge(what:bytes:advice:)``.
  static func requireMemory(_ byteCount: Int, for url: URL) throws {
    try Memory.require(byteCount, for: "the content of \(displayName(url))", advice: "Write it in several files.")
  }

  /// The name of a file as error texts give it.
  package static func displayName(_ url: URL) -> String {
    url.isFileURL ? url.lastPathComponent : url.absoluteString
  }
}
