extension RandomState: Codable {
  private enum CodingKeys: String, CodingKey { case key, position, cachedNormal }

  /// Reads the parts of NumPy's `get_state()`: the 624 words, the position, and a waiting normal number if there is
  /// one.
  ///
  /// - Throws: `DecodingError.dataCorrupted` when there are not 624 words or the position is not in `0...624`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    key = try container.decode([UInt32].self, forKey: .key)
    position = try container.decode(Int.self, forKey: .position)
    cachedNormal = try container.decodeIfPresent(Double.self, forKey: .cachedNormal)
    guard key.count == Self.wordCount, (0...Self.wordCount).contains(position) else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "A random state has \(Self.wordCount) words and a position in 0...\(Self.wordCount), "
            + "got \(key.count) words and position \(position). Store it again, or start from a seed."))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(key, forKey: .key)
    try container.encode(position, forKey: .position)
    try container.encodeIfPresent(cachedNormal, forKey: .cachedNormal)
  }
}
