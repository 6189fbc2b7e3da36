/// CRC-32 as of zip, gzip and Python's `zlib.crc32`.
enum Checksum {
  /// x³² + x²⁶ + x²³ + x²² + x¹⁶ + x¹² + x¹¹ + x¹⁰ + x⁸ + x⁷ + x⁵ + x⁴ + x² + x + 1, lowest bit first.
  private static let polynomial: UInt32 = 0xedb8_8320

  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { rest, _ in rest & 1 == 1 ? rest >> 1 ^ polynomial : rest >> 1 }
  }

  static func of(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    let table = table
    return bytes.withUnsafeBufferPointer { memory in
      var sum = ~UInt32(0)
      for byte in memory { sum = sum >> 8 ^ table[Int((sum ^ UInt32(byte)) & 255)] }
      return ~sum
    }
  }
}
