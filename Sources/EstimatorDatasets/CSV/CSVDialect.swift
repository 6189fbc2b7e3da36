/// A ``CSVFormat`` in bytes, checked.
struct CSVDialect: Sendable {
  private(set) var separator: UInt8
  let quote: UInt8?
  let escape: UInt8?
  let comment: UInt8?
  let decimal: UInt8
  let thousands: UInt8?
  let missing: CSVMissingMarks
  let format: CSVFormat

  /// - Throws: ``DatasetError/invalidSetting(name:value:rule:)``.
  init(_ format: CSVFormat) throws {
    separator = try Self.separatorByte(format.separator)
    quote = try format.quote.map { try Self.byte($0, "quote", "no letter, digit, blank, sign or line end") }
    escape = try format.escape.map { try Self.byte($0, "escape", "no letter, digit, blank, sign or line end") }
    comment = try format.comment.map { try Self.byte($0, "comment", "no letter, digit, blank, sign or line end") }
    decimal = try Self.byte(format.decimalSeparator, "decimalSeparator", "no letter, digit, blank, sign or line end")
    thousands = try format.thousandsSeparator.map {
      $0 == " " ? 32 : try Self.byte($0, "thousandsSeparator", "no letter, digit, sign or line end")
    }
    missing = CSVMissingMarks(format.missing)
    self.format = format
    try requireDifferent()
  }

  /// The same with another separator.
  func with(separator byte: UInt8) throws -> CSVDialect {
    var other = self
    other.separator = try Self.separatorByte(Character(Unicode.Scalar(byte)))
    try other.requireDifferent()
    return other
  }

  /// Whether a run of digits is a number whatever it says, and a separator ends it.
  var readsDigitsAtOnce: Bool { decimal != separator && !missing.haveDigits }

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
struct CSVMissingMarks: Sendable {
  /// Whether a cell without any text is missing.
  let haveEmpty: Bool
  /// Whether a mark is written in digits, so that a number may be one.
  let haveDigits: Bool
  /// For each first byte the lengths of its marks, as bits; the last one stands for 31 and more.
  private let lengths: [UInt32]
  private let marks: [[UInt8]]

  init(_ texts: Set<String>) {
    haveEmpty = texts.contains("")
    marks = texts.filter { !$0.isEmpty }.sorted().map { Array($0.utf8) }
    haveDigits = marks.contains { $0.allSatisfy { "+-.,0123456789".utf8.contains($0) } }
    var lengths = [UInt32](repeating: 0, count: 256)
    for mark in marks { lengths[Int(mark[0])] |= 1 << UInt32(min(mark.count, 31)) }
    self.lengths = lengths
  }

  /// Whether these bytes, at least one, are a mark.
  @inline(__always)
  func contain(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ length: Int) -> Bool {
    let known = lengths[Int(bytes[start])]
    guard known != 0, known & (1 << UInt32(min(length, 31))) != 0 else { return false }
    return isMark(UnsafeRawBufferPointer(rebasing: bytes[start..<start + length]))
  }

  @inline(never)
  private func isMark(_ text: UnsafeRawBufferPointer) -> Bool { marks.contains { $0.elementsEqual(text) } }
}
