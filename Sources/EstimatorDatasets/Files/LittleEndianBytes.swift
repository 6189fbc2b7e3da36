import Files

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Bytes of a file with little-endian numbers at any place, checked.
struct LittleEndianBytes {
  private enum Source {
    case memory(Data)
    case file(OpenFile)
  }

  private let source: Source
  let file: String

  init(data: Data, file: String) { (source, self.file) = (.memory(data), file) }

  /// Bytes that stay in their file until they are asked for.
  init(_ open: OpenFile, file: String) { (source, self.file) = (.file(open), file) }

  var count: Int {
    switch source {
    case .memory(let data): data.count
    case .file(let open): open.size
    }
  }

  /// The number at the offset; `nil` when it does not lie within the bytes.
  ///
  /// - Throws: ``DatasetError/cannotRead(file:reason:)`` for a read of the file that fails.
  func number<Number: FixedWidthInteger>(_ offset: Int, _ type: Number.Type) throws -> Int? {
    guard offset >= 0, offset <= count - MemoryLayout<Number>.size else { return nil }
    let bytes: Data
    switch source {
    case .memory(let data): bytes = data
    case .file(let open): bytes = try open.bytes(offset, MemoryLayout<Number>.size)
    }
    let place = if case .memory = source { offset } else { 0 }
    let stored = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: place, as: type) }
    return Int(exactly: Number(littleEndian: stored))
  }

  /// A part of the bytes, sharing their memory where they are in memory; `nil` when it does not lie within them.
  ///
  /// - Throws: ``DatasetError/cannotRead(file:reason:)`` for a read of the file that fails.
  func part(_ offset: Int, _ length: Int) throws -> Data? {
    guard offset >= 0, length >= 0, offset <= count, length <= count - offset else { return nil }
    switch source {
    case .memory(let data): return data.dropFirst(offset).prefix(length)
    case .file(let open): return try open.bytes(offset, length)
    }
  }
}

/// A file that is open as long as this lives.
final class OpenFile: Sendable {
  private let file: InputFile
  /// What error texts call it.
  private let name: String
  var size: Int { file.size }

  /// - Throws: `FileError`.
  init(_ url: URL) throws {
    file = try InputFile(url.path)
    name = FileBytes.displayName(url)
  }

  /// Some bytes.
  ///
  /// - Throws: ``DatasetError/cannotRead(file:reason:)`` where the read fails, or the file ends before them.
  func bytes(_ offset: Int, _ count: Int) throws -> Data {
    var bytes = Data(count: count)
    let found: Int
    do {
      found = try bytes.withUnsafeMutableBytes { try file.read(into: $0, at: offset) }
    } catch { throw DatasetError.cannotRead(file: name, reason: "\(error)") }
    guard found == count else {
      throw DatasetError.cannotRead(
        file: name, reason: "it ends at byte \(offset + found), of \(size) when it was opened. Open it again.")
    }
    return bytes
  }
}

extension Data {
  /// Appends the number, least significant byte first.
  mutating func appendLittleEndian(_ number: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
  }
}
