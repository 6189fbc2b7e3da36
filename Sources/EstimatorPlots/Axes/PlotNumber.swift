internal import Platform

/// Numbers as short text. The decimal sign is always a dot and the minus a true minus.
enum PlotNumber {
  /// The number with that many digits after the dot; large ones in the form 1.5e8.
  static func fixed(_ value: Double, decimals: Int) -> String {
    let decimals = min(max(decimals, 0), 12)
    let power = pow(10, Double(decimals))
    let scaled = (abs(value) * power).rounded()
    guard scaled < 1e15 else { return scientific(value, digits: 3) }
    let digits = String(Int(scaled))
    let sign = value < 0 && scaled > 0 ? "−" : ""
    guard decimals > 0 else { return sign + digits }
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
  }

  /// The number with at most that many significant digits and no zeros at its end: 0.25, 1300, 2.5e−7.
  static func short(_ value: Double, digits: Int = 3) -> String {
    guard value != 0 else { return "0" }
    let exponent = Int(log10(abs(value)).rounded(.down))
    guard (-4..<7).contains(exponent) else { return scientific(value, digits: digits) }
    return trimmed(fixed(value, decimals: digits - 1 - exponent))
  }

  /// The number as a mantissa and a power of ten: 2.5e−7.
  static func scientific(_ value: Double, digits: Int) -> String {
    guard value != 0 else { return "0" }
    var exponent = Int(log10(abs(value)).rounded(.down))
    // Two steps, since 10 to the −320th is not a number.
    var mantissa = value / pow(10, Double(exponent / 2)) / pow(10, Double(exponent - exponent / 2))
    if abs(mantissa) + 0.5 * pow(10, Double(1 - digits)) >= 10 {
      mantissa /= 10
      exponent += 1
    }
    return "\(trimmed(fixed(mantissa, decimals: digits - 1)))e\(exponent < 0 ? "−" : "")\(abs(exponent))"
  }

  private static func trimmed(_ text: String) -> String {
    guard text.contains(".") else { return text }
    var text = text
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }
}
