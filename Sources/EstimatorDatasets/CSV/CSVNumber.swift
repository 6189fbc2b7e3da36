/// A type that the text of a cell becomes.
protocol CSVNumber: Sendable {
  /// What a cell must be, for error texts.
  static var csvRule: String { get }
  /// What it must be where a number is no value of the type.
  static var csvRangeRule: String { get }
  /// A whole number with at most 18 digits.
  init?(csvInteger value: Int)
  /// A number with a point: `mantissa` / 10^`fractionDigits`, not 0, the first of at most 18 digits and the other at
  /// most ``DecimalQuotient/mostFractionDigits``. `nil` when the type must look at the text.
  init?(csvMantissa mantissa: Int, fractionDigits: Int)
  /// Any other text that is a number.
  init?(csvText text: String)
  /// What stands for a missing cell; `nil` when nothing can.
  static var csvMissing: Self? { get }
}

extension CSVNumber {
  static var csvRangeRule: String { csvRule }
}

extension UInt8: CSVNumber {
  static var csvRule: String { "a whole number in 0…255" }
  @inline(__always) init?(csvInteger value: Int) { self.init(exactly: value) }
  init?(csvMantissa mantissa: Int, fractionDigits: Int) { return nil }
  init?(csvText text: String) { self.init(wholeText: text) }
  static var csvMissing: UInt8? { nil }
}

extension Int32: CSVNumber {
  static var csvRule: String { "a whole number in −2147483648…2147483647" }
  @inline(__always) init?(csvInteger value: Int) { self.init(exactly: value) }
  init?(csvMantissa mantissa: Int, fractionDigits: Int) { return nil }
  init?(csvText text: String) { self.init(wholeText: text) }
  static var csvMissing: Int32? { nil }
}

extension Float: CSVNumber {
  static var csvRule: String { "a number" }
  @inline(__always) init?(csvInteger value: Int) { self.init(value) }
  @inline(__always) init?(csvMantissa mantissa: Int, fractionDigits: Int) {
    let quotient = DecimalQuotient(mantissa.magnitude, fractionDigits)
    // The conversion rounds once, the power of two not at all.
    let value = Float(quotient.bits) * Float(sign: .plus, exponent: quotient.exponent, significand: 1)
    self = mantissa < 0 ? -value : value
  }
  static var csvRangeRule: String { "a number that a Float can hold. Read as Double" }
  /// Rounded once, as reals of NumPy are: a small number may become 0, but none that is finite becomes ∞.
  init?(csvText text: String) {
    guard let double = Double(tabled: text), let value = Float(text), value.isFinite || !double.isFinite else {
      return nil
    }
    self = value
  }
  static var csvMissing: Float? { .nan }
}

extension Double: CSVNumber {
  static var csvRule: String { "a number" }
  @inline(__always) init?(csvInteger value: Int) { self.init(value) }
  @inline(__always) init?(csvMantissa mantissa: Int, fractionDigits: Int) {
    if mantissa.magnitude <= 1 << 53 {
      // Both numbers are exact, and one division rounds once.
      self = Double(mantissa) / Double(DecimalQuotient.powersOfTen[fractionDigits])
      return
    }
    let quotient = DecimalQuotient(mantissa.magnitude, fractionDigits)
    let value = Double(quotient.bits) * Double(sign: .plus, exponent: quotient.exponent, significand: 1)
    self = mantissa < 0 ? -value : value
  }
  init?(csvText text: String) { self.init(tabled: text) }
  static var csvMissing: Double? { .nan }
}

/// A whole number divided by a power of ten, with more bits than any floating-point type here: `bits` · 2^`exponent`.
///
/// The last bit stands for everything cut off, so that rounding `bits` to 62 or fewer bits rounds the true quotient.
struct DecimalQuotient {
  let bits: UInt64
  let exponent: Int

  /// 10¹⁹ is the last that 64 bits hold.
  static var mostFractionDigits: Int { 19 }

  /// 1, 10, … 10¹⁹.
  static let powersOfTen: [UInt64] = (0...mostFractionDigits).map { repeatElement(10, count: $0).reduce(1, *) }

  /// - Parameter mantissa: Greater than 0.
  init(_ mantissa: UInt, _ fractionDigits: Int) {
    let power = Self.powersOfTen[fractionDigits]
    let mantissaShift = mantissa.leadingZeroBitCount
    let powerShift = power.leadingZeroBitCount
    let numerator = UInt64(mantissa) << UInt64(mantissaShift)
    // Both have their top bit set now. Half the numerator is below the divisor, so the quotient fits into 64 bits.
    let (quotient, remainder) = (power << UInt64(powerShift)).dividingFullWidth((numerator >> 1, numerator << 63))
    bits = quotient | (remainder == 0 ? 0 : 1)
    exponent = powerShift - mantissaShift - 63
  }
}

extension FixedWidthInteger {
  /// Whole numbers in any writing: `007`, `12.0`, `1e2`.
  fileprivate init?(wholeText text: String) {
    guard let value = Double(tabled: text), let whole = Self(exactly: value) else { return nil }
    self = whole
  }
}
