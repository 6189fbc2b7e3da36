/// What breaks readers: numbers at the ends of types, and texts that mean something to one format or another.
enum Hostile {
  static let integers: [Int] = [
    0, 1, -1, 2, 7, 127, 128, 255, 256, 32767, 32768, 65535, 65536, 1 << 24, 1 << 28, 1 << 30, 1 << 31 - 1, 1 << 31,
    1 << 32 - 1, 1 << 32, 1 << 40, 1 << 53 + 1, 1 << 60, 1 << 61, 1 << 62, .max, .max - 1, .min,
  ]

  /// As JSON or CSV would spell them; some of them are no JSON.
  static let numbers: [String] =
    integers.map { "\($0)" } + [
      "9223372036854775808", "18446744073709551615", "-9223372036854775809", "0.5", "-0.0", "1e-9", "1e15", "1e19",
      "1e154",
      "-1e154", "1e200", "1e300", "1e308", "-1e308", "1.7976931348623157e308", "1e-308", "5e-324", "1e999", "-1e999",
      "1e-999",
      "NaN", "Infinity", "0x10", "01", "1.", ".5", "1e", "+1", "12e4567",
    ]

  static let texts = [
    "", "nan", "inf", "-inf", "\u{0}", "text", "1e999", "$null", "null", "0", "ash", "a,b", "\"", "é", "🌲",
    "\u{301}\u{301}",
    String(repeating: "x", count: 3000),
  ]

  /// What is put among the bytes of a file.
  static let tokens: [[UInt8]] =
    [
      "\"", "\"\"", ",", ";", "\t", "\r", "\n", "\r\n", "\n\n", " ", "#", "NA", "nan", "-inf", "true", "label",
      "pixel0", "sep=;",
      "'descr': '|O'", "'|O'", "'<U1'", "'<f8'", "'>i2'", "'<U268435456'", "'|S0'", "'fortran_order': True",
      "(4611686018427387904,)",
      "(2147483648, 2147483648)", "(0, 9223372036854775807)", "(-1, 3)", "(1, 2, 3)", "()", "(3,", "PK\u{3}\u{4}",
      "PK\u{1}\u{2}",
      "PK\u{5}\u{6}", "PK\u{6}\u{6}", "{", "}", "[", "]", ":", "null", "0,0", String(repeating: "[", count: 1500),
      String(repeating: ",", count: 200), String(repeating: "9", count: 400), "bplist00",
    ].map { Array($0.utf8) }
    + numbers.map { Array($0.utf8) }
    + [[0xef, 0xbb, 0xbf], [0xff, 0xfe], [0xfe, 0xff], [0], [0xff], [0x1f, 0x8b, 8], [0x93] + Array("NUMPY".utf8)]
}
