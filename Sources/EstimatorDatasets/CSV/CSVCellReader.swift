/// What the text of a cell may be read as: bits, since a column is what all of its cells may be.
enum CSVKinds {
  @inline(__always) static var integer: UInt8 { 1 }
  @inline(__always) static var double: UInt8 { 2 }
  @inline(__always) static var boolean: UInt8 { 4 }
  /// A whole number that is written as `Int` would write it.
  @inline(__always) static var plainInteger: UInt8 { 8 }
  @inline(__always) static var text: UInt8 { 0 }
  @inline(__always) static var all: UInt8 { 15 }
}

/// Reads the texts of cells.
///
/// Unsafe inside: reads the bytes of cells, which a tokenizer of the same bytes has found.
struct CSVCellReader {
  let bytes: UnsafeRawBufferPointer
  let dialect: CSVDialect

  /// Whether the cell is missing.
  @inline(__always)
  func isMissing(_ cell: CSVCell) -> Bool {
    if cell.length == 0 { return dialect.takesEmptyForMissing }
    return !cell.isQuoted && dialect.isMark(bytes, cell.start, Int(cell.length))
  }

  // MARK: Values

  /// The text; `nil` when the bytes are not UTF-8.
  func text(_ cell: CSVCell) -> String? {
    let content = UnsafeRawBufferPointer(rebasing: bytes[cell.start..<cell.end])
    if cell.hasEscapes { return Self.text(unescaped(content)) }
    return Self.text(content)
  }

  /// A whole number in any writing: `7`, `+7`, `007`, `7.0`, `7e0`.
  @inline(__always)
  func integer(_ cell: CSVCell) -> Int? {
    if isDigit(cell) { return Int(bytes[cell.start] - UInt8(ascii: "0")) }
    if let digits = digits(cell), !digits.hasPoint { return digits.value }
    return slowInteger(cell)
  }

  /// A number that a `Double` can hold, rounded to the nearest.
  @inline(__always)
  func double(_ cell: CSVCell) -> Double? {
    guard let digits = digits(cell) else { return slowDouble(cell) }
    if !digits.hasPoint { return digits.isMinusZero ? -0.0 : Double(csvInteger: digits.value) }
    guard digits.value != 0 else { return digits.isNegative ? -0.0 : 0 }
    return Double(csvMantissa: digits.value, fractionDigits: digits.fractionDigits)
  }

  /// Whether the cell is written as a number, even if a `Double` can hold it only as 0 or ∞.
  func isNumber(_ cell: CSVCell) -> Bool { digits(cell) != nil || numberText(cell) != nil }

  /// `true`, `True`, `TRUE` and so on.
  func boolean(_ cell: CSVCell) -> Bool? {
    guard cell.length == 4 || cell.length == 5, !cell.hasEscapes else { return nil }
    switch text(cell) {
    case "true", "True", "TRUE": return true
    case "false", "False", "FALSE": return false
    default: return nil
    }
  }

  /// What the cell may be, without losing anything of its text but the way a number is written.
  @inline(__always)
  func kinds(_ cell: CSVCell) -> UInt8 {
    if isDigit(cell) { return CSVKinds.integer | CSVKinds.double | CSVKinds.plainInteger }
    guard let digits = digits(cell) else { return slowKinds(cell) }
    if digits.hasLeadingZero { return CSVKinds.text }
    if digits.hasPoint { return CSVKinds.double }
    // Whole numbers beyond 2⁵³ are rarely numbers at all; as doubles some would become others.
    let isExact = digits.value.magnitude <= 1 << 53 || Int(exactly: Double(digits.value)) == digits.value
    let isPlain = !digits.hasPlus && !digits.isMinusZero
    return CSVKinds.integer | (isExact ? CSVKinds.double : 0) | (isPlain ? CSVKinds.plainInteger : 0)
  }

  // MARK: Digits

