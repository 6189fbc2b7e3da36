import Estimators

/// The settings of a JSON object, by name. Reading one refuses what is of another type.
struct SettingsReader {
  private let values: [String: JSONNode]

  /// - Parameters:
  ///   - json: A JSON object; empty text is one without settings.
  ///   - kind: What the settings are of, for messages.
  ///   - known: The names that there are.
  init(_ json: String, of kind: String, known: [String]) throws {
    guard json.contains(where: { !$0.isWhitespace }) else {
      values = [:]
      return
    }
    let node: JSONNode
    do throws(JSONText.Fault) {
      node = try JSONText.node(Array(json.utf8)[...])
    } catch {
      throw Refusal.setting("The settings of a \(kind) are no JSON: \(error). Pass an object, such as {}.")
    }
    guard let found = node.members else {
      throw Refusal.setting("The settings of a \(kind) must be one JSON object, such as {}; this is \(node.kindText).")
    }
    if let unknown = found.keys.sorted().first(where: { !known.contains($0) }) {
      throw Refusal.setting(
        "There is no setting \"\(unknown)\" of a \(kind). There are: \(known.sorted().joined(separator: ", ")).")
    }
    values = found
  }

  /// The value as it is; `nil` where there is none, or null.
  func value(_ name: String) -> JSONNode? { values[name].flatMap { $0 == .null ? nil : $0 } }

  /// Whether it is there and null.
  func isNull(_ name: String) -> Bool { values[name] == .null }

  func bool(_ name: String, default usual: Bool) throws -> Bool {
    guard let value = value(name) else { return usual }
    guard let truth = value.truth else { throw refusal(name, value, "true or false") }
    return truth
  }

  /// A number; "inf" stands for infinity, for which JSON has no word.
  func number(_ name: String, default usual: Double) throws -> Double {
    guard let value = value(name) else { return usual }
    if value.text == "inf" { return .infinity }
    guard let number = value.number else { throw refusal(name, value, "a number") }
    return number
  }

  func whole(_ name: String, default usual: Int, in range: ClosedRange<Int>) throws -> Int {
    guard let value = value(name) else { return usual }
    guard let number = value.number.flatMap({ Int(exactly: $0) }), range.contains(number) else {
      throw refusal(name, value, "a whole number in \(range.lowerBound)...\(range.upperBound)")
    }
    return number
  }

  /// One of some words.
  func choice<Value>(_ name: String, default usual: Value, _ choices: KeyValuePairs<String, Value>) throws -> Value {
    guard let value = value(name) else { return usual }
    guard let word = value.text, let found = choices.first(where: { $0.key == word }) else {
      let words = choices.map { "\"\($0.key)\"" }.joined(separator: ", ")
      throw refusal(name, value, "one of \(words)")
    }
    return found.value
  }

  func refusal(_ name: String, _ value: JSONNode, _ rule: String) -> EstimatorError {
    .invalidSetting(name: name, value: String(decoding: JSONText.bytes(value).prefix(60), as: UTF8.self), rule: rule)
  }
}
