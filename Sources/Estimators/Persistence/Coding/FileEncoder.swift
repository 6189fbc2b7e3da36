// Guarded by `CodedModelTests`.
/// Turns a value into JSON and bytes: lists of numbers go behind the JSON, which says where they are.
struct FileEncoder: Encoder {
  /// The member that stands for a list of numbers. Other members that begin with `$` get a second one.
  static let reference = "$numbers"
  /// Each list of numbers begins at a multiple of this many bytes.
  static let alignment = 8

  /// The bytes of all lists so far.
  final class Numbers {
    var bytes: [UInt8] = []

    func add(_ list: any NumberList) -> JSONNode {
      bytes += Array(repeating: 0, count: (FileEncoder.alignment - bytes.count % FileEncoder.alignment) % alignment)
      let start = bytes.count
      list.append(to: &bytes)
      return .object([
        .init(FileEncoder.reference, .text(type(of: list).code)), .init("at", .integer(start)),
        .init("count", .integer(list.count)),
      ])
    }
  }

  /// Where a value goes that is not there yet.
  final class Slot {
    fileprivate var node: JSONNode?
    fileprivate var members: [String: Slot]?
    fileprivate var elements: [Slot]?

    /// Members by name, so that equal values have equal bytes.
    fileprivate var finished: JSONNode {
      if let elements { return .list(elements.map(\.finished)) }
      guard let members else { return node ?? .object([]) }
      return .object(
        members.sorted { $0.key < $1.key }.map { key, slot in
          .init(key.hasPrefix("$") ? "$" + key : key, slot.finished)
        })
    }

    fileprivate func member(_ key: String) -> Slot {
      let slot = Slot()
      members = members ?? [:]
      members?[key] = slot
      return slot
    }

    fileprivate func element() -> Slot {
      let slot = Slot()
      elements = elements ?? []
      elements?.append(slot)
      return slot
    }
  }

  let numbers: Numbers
  let slot: Slot
  var codingPath: [any CodingKey] = []
  let userInfo: [CodingUserInfoKey: Any]

  /// The JSON of a value, whose lists of numbers are added to `numbers`.
  static func node(
    of value: some Encodable, numbers: Numbers, userInfo: [CodingUserInfoKey: Any] = [:]
  ) throws -> JSONNode {
    let encoder = FileEncoder(numbers: numbers, slot: Slot(), userInfo: userInfo)
    try encoder.put(value)
    return encoder.slot.finished
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    slot.members = slot.members ?? [:]
    return KeyedEncodingContainer(FileKeyedEncoding(encoder: self))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    slot.elements = slot.elements ?? []
    return FileUnkeyedEncoding(encoder: self)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { FileSingleEncoding(encoder: self) }

  fileprivate func put(_ value: some Encodable) throws {
    if let scalar = value as? any CodedScalar {
      slot.node = scalar.node
    } else if let list = value as? any NumberList {
      slot.node = numbers.add(list)
    } else {
      try value.encode(to: self)
    }
  }

  fileprivate func at(_ key: any CodingKey, _ slot: Slot) -> FileEncoder {
    FileEncoder(numbers: numbers, slot: slot, codingPath: codingPath + [key], userInfo: userInfo)
  }
}

private struct FileKeyedEncoding<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let encoder: FileEncoder
  var codingPath: [any CodingKey] { encoder.codingPath }

  private func member(_ key: any CodingKey) -> FileEncoder { encoder.at(key, encoder.slot.member(key.stringValue)) }

  func encodeNil(forKey key: Key) { encoder.slot.member(key.stringValue).node = .null }
  func encode(_ value: some Encodable, forKey key: Key) throws { try member(key).put(value) }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Nested> {
    member(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { member(key).unkeyedContainer() }
  func superEncoder() -> any Encoder { member(FileKey("super")) }
  func superEncoder(forKey key: Key) -> any Encoder { member(key) }
}

private struct FileUnkeyedEncoding: UnkeyedEncodingContainer {
  let encoder: FileEncoder
  var codingPath: [any CodingKey] { encoder.codingPath }
  var count: Int { encoder.slot.elements?.count ?? 0 }

  private func element() -> FileEncoder { encoder.at(FileKey(count), encoder.slot.element()) }

  func encodeNil() { encoder.slot.element().node = .null }
  func encode(_ value: some Encodable) throws { try element().put(value) }

  func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
    element().container(keyedBy: type)
  }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { element().unkeyedContainer() }
  func superEncoder() -> any Encoder { element() }
}

private struct FileSingleEncoding: SingleValueEncodingContainer {
  let encoder: FileEncoder
  var codingPath: [any CodingKey] { encoder.codingPath }

  func encodeNil() { encoder.slot.node = .null }
  func encode(_ value: some Encodable) throws { try encoder.put(value) }
}

/// A place in a coded value: a name, or a number.
struct FileKey: CodingKey {
  let stringValue: String
  let intValue: Int?

  init(_ name: String) { (stringValue, intValue) = (name, nil) }
  init(_ number: Int) { (stringValue, intValue) = ("\(number)", number) }
  init?(stringValue: String) { self.init(stringValue) }
  init?(intValue: Int) { self.init(intValue) }
}