  /// A number written as at most 18 digits behind zeros, with perhaps a sign and a point.
  private struct Digits {
    /// Without the point, with the sign.
    let value: Int
    let fractionDigits: Int
    let hasPoint: Bool
    let isNegative: Bool
    let hasPlus: Bool
    let hasLeadingZero: Bool

    var isMinusZero: Bool { isNegative && value == 0 }
  }

  /// Whether it is one digit: four of five cells of a picture.
  @inline(__always)
  private func isDigit(_ cell: CSVCell) -> Bool {
    cell.length == 1 && bytes[cell.start] &- UInt8(ascii: "0") < 10
  }

  @inline(__always)
  private func digits(_ cell: CSVCell) -> Digits? {
    var place = cell.start
    let end = cell.end
    guard place < end, end - place <= Self.mostBytes else { return nil }
    let sign = bytes[place]
    let hasSign = sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+")
    if hasSign { place += 1 }
    let start = place
    var (value, point) = (0, -1)
    while place < end {
      let byte = bytes[place]
      let digit = byte &- UInt8(ascii: "0")
      if digit < 10 {
        value = value &* 10 &+ Int(digit)
      } else if byte == dialect.decimal, point < 0 {
        point = place
      } else {
        return nil
      }
      place += 1
    }
    let count = end - start - (point < 0 ? 0 : 1)
    guard count > 0, count <= 18 || isHeld(count, start, end, point) else { return nil }
    let startsWithZero = bytes[start] == UInt8(ascii: "0") && end - start > 1 && point != start + 1
    return Digits(
      value: sign == UInt8(ascii: "-") ? -value : value, fractionDigits: point < 0 ? 0 : end - point - 1,
      hasPoint: point >= 0,
      isNegative: sign == UInt8(ascii: "-"), hasPlus: sign == UInt8(ascii: "+"), hasLeadingZero: startsWithZero)
  }

  /// A sign, a point and 20 digits.
  private static let mostBytes = 22

  /// Whether more than 18 digits are 18 behind zeros, and those behind the point not more than a power of ten takes.
  @inline(never)
  private func isHeld(_ count: Int, _ start: Int, _ end: Int, _ point: Int) -> Bool {
    var (place, zeros) = (start, 0)
    while place < end, bytes[place] == UInt8(ascii: "0") || place == point {
      zeros += place == point ? 0 : 1
      place += 1
    }
    return count - zeros <= 18 && (point < 0 || end - point - 1 <= DecimalQuotient.mostFractionDigits)
  }

  // MARK: Rare writings

  @inline(never)
  private func slowInteger(_ cell: CSVCell) -> Int? {
    guard let text = numberText(cell) else { return nil }
    return Int(text) ?? Double(tabled: text).flatMap(Int.init(exactly:))
  }

  @inline(never)
  private func slowDouble(_ cell: CSVCell) -> Double? { numberText(cell).flatMap(Double.init(tabled:)) }

  @inline(never)
  private func slowKinds(_ cell: CSVCell) -> UInt8 {
    if boolean(cell) != nil { return CSVKinds.boolean }
    guard let text = numberText(cell), !Self.hasLeadingZero(text) else { return CSVKinds.text }
    guard !Self.isWhole(text) else {
      guard let value = Int(text) else { return CSVKinds.text }
      return Int(exactly: Double(value)) == value ? CSVKinds.integer | CSVKinds.double : CSVKinds.integer
    }
    return Double(tabled: text) == nil ? CSVKinds.text : CSVKinds.double
  }

  /// The text of a cell that is a number, with a point and without marks of thousands.
  func numberText(_ cell: CSVCell) -> String? {
    guard cell.length > 0, !cell.hasEscapes else { return nil }
    let content = UnsafeRawBufferPointer(rebasing: bytes[cell.start..<cell.end])
    guard Self.mayBeNumber(content) else { return nil }
    if dialect.decimal == UInt8(ascii: "."), dialect.thousands == nil {
      return CSVNumberSyntax.matches(content) ? String(decoding: content, as: UTF8.self) : nil
    }
    return CSVNumberText(decimal: dialect.decimal, thousands: dialect.thousands).withPoint(content)
  }

