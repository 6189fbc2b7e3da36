/// Reads what JSONEncoder wrote. Its own reader, since others lose how a number is spelled and which key came first.
struct TreeReader {
  struct NoJSON: Error {}

  private let bytes: [UInt8]
  private var place = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  static func tree(of text: String) throws -> Tree {
    var reader = TreeReader(text)
    return try reader.value()
  }

  private mutating func value() throws -> Tree {
    switch try peek() {
    case UInt8(ascii: "{"): return .object(try members())
    case UInt8(ascii: "["): return .list(try elements())
    case UInt8(ascii: "\""): return .text(try string())
    default: break
    }
    let word = bytes[place...].prefix { !",]}".utf8.contains($0) }
    place += word.count
    switch String(decoding: word, as: UTF8.self) {
    case "null": return .null
    case "true": return .bool(true)
    case "false": return .bool(false)
    case let number: return .number(number)
    }
  }

  private mutating func peek() throws -> UInt8 {
    guard place < bytes.count else { throw NoJSON() }
    return bytes[place]
  }

  private mutating func take(_ byte: UInt8) throws -> Bool {
    guard try peek() == byte else { return false }
    place += 1
    return true
  }

  private mutating func elements() throws -> [Tree] {
    place += 1
    var elements: [Tree] = []
    while try !take(UInt8(ascii: "]")) {
      elements.append(try value())
      _ = try take(UInt8(ascii: ","))
    }
    return elements
  }

  private mutating func members() throws -> [Tree.Member] {
    place += 1
    var members: [Tree.Member] = []
    while try !take(UInt8(ascii: "}")) {
      let key = try string()
      guard try take(UInt8(ascii: ":")) else { throw NoJSON() }
      members.append(.init(key: key, value: try value()))
      _ = try take(UInt8(ascii: ","))
    }
    return members
  }

  /// The encoder escapes quotes, backslashes and slashes; nothing else occurs in the models here.
  private mutating func string() throws -> String {
    place += 1
    var characters: [UInt8] = []
    while try !take(UInt8(ascii: "\"")) {
      if try take(UInt8(ascii: "\\")) { _ = try peek() }
      characters.append(bytes[place])
      place += 1
    }
    return String(decoding: characters, as: UTF8.self)
  }
}
