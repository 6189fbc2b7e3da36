/// A number inside a file that may be NaN or infinite, which JSON has no number for: then it is the text `"nan"`,
/// `"inf"` or `"-inf"`.
struct CodedNumber: Codable, Sendable {
  let value: Double

  init(_ value: Double) { self.value = value }

  /// Reads a number, one of the three texts, or `null` for NaN.
  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      value = .nan
    } else if let number = try? container.decode(Double.self) {
      value = number
    } else {
      value = try Self.value(of: container.decode(String.self), decoder)
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if value.isFinite {
      try container.encode(value)
    } else {
      try container.encode(value.isNaN ? "nan" : value > 0 ? "inf" : "-inf")
    }
  }

  private static func value(of text: String, _ decoder: any Decoder) throws -> Double {
    let value = ["nan": Double.nan, "inf": .infinity, "-inf": -.infinity][text]
    guard let value else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "\"\(text)\" is neither a number nor nan, inf or -inf.")
      )
    }
    return value
  }
}

extension KeyedDecodingContainer {
  /// Numbers that may be NaN or infinite.
  func decodeNumbers(forKey key: Key) throws -> [Double] { try decode([CodedNumber].self, forKey: key).map(\.value) }
}

extension KeyedEncodingContainer {
  /// Numbers that may be NaN or infinite.
  mutating func encodeNumbers(_ numbers: [Double], forKey key: Key) throws {
    try encode(numbers.map(CodedNumber.init), forKey: key)
  }
}
