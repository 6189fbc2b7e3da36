/// Looks for one of four bytes, eight places at a time.
///
/// Unsafe inside: reads the bytes between the two places that it is given.
struct ByteSearch {
  // Each of the four, eight times.
  private let words: (UInt64, UInt64, UInt64, UInt64)

  /// Each byte of a word.
  private static var ones: UInt64 { 0x0101_0101_0101_0101 }

  @inline(__always)
  init(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8) {
    func word(_ byte: UInt8) -> UInt64 { UInt64(byte) &* Self.ones }
    words = (word(a), word(b), word(c), word(d))
  }

  /// The first place of one of them in `start..<end`; `end` if there is none.
  @inline(__always)
  func first(in bytes: UnsafeRawBufferPointer, _ start: Int, _ end: Int) -> Int {
    var place = start
    while place + 8 <= end {
      let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
      let found = zeros(word ^ words.0) | zeros(word ^ words.1) | zeros(word ^ words.2) | zeros(word ^ words.3)
      let marks = found & (Self.ones << 7)
      if marks != 0 { return place + marks.trailingZeroBitCount / 8 }
      place += 8
    }
    while place < end, !isOne(bytes[place]) { place += 1 }
    return place
  }

  /// Has the top bit of the lowest byte that is 0, and perhaps those of bytes above it.
  @inline(__always)
  private func zeros(_ word: UInt64) -> UInt64 { (word &- Self.ones) & ~word }

  @inline(__always)
  private func isOne(_ byte: UInt8) -> Bool {
    let byte = UInt64(byte)
    return byte == words.0 & 0xff || byte == words.1 & 0xff || byte == words.2 & 0xff || byte == words.3 & 0xff
  }
}
