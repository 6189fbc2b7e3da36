import CZlib

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The CRC-32 of zip and gzip.
enum Checksum {
  static func crc32(_ bytes: Data) -> UInt32 {
    bytes.withUnsafeBytes { buffer in
      let start = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
      // Without bytes zlib would answer with its starting value anyway, which is 0 too.
      return start.map { UInt32(truncatingIfNeeded: crc32_z(0, $0, buffer.count)) } ?? 0
    }
  }
}
