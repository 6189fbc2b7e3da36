/// Numbers as text for reports, without Foundation and without the host's locale.
///
///     DecimalFormat.fixed(2.675, digits: 2)              // "2.67": the stored number is a little below 2.675
///     DecimalFormat.scientific(0.00001234, digits: 3)    // "1.234e-05"
///
/// Rounds the exact value of the stored number, ties to even, as Python's `format` does; character by character the
/// same as it for every Double.
package enum DecimalFormat {
  /// `digits` ≥ 0 digits behind the point. Python's `f"{value:.2f}"`.
  ///
  /// Complexity: O(digits of the value), a few microseconds at most.
  package static func fixed(_ value: Double, digits: Int) -> String {
    precondition(digits >= 0, "A number with \(digits) digits behind the point")
    guard value.isFinite else { return nonFinite(value) }
    let rounded = ExactDecimal(magnitudeOf: value).rounded(toPlaces: digits)
    return sign(value) + placingPoint(in: rounded.digits, behind: digits)
  }

  /// One digit before and `digits` ≥ 0 behind the point, and a power of ten of at least two digits. Python's
  /// `f"{value:.3e}"`.
  package static func scientific(_ value: Double, digits: Int) -> String {
    precondition(digits >= 0, "A number with \(digits) digits behind the point")
    guard value.isFinite else { return nonFinite(value) }
    let exact = ExactDecimal(magnitudeOf: value)
    let rounded = exact.rounded(toPlaces: digits - exact.leadingPlace)
    // 9.99 may have become 10.0, one digit longer; its last digit is then 0.
    let significant = Array(rounded.digits.prefix(digits + 1))
    return sign(value) + placingPoint(in: significant, behind: digits) + exponent(rounded.leadingPlace)
  }

  /// `digits` ≥ 1 digits that count, without zeros at the end: `0.1967`, `12`, `5.7e-05`. Numbers below 1e-4 and from
  /// 1e6 on have a power of ten; whole ones below are never cut.
  package static func significant(_ value: Double, digits: Int) -> String {
    precondition(digits >= 1, "A number with \(digits) digits that count")
    guard value.isFinite, value != 0 else { return value == 0 ? "0" : nonFinite(value) }
    let exact = ExactDecimal(magnitudeOf: value)
    let power = exact.rounded(toPlaces: digits - 1 - exact.leadingPlace).leadingPlace
    guard power >= -4, power < 6 else {
      let parts = scientific(value, digits: digits - 1).split(separator: "e")
      return withoutZerosAtTheEnd(parts[0]) + "e" + parts[1]
    }
    return withoutZerosAtTheEnd(Substring(fixed(value, digits: max(0, digits - 1 - power))))
  }

  private static func withoutZerosAtTheEnd(_ text: Substring) -> String {
    guard text.contains(".") else { return String(text) }
    var text = text
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return String(text)
  }

  private static func nonFinite(_ value: Double) -> String {
    if value.isNaN { return "nan" }
    return value < 0 ? "-inf" : "inf"
  }

  private static func sign(_ value: Double) -> String { value.sign == .minus ? "-" : "" }

  private static func placingPoint(in digits: [UInt8], behind places: Int) -> String {
    let padded = Array(repeating: 0, count: max(0, places + 1 - digits.count)) + digits
    let whole = padded.dropLast(places).map(String.init).joined()
    return places == 0 ? whole : whole + "." + padded.suffix(places).map(String.init).joined()
  }

  private static func exponent(_ power: Int) -> String {
    let text = "\(abs(power))"
    return (power < 0 ? "e-" : "e+") + (text.count < 2 ? "0" : "") + text
  }
}
