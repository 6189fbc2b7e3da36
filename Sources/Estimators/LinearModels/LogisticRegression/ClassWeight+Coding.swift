/// In a file: `"uniform"`, `"balanced"`, or a list of labels with their weights.
extension ClassWeight: Codable {
  private struct Entry: Codable {
    let label: CodedLabel<Label>
    let weight: Double
  }

  public init(from decoder: any Decoder) throws {
    guard let name = try? decoder.singleValueContainer().decode(String.self) else {
      let entries = try [Entry](from: decoder)
      self = .weights(Dictionary(entries.map { ($0.label.label, $0.weight) }) { first, _ in first })
      try requireDecoded(
        weights?.count == entries.count, "A class has two weights in a list of \(entries.count).", decoder)
      return
    }
    switch name {
    case "uniform": self = .uniform
    case "balanced": self = .balanced
    default:
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "There is no class weight \(name.debugDescription)."))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    switch kind {
    case .uniform: try "uniform".encode(to: encoder)
    case .balanced: try "balanced".encode(to: encoder)
    case .weights(let byLabel):
      let entries = byLabel.sorted { Label.inClassOrder($0.key, $1.key) }
      try entries.map { Entry(label: CodedLabel($0.key), weight: $0.value) }.encode(to: encoder)
    }
  }
}
