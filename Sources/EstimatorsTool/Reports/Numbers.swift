import Estimators

/// A number as people read it: four digits behind the point.
func short(_ value: Double) -> String { "\((value * 10_000).rounded() / 10_000)" }

extension JSONNode {
  /// An object with its members in this order.
  init(_ members: KeyValuePairs<String, JSONNode>) { self = .object(members.map { Member($0, $1) }) }

  /// `null` for what is no finite number, as JSON has none.
  init(_ number: Double) { self = number.isFinite ? .real(number) : .null }

  init(texts: [String]) { self = .list(texts.map(JSONNode.text)) }

  /// The text that is printed.
  var line: String { String(decoding: JSONText.bytes(self), as: UTF8.self) }
}
