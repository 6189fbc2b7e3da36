// Guarded by `JSONTextTests`.
/// Strict JSON (RFC 8259) from bytes of an unknown source.
///
/// It refuses what is not UTF-8, an object with two members of one name, numbers beyond a Double, and more than
/// ``deepest`` lists and objects inside each other.
///
/// - Complexity: O(bytes) time; at most ``bytesPerByte`` bytes of memory for each byte.
package enum JSONText {
  /// Why a text was refused, and where.
  package struct Fault: Error, CustomStringConvertible {
    package let description: String
  }

  /// Lists and objects inside each other, at the most.
  package static let deepest = 200
  /// What a node takes at the most for each byte of the text, while lists grow.
  package static let bytesPerByte = 64

  package static func node(_ bytes: ArraySlice<UInt8>) throws(Fault) -> JSONNode {
    var reader = JSONReader(bytes)
    return try reader.whole()
  }

  /// The text of a node, without spaces.
  package static func bytes(_ node: JSONNode) -> [UInt8] {
    var bytes: [UInt8] = []
    write(node, &bytes)
    return bytes
  }

  private static func write(_ node: JSONNode, _ bytes: inout [UInt8]) {
    switch node {
    case .null: bytes += "null".utf8
    case .truth(let truth): bytes += (truth ? "true" : "false").utf8
    case .integer(let number): bytes += "\(number)".utf8
    case .natural(let number): bytes += "\(number)".utf8
    // The shortest text that is read as the same number.
    case .real(let number): bytes += "\(number)".utf8
    case .text(let text): write(text, &bytes)
    case .list(let nodes): enclose(nodes, "[", "]", &bytes) { write($0, &$1) }
    case .object(let members):
      enclose(members, "{", "}", &bytes) { member, bytes in
        write(member.key, &bytes)
        bytes.append(UInt8(ascii: ":"))
        write(member.value, &bytes)
      }
    }
  }

  private static func enclose<Part>(
    _ parts: [Part], _ open: Unicode.Scalar, _ close: Unicode.Scalar, _ bytes: inout [UInt8],
    _ write: (Part, inout [UInt8]) -> Void
  ) {
    bytes.append(UInt8(ascii: open))
    for (place, part) in parts.enumerated() {
      if place > 0 { bytes.append(UInt8(ascii: ",")) }
      write(part, &bytes)
    }
    bytes.append(UInt8(ascii: close))
  }

  private static func write(_ text: String, _ bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 0..<0x20:
        let digits = Array("0123456789abcdef".utf8)
        bytes += "\\u00".utf8
        bytes += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