  /// Whether the first byte is one that numbers begin with: a digit, a sign, punctuation, or that of inf and nan.
  private static func mayBeNumber(_ text: UnsafeRawBufferPointer) -> Bool {
    text[0] < 65 || text[0] | 32 == UInt8(ascii: "i") || text[0] | 32 == UInt8(ascii: "n")
  }

  private static func isWhole(_ text: String) -> Bool { unsigned(text).utf8.allSatisfy { (48..<58).contains($0) } }

  private static func hasLeadingZero(_ text: String) -> Bool {
    let digits = unsigned(text).utf8
    guard digits.first == UInt8(ascii: "0"), let second = digits.dropFirst().first else { return false }
    return (48..<58).contains(second)
  }

  private static func unsigned(_ text: String) -> Substring {
    text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...]
  }

  // MARK: Text

  private static func text(_ content: UnsafeRawBufferPointer) -> String? {
    let text = String(decoding: content, as: UTF8.self)
    // Repaired bytes would be other bytes.
    return isASCII(content) || text.utf8.elementsEqual(content) ? text : nil
  }

  private static func text(_ content: [UInt8]) -> String? { content.withUnsafeBytes { text($0) } }

  private static func isASCII(_ content: UnsafeRawBufferPointer) -> Bool {
    var all: UInt8 = 0
    for place in 0..<content.count { all |= content[place] }
    return all < 128
  }

  /// The text with quotes that are written twice taken once, and escaped characters as they are.
  private func unescaped(_ content: UnsafeRawBufferPointer) -> [UInt8] {
    var text: [UInt8] = []
    var place = 0
    while place < content.count {
      let byte = content[place]
      let hasNext = place + 1 < content.count
      if hasNext, byte == dialect.escape || (byte == dialect.quote && content[place + 1] == byte) { place += 1 }
      text.append(content[place])
      place += 1
    }
    return text
  }
}

/// Writes numbers of other countries with a point.
struct CSVNumberText {
  let decimal: UInt8
  let thousands: UInt8?

  /// The text with a point before its fraction and no marks between groups of three digits; `nil` when it is no number,
  /// has a point that means neither, or groups of other lengths.
  func withPoint(_ text: UnsafeRawBufferPointer) -> String? {
    var number: [UInt8] = []
    var (group, groups, isFraction) = (0, 0, false)
    for byte in text {
      if byte == thousands {
        guard !isFraction, groups == 0 ? (1...3).contains(group) : group == 3 else { return nil }
        (group, groups) = (0, groups + 1)
        continue
      }
      let isDigit = (48..<58).contains(byte)
      if !isDigit, !isFraction, !number.isEmpty || byte == decimal {
        guard groups == 0 || group == 3 else { return nil }
        isFraction = true
      }
      if byte == UInt8(ascii: "."), byte != decimal { return nil }
      group += isDigit ? 1 : 0
      number.append(byte == decimal ? UInt8(ascii: ".") : byte)
    }
    guard isFraction || groups == 0 || group == 3 else { return nil }
    return number.withUnsafeBytes(CSVNumberSyntax.matches) ? String(decoding: number, as: UTF8.self) : nil
  }
}

extension Double {
  /// The number of a text that ``CSVNumberSyntax`` takes; `nil` when a `Double` can hold it only as 0 or ∞.
  init?(tabled text: String) {
    guard let value = Double(text) else { return nil }
    let isHeld = value.isFinite && value != 0
    if !isHeld, !value.isNaN, Self.hasNonzeroDigit(text) { return nil }
    self = value
  }

  /// Whether a digit before the exponent is not 0.
  private static func hasNonzeroDigit(_ text: String) -> Bool {
    text.utf8.prefix { $0 | 32 != UInt8(ascii: "e") }.contains { (49..<58).contains($0) }
  }
}
