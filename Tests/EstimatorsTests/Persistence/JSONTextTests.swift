import Estimators
import Testing

/// What is no JSON is refused with its place; what is JSON comes back as it was.
@Suite struct JSONTextTests {
  private func node(_ text: String) throws -> JSONNode { try JSONText.node(Array(text.utf8)[...]) }

  @Test(arguments: [
    "null", "true", "false", "0", "-1", "9223372036854775807", "18446744073709551615", "1.5", "-0.0", "5e-324",
    "1.7976931348623157e+308", "\"\"", "\"é🌲\"", "[]", "{}", "[1,[2,{\"a\":[]}],\"b\"]", "{\"a\":1,\"b\":{\"c\":null}}",
    "\"\\u0000\\u001f\\\"\\\\\"",
  ])
  func textsComeBack(text: String) throws {
    #expect(String(decoding: JSONText.bytes(try node(text)), as: UTF8.self) == text)
  }

  @Test func escapesAreRead() throws {
    #expect(try node(#""\/\b\f\n\r\t\u00e9\ud83c\udf32x""#) == .text("/\u{8}\u{c}\n\r\té🌲x"))
    #expect(try node(" [ 1 , 2 ]\r\n\t") == .list([.integer(1), .integer(2)]))
    #expect(try node("12345678901234567890123") == .real(1.2345678901234568e22))
  }

  @Test(arguments: [
    "", " ", "nul", "tru", "01", "-", "+1", "1.", ".5", "1e", "1e+", "1e999", "NaN", "Infinity", "[1", "[1,]", "[,1]",
    "[1 2]", "{", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{\"a\":1,\"a\":2}", "\"", "\"\\", "\"\\x\"",
    "\"\\u12\"", "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"\u{1}\"", "1 2", "[1]x", "'a'",
  ])
  func otherTextsAreRefused(text: String) {
    #expect(throws: JSONText.Fault.self) { try node(text) }
  }

  @Test func bytesThatAreNoCharactersAreRefused() {
    for bytes: [UInt8] in [[0x22, 0xff, 0x22], [0x22, 0x5c, 0x6e, 0xc3, 0x22], [0xef, 0xbb, 0xbf, 0x31]] {
      #expect(throws: JSONText.Fault.self) { try JSONText.node(bytes[...]) }
    }
  }

  @Test func depthHasAnEnd() throws {
    let deepest = JSONText.deepest
    _ = try node(String(repeating: "[", count: deepest) + String(repeating: "]", count: deepest))
    for text in [String(repeating: "[", count: deepest + 1), String(repeating: "{\"a\":", count: 1_000_000)] {
      #expect(throws: JSONText.Fault.self) { try node(text) }
    }
  }
}
