extension ColumnAffine: Codable {
  private enum CodingKeys: String, CodingKey { case scale, shift }

  /// Reads both lists and checks them as the public initialiser does; `null` is a column that becomes missing.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      withMissing: container.decodeFiniteOrMissing(forKey: .scale),
      shift: container.decodeFiniteOrMissing(forKey: .shift))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeWithMissing(scale, forKey: .scale)
    try container.encodeWithMissing(shift, forKey: .shift)
  }
}
