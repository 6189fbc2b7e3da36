/// How numbers are written: digits with perhaps a sign, a point and an exponent, or inf, infinity and nan in any case.
///
/// Swift's own reading takes more, which no table means: hexadecimal, `nan(1)`, and whatever follows a NUL byte.
///
/// Unsafe inside: reads bytes at positions below `text.count`, each compared before.
struct CSVNumberSyntax {
  private let text: UnsafeRawBufferPointer
  private var place = 0

  /// Whether all of the text is one number.
  static func matches(_ text: UnsafeRawBufferPointer) -> Bool {
    var syntax = CSVNumberSyntax(text: text)
    return syntax.takesAll()
  }

  private init(text: UnsafeRawBufferPointer) { self.text = text }

  private mutating func takesAll() -> Bool {
    takeSign()
    if isWord { return true }
    let wholeDigits = takeDigits()
    let fractionDigits = take(UInt8(ascii: ".")) ? takeDigits() : 0
    guard wholeDigits + fractionDigits > 0 else { return false }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      takeSign()
      guard takeDigits() > 0 else { return false }
    }
    return place == text.count
  }

  /// Whether the rest says infinity or not a number.
  private var isWord: Bool {
    let rest = text[place...]
    guard let first = rest.first, first > UInt8(ascii: "9"), rest.count <= 8 else { return false }
    return ["inf", "infinity", "nan"].contains { rest.lazy.map { $0 | 32 }.elementsEqual($0.utf8) }
  }

  private mutating func takeSign() {
    if !take(UInt8(ascii: "-")) { _ = take(UInt8(ascii: "+")) }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard place < text.count, text[place] == byte else { return false }
    place += 1
    return true
  }

  /// - Returns: How many.
  private mutating func takeDigits() -> Int {
    let start = place
    while place < text.count, text[place] &- UInt8(ascii: "0") < 10 { place += 1 }
    return place - start
  }
}
