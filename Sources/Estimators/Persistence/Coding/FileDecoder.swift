// Guarded by `CodedModelTests`.
/// Makes a value of JSON and of the lists of numbers behind it, which were found to lie where the JSON says.
struct FileDecoder: Decoder {
  let node: JSONNode
  let numbers: ArraySlice<UInt8>
  var codingPath: [any CodingKey] = []
  let userInfo: [CodingUserInfoKey: Any] = [:]

  static func value<Value: Decodable>(
    _ type: Value.Type, of node: JSONNode, numbers: ArraySlice<UInt8>
  ) throws -> Value {
    try FileDecoder(node: node, numbers: numbers).value(type)
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard let members = node.members else { throw mismatch("an object") }
    return KeyedDecodingContainer(FileKeyedDecoding(decoder: self, members: members))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard let elements = node.list else { throw mismatch("a list") }
    return FileUnkeyedDecoding(decoder: self, elements: elements)
  }

  func singleValueContainer() -> any SingleValueDecodingContainer { FileSingleDecoding(decoder: self) }

  fileprivate func value<Value: Decodable>(_ type: Value.Type) throws -> Value {
    if let scalar = type as? any CodedScalar.Type {
      guard let value = scalar.init(node) as? Value else { throw mismatch("\(type)") }
      return value
    }
    if let list = type as? any NumberList.Type, let place = NumberPlace(node) {
      guard place.code == list.code, let value = list.init(bytes: place.bytes(in: numbers)) as? Value else {
        throw mismatch("numbers of type \(list.code)")
      }
      return value
    }
    return try Value(from: self)
  }

  fileprivate func at(_ key: any CodingKey, _ node: JSONNode) -> FileDecoder {
    FileDecoder(node: node, numbers: numbers, codingPath: codingPath + [key])
  }

  private func mismatch(_ wanted: String) -> DecodingError {
    .typeMismatch(
      Any.self,
      .init(codingPath: codingPath, debugDescription: "Expected \(wanted), found \(node.kindText)."))
  }
}

/// Where a list of numbers lies.
struct NumberPlace {
  let code: String
  let start: Int
  let count: Int

  private static let sizes = ["<f8": 8, "<f4": 4, "<i8": 8, "<i4": 4, "|u1": 1, "<u4": 4]

  /// - Returns: `nil` for a node that is no reference.
  init?(_ node: JSONNode) {
    guard case .object(let members) = node, members.first?.key == FileEncoder.reference, members.count == 3,
      let code = members[0].value.text, members[1].key == "at", let start = members[1].value.integer,
      members[2].key == "count", let count = members[2].value.integer
    else { return nil }
    (self.code, self.start, self.count) = (code, start, count)
  }

  /// The bytes of a checked place.
  func bytes(in numbers: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    numbers.dropFirst(start).prefix(count * (Self.sizes[code] ?? 1))
  }

  /// Why these places do not follow each other from the first byte to the last; `nil` when they do. So no byte is read
  /// twice: what is read takes no more memory than a few times the file.
  static func fault(in node: JSONNode, of byteCount: Int) -> String? {
    var places: [NumberPlace] = []
    guard collect(node, &places) else { return "A list of numbers is not told by its type, place and count." }
    var end = 0
    for place in places.sorted(by: { ($0.start, $0.count) < ($1.start, $1.count) }) {
      let start = (end + FileEncoder.alignment - 1) / FileEncoder.alignment * FileEncoder.alignment
      guard let size = sizes[place.code] else { return "There are no numbers of type \(place.code.debugDescription)." }
      guard place.start == start, place.count >= 0, place.count <= (byteCount - start) / size else {
        return "\(place.count) numbers at \(place.start) do not fit behind byte \(end) of \(byteCount)."
      }
      end = start + place.count * size
    }
    return end == byteCount ? nil : "Of \(byteCount) bytes of numbers, the last \(byteCount - end) belong to no list."
  }

  private static func collect(_ node: JSONNode, _ places: inout [NumberPlace]) -> Bool {
    switch node {
    case .list(let nodes):
      return !nodes.contains { !collect($0, &places) }
    case .object(let members):
      if members.contains(where: { $0.key == FileEncoder.reference }) {
        guard let place = NumberPlace(node) else { return false }
        places.append(place)
        return true
      }
      return !members.contains { !collect($0.value, &places) }
    default: return true
    }
  }
}

private struct FileKeyedDecoding<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let decoder: FileDecoder
  let members: [String: JSONNode]
  var codingPath: [any CodingKey] { decoder.codingPath }

  var allKeys: [Key] {
    members.keys.sorted().compactMap { Key(stringValue: $0.hasPrefix("$$") ? String($0.dropFirst()) : $0) }
  }

  private func node(_ key: any CodingKey) -> JSONNode? {
    members[key.stringValue.hasPrefix("$") ? "$" + key.stringValue : key.stringValue]
  }

  private func member(_ key: any CodingKey) throws -> FileDecoder {
    guard let node = node(key) else {
      throw DecodingError.keyNotFound(
        key, .init(codingPath: codingPath, debugDescription: "There is no member \(key.stringValue.debugDescription)."))
    }
    return decoder.at(key, node)
  }

  func contains(_ key: Key) -> Bool { node(key) != nil }
  func decodeNil(forKey key: Key) throws -> Bool { try member(key).node == .null }
  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value { try member(key).value(type) }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    try member(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try member(key).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder { try member(FileKey("super")) }
  func superDecoder(forKey key: Key) throws -> any Decoder { try member(key) }
}

private struct FileUnkeyedDecoding: UnkeyedDecodingContainer {
  let decoder: FileDecoder
  let elements: [JSONNode]
  private(set) var currentIndex = 0

  init(decoder: FileDecoder, elements: [JSONNode]) { (self.decoder, self.elements) = (decoder, elements) }

  var codingPath: [any CodingKey] { decoder.codingPath }
  var count: Int? { elements.count }
  var isAtEnd: Bool { currentIndex == elements.count }

  private func current() throws -> FileDecoder {
    guard !isAtEnd else {
      throw DecodingError.valueNotFound(
        Any.self, .init(codingPath: codingPath, debugDescription: "The list has only \(elements.count) elements."))
    }
    return decoder.at(FileKey(currentIndex), elements[currentIndex])
  }

  mutating func decodeNil() throws -> Bool {
    guard try current().node == .null else { return false }
    currentIndex += 1
    return true
  }

  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    let value = try current().value(type)
    currentIndex += 1
    return value
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) throws -> KeyedDecodingContainer<Nested> {
    let container = try current().container(keyedBy: type)
    currentIndex += 1
    return container
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    let container = try current().unkeyedContainer()
    currentIndex += 1
    return container
  }

  mutating func superDecoder() throws -> any Decoder {
    let decoder = try current()
    currentIndex += 1
    return decoder
  }
}

private struct FileSingleDecoding: SingleValueDecodingContainer {
  let decoder: FileDecoder
  var codingPath: [any CodingKey] { decoder.codingPath }

  func decodeNil() -> Bool { decoder.node == .null }
  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try decoder.value(type) }
}
