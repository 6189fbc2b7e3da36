/// A scorer of this module inside coded settings, by its name.
struct CodedScorer<Target: Hashable & Sendable>: Codable, Sendable {
  let scorer: Scorer<Target>

  init(_ scorer: Scorer<Target>) { self.scorer = scorer }

  init(from decoder: any Decoder) throws {
    let code = try decoder.singleValueContainer().decode(String.self)
    guard let scorer = Scorer<Target>.coded(code) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "There is no scorer \(code.debugDescription)."))
    }
    self.scorer = scorer
  }

  func encode(to encoder: any Encoder) throws {
    guard let code = scorer.code else {
      throw EncodingError.invalidValue(
        scorer,
        .init(
          codingPath: encoder.codingPath,
          debugDescription: "the scorer \(scorer.name.debugDescription) is code of yours. Write the model alone."))
    }
    var container = encoder.singleValueContainer()
    try container.encode(code)
  }
}
