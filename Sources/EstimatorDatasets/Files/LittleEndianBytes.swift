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
  func number<Number: FixedWidthInteger>(_ offset: Int, _ type: Number.Type) -> Int? {
    guard offset >= 0, offset <= count - MemoryLayout<Number>.size else { return nil }
    let bytes: Data?
    switch source {
    case .memory(let data): bytes = data
    case .file(let open): bytes = open.bytes(offset, MemoryLayout<Number>.size)
    }
    let place = if case .memory = source { offset } else { 0 }
    guard let stored = bytes?.withUnsafeBytes({ $0.loadUnaligned(fromByteOffset: place, as: type) }) else { return nil }
    return Int(exactly: Number(littleEndian: stored))
  }

  /// A part of the bytes, sharing their memory where they are in memory; `nil` when it does not lie within them.
  func part(_ offset: Int, _ length: Int) -> Data? {
    guard offset >= 0, length >= 0, offset <= count, length <= count - offset else { return nil }
    switch source {
    case .memory(let data): return data.dropFirst(offset).prefix(length)
    case .file(let open): return open.bytes(offset, length)
    }
  }
}

/// A file that is open as long as this lives.
final class OpenFile: Sendable {
  private let file: InputFile
  var size: Int { file.size }

  /// - Throws: `FileError`.
  init(_ path: String) throws { file = try InputFile(path) }

  /// Some bytes; `nil` where the file can't be read, or ends before them.
  func bytes(_ offset: Int, _ count: Int) -> Data? {
    var bytes = Data(count: count)
    let found = try? bytes.withUnsafeMutableBytes { try file.read(into: $0, at: offset) }
    return found == count ? bytes : nil
  }
}

extension Data {
  /// Appends the number, least significant byte first.
  mutating func appendLittleEndian(_ number: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
  }
}
