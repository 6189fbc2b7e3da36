/// A type that the text of a cell becomes.
protocol CSVNumber: Sendable {
  /// What a cell must be, for error texts.
  static var csvRule: String { get }
  /// A whole number with at most 18 digits.
  init?(csvInteger value: Int)
  /// A number with a point: `mantissa` / 10^`fractionDigits`, at most 18 digits, not 0. `nil` when another way must find
  /// the nearest value, or when there is none.
  init?(csvMantissa mantissa: Int, fractionDigits: Int)
  /// Any other text.
  init?(csvText text: String)
}

extension UInt8: CSVNumber {
  static var csvRule: String { "a whole number in 0…255" }
  @inline(__always) init?(csvInteger value: Int) { self.init(exactly: value) }
  init?(csvMantissa mantissa: Int, fractionDigits: Int) { return nil }
  init?(csvText text: String) { self.init(wholeText: text) }
}

extension Int32: CSVNumber {
  static var csvRule: String { "a whole number in −2147483648…2147483647" }
  @inline(__always) init?(csvInteger value: Int) { self.init(exactly: value) }
  init?(csvMantissa mantissa: Int, fractionDigits: Int) { return nil }
  init?(csvText text: String) { self.init(wholeText: text) }
}

extension Float: CSVNumber {
  static var csvRule: String { "a number" }
  @inline(__always) init?(csvInteger value: Int) { self.init(value) }
  /// Exact: both numbers are `Float`s, and one division rounds once.
  @inline(__always) init?(csvMantissa mantissa: Int, fractionDigits: Int) {
    guard mantissa.magnitude <= 1 << 24, fractionDigits <= 10 else { return nil }
    self = Float(mantissa) / Float(Double.powersOfTen[fractionDigits])
  }
  init?(csvText text: String) { self.init(text) }
}

extension Double: CSVNumber {
  static var csvRule: String { "a number" }
  @inline(__always) init?(csvInteger value: Int) { self.init(value) }
  /// Exact: both numbers are `Double`s, and one division rounds once.
  @inline(__always) init?(csvMantissa mantissa: Int, fractionDigits: Int) {
    guard mantissa.magnitude <= 1 << 53 else { return nil }
    self = Double(mantissa) / Self.powersOfTen[fractionDigits]
  }
  init?(csvText text: String) { self.init(text) }

  /// 1, 10, … 10¹⁸, all exact.
  fileprivate static let powersOfTen: [Double] = (0...18).map { Double(repeatElement(10, count: $0).reduce(1, *)) }
}

extension FixedWidthInteger {
  /// Whole numbers in any writing: `007`, `12.0`, `1e2`.
  fileprivate init?(wholeText text: String) {
    guard let value = Double(text), let whole = Self(exactly: value) else { return nil }
    self = whole
  }
}
