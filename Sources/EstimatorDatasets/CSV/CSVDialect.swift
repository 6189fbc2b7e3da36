/// A ``CSVFormat`` in bytes, checked, and the name of the file for errors.
///
/// A class, since it travels with every cursor and cell reader: one reference to count and not five.
final class CSVDialect: Sendable {
  let file: String
  let separator: UInt8
  let quote: UInt8?
  let escape: UInt8?
  let comment: UInt8?
  let decimal: UInt8
  let thousands: UInt8?
  let format: CSVFormat
  /// Whether a cell without any text is missing.
  let takesEmptyForMissing: Bool
  private let missing: CSVMissingMarks

  /// - Throws: ``DatasetError/invalidSetting(name:value:rule:)``.
  init(_ format: CSVFormat, file: String) throws {
    let rule = "no letter, digit, blank, sign or line end"
    separator = try Self.separatorByte(format.separator)
    quote = try format.quote.map { try Self.byte($0, "quote", rule) }
    escape = try format.escape.map { try Self.byte($0, "escape", rule) }
    comment = try format.comment.map { try Self.byte($0, "comment", rule) }
    decimal = try Self.byte(format.decimalSeparator, "decimalSeparator", rule)
    thousands = try format.thousandsSeparator.map { $0 == " " ? 32 : try Self.byte($0, "thousandsSeparator", rule) }
    missing = CSVMissingMarks(format.missing)
    takesEmptyForMissing = format.missing.contains("")
    self.format = format
    self.file = file
    try requireDifferent()
  }

  /// The same with another separator.
  func with(separator byte: UInt8) throws -> CSVDialect {
    var other = format
    other.separator = Character(Unicode.Scalar(byte))
    return try CSVDialect(other, file: file)
  }

  /// Whether a run of digits is a number whatever it says, and a separator ends it.
  var readsDigitsAtOnce: Bool { decimal != separator && !missing.haveDigits }

  /// Whether these bytes, at least one, stand for a missing cell.
  @inline(__always)
  func isMark(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ length: Int) -> Bool {
    missing.mayBegin(with: bytes[start]) && missing.mayHave(length) && missing.contain(bytes, start, length)
  }

  private static func separatorByte(_ separator: Character) throws -> UInt8 {
    guard let byte = separator.asciiValue, !"+-.0123456789\"\r\n".utf8.contains(byte) else {
      throw DatasetError.invalidSetting(
        name: "separator", value: "“\(separator)”",
        rule: "one ASCII character that is no part of a number, quote or line end")
    }
    return byte
  }

  private static func byte(_ character: Character, _ name: String, _ rule: String) throws -> UInt8 {
    guard let byte = character.asciiValue, (33..<127).contains(byte), !character.isLetter, !character.isNumber,
      !"+-".contains(character)
    else {
      throw DatasetError.invalidSetting(
        name: name, value: "“\(character)”", rule: "one ASCII character that is \(rule)")
    }
    return byte
  }

  /// A decimal comma may be the separator too: it then stands in quotes.
  private func requireDifferent() throws {
    let bytes = [separator, quote, escape, comment].compactMap { $0 }
    guard Set(bytes).count == bytes.count else {
      throw DatasetError.invalidSetting(
        name: "separator", value: "“\(format.separator)”", rule: "another character than quote, escape and comment")
    }
    guard thousands != decimal else {
      throw DatasetError.invalidSetting(
        name: "thousandsSeparator", value: "“\(format.decimalSeparator)”", rule: "another one than decimalSeparator")
    }
    guard format.skippingLines >= 0 else {
      throw DatasetError.invalidSetting(name: "skippingLines", value: "\(format.skippingLines)", rule: "0 or more")
    }
  }
}

/// The texts that stand for a missing cell, to be found quickly.
private struct CSVMissingMarks: Sendable {
  /// Whether a mark is written in digits, so that a number may be one.
  let haveDigits: Bool
  // The first bytes of marks as bits, 64 of ASCII in each, and whether one begins with another byte.
  private let low: UInt64
  private let high: UInt64
  private let other: Bool
  /// The lengths of marks as bits, all above 62 as one.
  private let lengths: UInt64
  private let marks: [[UInt8]]

  init(_ texts: Set<String>) {
    marks = texts.filter { !$0.isEmpty }.sorted().map { Array($0.utf8) }
    haveDigits = marks.contains { $0.allSatisfy { "+-.,0123456789".utf8.contains($0) } }
    let firstBytes = marks.map { $0[0] }
    low = firstBytes.reduce(0) { $1 < 64 ? $0 | 1 << UInt64($1) : $0 }
    high = firstBytes.reduce(0) { (64..<128).contains($1) ? $0 | 1 << UInt64($1 - 64) : $0 }
    other = firstBytes.contains { $0 >= 128 }
    lengths = marks.reduce(0) { $0 | 1 << UInt64(min($1.count, 63)) }
  }

  @inline(__always)
  func mayBegin(with byte: UInt8) -> Bool {
    if byte < 64 { return low & (1 << UInt64(byte)) != 0 }
    return byte < 128 ? high & (1 << UInt64(byte - 64)) != 0 : other
  }

  /// Most negative numbers begin as `-nan` does, and are longer.
  @inline(__always)
  func mayHave(_ length: Int) -> Bool { lengths & (1 << UInt64(min(length, 63))) != 0 }

  @inline(never)
  func contain(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ length: Int) -> Bool {
    marks.contains { $0.count == length && $0.elementsEqual(bytes[start..<start + length]) }
  }
}
