/// A value and its JSON in files of earlier versions, which must be read and written as ever.
public struct CodedForm: Sendable, CustomStringConvertible {
  public let description: String
  /// What is written for the value today.
  public let written: @Sendable () throws -> String
  /// The JSON.
  public let json: String
  /// Whether the JSON is read as the value.
  public let isRead: @Sendable () throws -> Bool

  public init<Value: Codable & Hashable & Sendable>(_ value: Value, _ json: String) {
    description = "\(Value.self) \(json)"
    self.json = json
    written = { try JSON.text(of: value) }
    isRead = { try JSON.value(Value.self, of: json) == value }
  }

  /// All alternatives of a choice that is coded by its name alone.
  public static func names<Choice>(_ type: Choice.Type, _ names: String) -> [CodedForm]
  where Choice: Codable & Hashable & Sendable & CaseIterable & RawRepresentable<String> {
    precondition(names.split(separator: " ").elementsEqual(Choice.allCases.map { Substring($0.rawValue) }), names)
    return Choice.allCases.map { CodedForm($0, "\"\($0.rawValue)\"") }
  }
}
