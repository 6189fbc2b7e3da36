/// A scorer of this module inside coded settings, by its name.
struct CodedScorer<Label: ClassLabel>: Codable, Sendable {
  let scorer: Scorer<Label>

  init(_ scorer: Scorer<Label>) { self.scorer = scorer }

  init(from decoder: any Decoder) throws {
    let code = try decoder.singleValueContainer().decode(String.self)
    guard let scorer = Scorer<Label>.coded(code) else {
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
