#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Bytes of a file with little-endian numbers at any place, checked.
struct LittleEndianBytes {
  let data: Data
  let file: String

  var count: Int { data.count }

  /// The number at the offset; `nil` when it does not lie within the bytes.
  func number<Number: FixedWidthInteger>(_ offset: Int, _ type: Number.Type) -> Int? {
    guard offset >= 0, offset <= count - MemoryLayout<Number>.size else { return nil }
    let stored = data.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: type) }
    return Int(exactly: Number(littleEndian: stored))
  }

  /// A part of the bytes, sharing their memory; `nil` when it does not lie within them.
  func part(_ offset: Int, _ length: Int) -> Data? {
    guard offset >= 0, length >= 0, offset <= count, length <= count - offset else { return nil }
    return data.dropFirst(offset).prefix(length)
  }
}

extension Data {
  /// Appends the number, least significant byte first.
  mutating func appendLittleEndian(_ number: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
  }
}
