import Estimators

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The settings of a JSON object, by name. Reading one refuses what is of another type.
struct SettingsReader {
  private let values: [String: JSONValue]

  /// - Parameters:
  ///   - json: A JSON object; empty text is one without settings.
  ///   - kind: What the settings are of, for messages.
  ///   - known: The names that there are.
  init(_ json: String, of kind: String, known: [String]) throws {
    guard json.contains(where: { !$0.isWhitespace }) else {
      values = [:]
      return
    }
    guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(json.utf8)), case .object(let found) = value
    else {
      throw Refusal.setting("The settings of a \(kind) must be one JSON object, such as {}. Found: \(json.prefix(60))")
    }
    if let unknown = found.keys.sorted().first(where: { !known.contains($0) }) {
      throw Refusal.setting(
        "There is no setting \"\(unknown)\" of a \(kind). There are: \(known.sorted().joined(separator: ", ")).")
    }
    values = found
  }

  /// The value as it is; `nil` where there is none, or null.
  func value(_ name: String) -> JSONValue? {
    guard let value = values[name] else { return nil }
    if case .null = value { return nil }
    return value
  }

  func has(_ name: String) -> Bool { values[name] != nil }

  func bool(_ name: String, default usual: Bool) throws -> Bool {
    switch value(name) {
    case nil: usual
    case .bool(let value): value
    case let other?: throw refusal(name, other, "true or false")
    }
  }

  /// A number; "inf" stands for infinity, for which JSON has no word.
  func number(_ name: String, default usual: Double) throws -> Double {
    switch value(name) {
    case nil: usual
    case .number(let value): value
    case .text("inf"): .infinity
    case let other?: throw refusal(name, other, "a number")
    }
  }

  func whole(_ name: String, default usual: Int, in range: ClosedRange<Int>) throws -> Int {
    let value = value(name)
    let number: Int?
    switch value {
    case nil: number = usual
    case .number(let value): number = Int(exactly: value)
    default: number = nil
    }
    guard let number, range.contains(number) else {
      throw refusal(name, value ?? .null, "a whole number in \(range.lowerBound)...\(range.upperBound)")
    }
    return number
  }

  /// One of some words.
  func choice<Value>(_ name: String, default usual: Value, _ choices: KeyValuePairs<String, Value>) throws -> Value {
    guard let value = value(name) else { return usual }
    guard case .text(let word) = value, let found = choices.first(where: { $0.key == word }) else {
      let words = choices.map { "\"\($0.key)\"" }.joined(separator: ", ")
      throw refusal(name, value, "one of \(words)")
    }
    return found.value
  }

  func refusal(_ name: String, _ value: JSONValue, _ rule: String) -> EstimatorError {
    .invalidSetting(name: name, value: value.description, rule: rule)
  }
}
