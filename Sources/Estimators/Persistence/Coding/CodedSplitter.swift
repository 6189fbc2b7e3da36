/// A splitter of this module inside coded settings: its name, and its settings.
struct CodedSplitter: Codable, Sendable {
  let splitter: any Splitter

  init(_ splitter: any Splitter) { self.splitter = splitter }

  private enum CodingKeys: String, CodingKey { case name, settings }

  private static let types: [any (Splitter & Codable).Type] = [
    KFold.self, StratifiedKFold.self, GroupKFold.self, RepeatedStratifiedKFold.self, LeaveOneOut.self,
    ShuffleSplit.self, StratifiedShuffleSplit.self, TimeSeriesSplit.self,
  ]

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let name = try container.decode(String.self, forKey: .name)
    guard let type = Self.types.first(where: { "\($0)" == name }) else {
      throw DecodingError.dataCorruptedError(
        forKey: .name, in: container, debugDescription: "There is no splitter \(name.debugDescription).")
    }
    splitter = try type.init(from: container.superDecoder(forKey: .settings))
  }

  func encode(to encoder: any Encoder) throws {
    let type = type(of: splitter)
    guard let coded = splitter as? any Splitter & Codable, Self.types.contains(where: { $0 == type }) else {
      throw EncodingError.invalidValue(
        splitter,
        .init(
          codingPath: encoder.codingPath,
          debugDescription: "the splitter \(type) is code of yours. Write the model alone.")
      )
    }
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode("\(type)", forKey: .name)
    try coded.encode(to: container.superEncoder(forKey: .settings))
  }
}
