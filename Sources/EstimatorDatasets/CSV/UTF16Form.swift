import Files

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// How a text is written in UTF-16.
struct UTF16Form {
  /// Whether the more significant byte of a unit comes first.
  let isBigEndian: Bool
  /// Where the text starts, behind the mark.
  let start: Int

  /// The form of a file by the mark in front, or without one by what its first 4 KB hold; `nil` for other texts.
  init?(_ data: Data) {
    if data.starts(with: [0xff, 0xfe]) {
      self.init(isBigEndian: false, start: 2)
    } else if data.starts(with: [0xfe, 0xff]) {
      self.init(isBigEndian: true, start: 2)
    } else {
      let sample = Array(data.prefix(4096))
      guard sample.contains(0), !sample.starts(with: [0xef, 0xbb, 0xbf]) else { return nil }
      let little = UTF16Evidence(sample, isBigEndian: false)
      let big = UTF16Evidence(sample, isBigEndian: true)
      guard little.isConvincing != big.isConvincing else { return nil }
      self.init(isBigEndian: big.isConvincing, start: 0)
    }
  }

  private init(isBigEndian: Bool, start: Int) {
    self.isBigEndian = isBigEndian
    self.start = start
  }

  /// The text as UTF-8.
  ///
  /// - Throws: ``DatasetError/malformed(file:format:reason:)`` for half a unit at the end and for half a pair.
  func utf8(_ bytes: UnsafeRawBufferPointer, file: String) throws -> Data {
    func damaged(_ place: Int) -> DatasetError {
      .malformed(
        file: file, format: "UTF-16",
        reason: "byte \(place) is in half a character. Save it as UTF-8, or fetch it again.")
    }
    guard bytes.count % 2 == 0 else { throw damaged(bytes.count - 1) }
    try Memory.require(bytes.count / 2 * 3, file: file)
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count / 2 * 3)
    var place = start
    while let first = unit(bytes, place) {
      var scalar = UInt32(first)
      if UTF16.isLeadSurrogate(first) {
        guard let second = unit(bytes, place + 2), UTF16.isTrailSurrogate(second) else { throw damaged(place) }
        scalar = 0x10000 + (scalar & 0x3ff) << 10 + UInt32(second) & 0x3ff
        place += 2
      }
      guard let character = Unicode.Scalar(scalar) else { throw damaged(place) }
      if let encoded = UTF8.encode(character) { text.append(contentsOf: encoded) }
      place += 2
    }
    return Data(text)
  }

  private func unit(_ bytes: UnsafeRawBufferPointer, _ place: Int) -> UInt16? {
    guard place + 1 < bytes.count else { return nil }
    let (first, second) = (UInt16(bytes[place]), UInt16(bytes[place + 1]))
    return isBigEndian ? first << 8 | second : second << 8 | first
  }
}

/// What the first bytes of a file say for and against UTF-16 of one byte order.
///
/// NUL bytes alone say little: a cell of a file in UTF-8 may hold one, and any language has characters whose low byte
/// is
/// 0. But in UTF-16 each separator and line end is a unit of its own, with 0 for its high byte, while in UTF-8 it
///   shares
/// its two bytes with a neighbour, except beside a NUL.
private struct UTF16Evidence {
  /// Units that are ASCII characters. A separator behind another counts neither for nor against: cells that hold
  /// nothing but NUL look the same as empty ones.
  private var whole = 0
  private var (wholeLineEnds, wholeSeparators) = (0, 0)
  /// Separators, quotes and line ends that share a unit with another character, and units of two NULs.
  private var broken = 0
  /// Units whose bytes are both ASCII characters.
  private var pairs = 0
  private var (highZeros, lowZeros) = (0, 0)
  private var units = 0
  private let isUTF8: Bool

  init(_ sample: [UInt8], isBigEndian: Bool) {
    isUTF8 = Self.isUTF8(sample)
    var followsSeparator = false
    for place in stride(from: 0, to: sample.count - 1, by: 2) {
      let (high, low) = (sample[isBigEndian ? place : place + 1], sample[isBigEndian ? place + 1 : place])
      let isSeparator = high == 0 && Self.separates(low)
      if !(isSeparator && followsSeparator) { add(high, low) }
      followsSeparator = isSeparator
    }
  }

  /// Whether this is how UTF-16 looks.
  var isConvincing: Bool {
    guard whole >= 2, 32 * whole >= units, highZeros > 2 * lowZeros else { return false }
    // Two bytes of a character may be those of a comma and a letter: 丬 is 4E 2C.
    guard isUTF8 else { return 2 * whole > broken }
    return whole > 4 * max(broken, pairs) || (broken == 0 && wholeLineEnds > 0 && wholeSeparators > 0)
  }

  private mutating func add(_ high: UInt8, _ low: UInt8) {
    units += 1
    if high == 0 { highZeros += 1 }
    if low == 0 { lowZeros += 1 }
    if high == 0, Self.isText(low) {
      whole += 1
      if low == UInt8(ascii: "\n") || low == UInt8(ascii: "\r") {
        wholeLineEnds += 1
      } else if Self.separates(low) {
        wholeSeparators += 1
      }
    } else if (high | low) == 0 || Self.breaks(high, low) {
      broken += 1
    }
    if (32..<127).contains(high), Self.isText(low) { pairs += 1 }
  }

  /// Whether two characters of a byte each, one a separator, are likelier than one of any language. U+4E0D is a common
  /// one, and so are those whose high byte is that of a tab or line end.
  private static func breaks(_ high: UInt8, _ low: UInt8) -> Bool {
    ("\n\t,;\"".utf8.contains(low) && high >= 32) || (",;\"".utf8.contains(high) && low >= 32)
  }

  private static func separates(_ byte: UInt8) -> Bool { "\n\r\t,;\"".utf8.contains(byte) }

  private static func isText(_ byte: UInt8) -> Bool { (32..<127).contains(byte) || "\n\r\t".utf8.contains(byte) }

  /// Whether the sample, which may end within a character, is UTF-8.
  private static func isUTF8(_ sample: [UInt8]) -> Bool {
    let end = sample.lastIndex { $0 < 128 }.map { $0 + 1 } ?? 0
    return String(decoding: sample[..<end], as: UTF8.self).utf8.elementsEqual(sample[..<end])
  }
}
