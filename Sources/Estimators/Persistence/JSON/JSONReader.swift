/// Reads one JSON text from its first byte to its last.
struct JSONReader {
  private let bytes: ArraySlice<UInt8>
  private var place: Int
  private var depth = 0

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    place = bytes.startIndex
  }

  mutating func whole() throws(JSONText.Fault) -> JSONNode {
    let node = try value()
    skipSpaces()
    guard place == bytes.endIndex else { throw fault("something follows the end of the JSON text") }
    return node
  }

  private func fault(_ reason: String) -> JSONText.Fault {
    JSONText.Fault(description: "\(reason), at byte \(place - bytes.startIndex)")
  }

  private var next: UInt8? { place < bytes.endIndex ? bytes[place] : nil }

  private mutating func skipSpaces() {
    while let byte = next, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { place += 1 }
  }

  private mutating func take(_ byte: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: byte) else { return false }
    place += 1
    return true
  }

  private mutating func value() throws(JSONText.Fault) -> JSONNode {
    skipSpaces()
    switch next {
    case UInt8(ascii: "{"): return try deeper { (reader) throws(JSONText.Fault) in try reader.object() }
    case UInt8(ascii: "["): return try deeper { (reader) throws(JSONText.Fault) in try reader.list() }
    case UInt8(ascii: "\""): return .text(try text())
    case UInt8(ascii: "t"): return try word("true", .truth(true))
    case UInt8(ascii: "f"): return try word("false", .truth(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func deeper(
    _ read: (inout JSONReader) throws(JSONText.Fault) -> JSONNode
  ) throws(JSONText.Fault) -> JSONNode {
    guard depth < JSONText.deepest else { throw fault("more than \(JSONText.deepest) lists and objects are nested") }
    depth += 1
    place += 1
    defer { depth -= 1 }
    return try read(&self)
  }

  private mutating func word(_ word: String, _ node: JSONNode) throws(JSONText.Fault) -> JSONNode {
    guard bytes[place...].starts(with: word.utf8) else { throw fault("a value is expected") }
    place += word.utf8.count
    return node
  }

  // MARK: Lists and objects

  private mutating func list() throws(JSONText.Fault) -> JSONNode {
    var nodes: [JSONNode] = []
    skipSpaces()
    if take("]") { return .list(nodes) }
    repeat {
      nodes.append(try value())
      skipSpaces()
    } while take(",")
    guard take("]") else { throw fault("a list goes on without a comma, or does not end") }
    return .list(nodes)
  }

  private mutating func object() throws(JSONText.Fault) -> JSONNode {
    var members: [JSONNode.Member] = []
    var keys: Set<String> = []
    skipSpaces()
    if take("}") { return .object(members) }
    repeat {
      skipSpaces()
      guard next == UInt8(ascii: "\"") else { throw fault("the name of a member is expected") }
      let key = try text()
      guard keys.insert(key).inserted else { throw fault("an object has two members \(key.debugDescription)") }
      skipSpaces()
      guard take(":") else { throw fault("a colon is expected") }
      members.append(.init(key, try value()))
      skipSpaces()
    } while take(",")
    guard take("}") else { throw fault("an object goes on without a comma, or does not end") }
    return .object(members)
  }

  // MARK: Numbers

  private mutating func number() throws(JSONText.Fault) -> JSONNode {
    let start = place
    _ = take("-")
    let digits = place
    guard skipDigits() > 0 else { throw fault("a value is expected") }
    guard bytes[digits] != UInt8(ascii: "0") || place == digits + 1 else { throw fault("a number begins with 0") }
    var isWhole = true
    if take(".") {
      isWhole = false
      guard skipDigits() > 0 else { throw fault("a number ends with its point") }
    }
    if take("e") || take("E") {
      isWhole = false
      if !take("+") { _ = take("-") }
      guard skipDigits() > 0 else { throw fault("a number has an empty exponent") }
    }
    let text = String(decoding: bytes[start..<place], as: UTF8.self)
    if isWhole, let number = Int(text) { return .integer(number) }
    if isWhole, let number = UInt(text) { return .natural(number) }
    guard let number = Double(text), number.isFinite else { throw fault("a number is beyond the largest Double") }
    return .real(number)
  }

  private mutating func skipDigits() -> Int {
    let start = place
    while let byte = next, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { place += 1 }
    return place - start
  }

  // MARK: Texts

  private mutating func text() throws(JSONText.Fault) -> String {
    place += 1
    let start = place
    while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { place += 1 }
    if next == UInt8(ascii: "\"") {
      defer { place += 1 }
      return try checked(bytes[start..<place])
    }
    var content = Array(bytes[start..<place])
    while !take("\"") {
      guard let byte = next, byte >= 0x20 else { throw fault("a text does not end, or holds a control character") }
      place += 1
      if byte == UInt8(ascii: "\\") { try escape(&content) } else { content.append(byte) }
    }
    return try checked(content[...])
  }

  private func checked(_ content: ArraySlice<UInt8>) throws(JSONText.Fault) -> String {
    guard let text = String(validating: content, as: UTF8.self) else { throw fault("a text is no UTF-8") }
    return text
  }

  private mutating func escape(_ content: inout [UInt8]) throws(JSONText.Fault) {
    guard let byte = next else { throw fault("a text does not end") }
    place += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(byte)
    case UInt8(ascii: "b"): content.append(0x08)
    case UInt8(ascii: "f"): content.append(0x0c)
    case UInt8(ascii: "n"): content.append(0x0a)
    case UInt8(ascii: "r"): content.append(0x0d)
    case UInt8(ascii: "t"): content.append(0x09)
    case UInt8(ascii: "u"): content += Array(String(try scalar()).utf8)
    default: throw fault("a backslash stands before no escape")
    }
  }

  /// The character of `\u` and four digits, or of two such halves.
  private mutating func scalar() throws(JSONText.Fault) -> Character {
    let first = try hexadecimal()
    var value = UInt32(first)
    if (0xd800..<0xdc00).contains(first) {
      guard take("\\"), take("u") else { throw fault("half of a character stands alone") }
      let second = try hexadecimal()
      guard (0xdc00..<0xe000).contains(second) else { throw fault("half of a character stands alone") }
      value = 0x10000 + (UInt32(first) - 0xd800) << 10 + (UInt32(second) - 0xdc00)
    }
    guard let scalar = Unicode.Scalar(value) else { throw fault("half of a character stands alone") }
    return Character(scalar)
  }

  private mutating func hexadecimal() throws(JSONText.Fault) -> UInt16 {
    var value: UInt16 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw fault("an escape needs four hexadecimal digits")
      }
      value = value << 4 | UInt16(digit)
      place += 1
    }
    return value
  }
}
