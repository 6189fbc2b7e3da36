// Guarded by `JSONTextTests`.
/// A value of a JSON text, with its members in the order in which they stand.
package enum JSONNode: Sendable, Hashable {
  case null
  case truth(Bool)
  case integer(Int)
  /// A whole number above `Int.max`.
  case natural(UInt)
  /// A number with a fraction or an exponent, finite.
  case real(Double)
  case text(String)
  case list([JSONNode])
  case object([Member])

  package struct Member: Sendable, Hashable {
    package var key: String
    package var value: JSONNode

    package init(_ key: String, _ value: JSONNode) { (self.key, self.value) = (key, value) }
  }
}

extension JSONNode {
  /// The members of an object by name; `nil` for anything else.
  package var members: [String: JSONNode]? {
    guard case .object(let members) = self else { return nil }
    return Dictionary(members.map { ($0.key, $0.value) }) { first, _ in first }
  }

  /// The member of an object; `nil` where there is none.
  package subscript(key: String) -> JSONNode? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  package var text: String? { if case .text(let text) = self { text } else { nil } }
  package var integer: Int? { if case .integer(let number) = self { number } else { nil } }
  package var truth: Bool? { if case .truth(let truth) = self { truth } else { nil } }
  package var list: [JSONNode]? { if case .list(let list) = self { list } else { nil } }

  /// A whole number or a fraction as the nearest Double.
  package var number: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .natural(let number): Double(number)
    case .real(let number): number
    default: nil
    }
  }

  /// What it is, for the text of an error.
  package var kindText: String {
    switch self {
    case .null: "null"
    case .truth: "a truth value"
    case .integer, .natural, .real: "a number"
    case .text: "a text"
    case .list: "a list"
    case .object: "an object"
    }
  }
}

extension JSONNode {
  /// How many lists and objects stand inside each other.
  var depth: Int {
    switch self {
    case .list(let nodes): 1 + (nodes.lazy.map(\.depth).max() ?? 0)
    case .object(let members): 1 + (members.lazy.map(\.value.depth).max() ?? 0)
    default: 0
    }
  }
}
