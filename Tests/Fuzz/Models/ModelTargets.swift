import Estimators
import Foundation

func allTargets(scratch: URL) throws -> [Target] {
  var kinds = ModelTargets()
  try kinds.addAll()
  return try FileTargets.all(scratch: scratch) + kinds.targets
}

/// Coded models of every fitted kind, damaged. An accepted one predicts or transforms, goes on learning where there is
/// a way, and is coded again.
struct ModelTargets {
  private var seeds: [Seed] = []

  private struct Seed {
    let name: String
    let tree: Tree
    /// Its model file, and what reads one; `nil` for what is in none.
    let file: [UInt8]?
    let open: @Sendable (Input) throws -> Target.Use
  }

  /// One target for each, which takes parts from all.
  var targets: [Target] {
    let trees = seeds.map(\.tree)
    let texts = trees.map { Array($0.json.utf8) }
    return seeds.map { seed in
      Target(
        name: "model: \(seed.name)", make: { random in try Self.make(seed.tree, trees, texts, &random) },
        open: seed.open)
    } + fileTargets(trees, texts)
  }

  private func fileTargets(_ trees: [Tree], _ texts: [[UInt8]]) -> [Target] {
    let damage = ModelFileDamage(trees: trees, texts: texts)
    return seeds.compactMap { seed in
      seed.file.map { file in
        Target(
          name: "model file: \(seed.name)",
          make: { random in
            let (bytes, slips) = try damage.damaged(file, &random)
            return Input(bytes: Data(bytes), format: "model", slips: slips, isExtreme: true)
          }, open: seed.open)
      }
    }
  }

  /// Half as JSON, half as a property list; most are damaged as trees, some as bytes, some both ways.
  private static func make(
    _ tree: Tree, _ trees: [Tree], _ texts: [[UInt8]], _ random: inout CaseRandom
  ) throws -> Input {
    var tree = tree
    let way = random.below(8)
    var slips = way > 0 ? TreeDamage(others: trees).damage(&tree, &random) : []
    var (bytes, format) = (Array(tree.json.utf8), "json")
    if random.chance(1, of: 2) {
      let list = try PropertyListSerialization.data(fromPropertyList: tree.propertyList, format: .binary, options: 0)
      (bytes, format) = (Array(list), "plist")
    }
    if way < 2 { slips += ByteDamage(others: texts).damage(&bytes, &random) }
    return Input(bytes: Data(bytes), format: format, slips: slips, isExtreme: way < 2 || tree.isExtreme)
  }

  /// Adds a kind that is used in the same way whatever its numbers are.
  mutating func add<Value: Codable & SendableMetatype>(
    _ name: String, _ value: Value, use: @escaping @Sendable (Value, inout CaseRandom) throws -> Void
  ) throws {
    try add(name, value) { value, _, random in try use(value, &random) }
  }

  /// Adds a kind.
  mutating func add<Value: Codable & SendableMetatype>(
    _ name: String, _ value: Value, use: @escaping @Sendable (Value, Input, inout CaseRandom) throws -> Void
  ) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let tree = try TreeReader.tree(of: String(decoding: encoder.encode(value), as: UTF8.self)).untimed
    let untimed = try JSONDecoder().decode(Value.self, from: Data(tree.json.utf8))
    seeds.append(
      Seed(name: name, tree: tree, file: try (untimed as? any Storable).map { [UInt8](try $0.fileContent()) }) {
        input in
        let value = try Self.decoded(Value.self, input)
        return { random in
          try use(value, input, &random)
          _ = try Self.decoded(Value.self, try Self.encoded(value, as: input.format))
        }
      })
  }

  private static func decoded<Value: Decodable>(_ type: Value.Type, _ input: Input) throws -> Value {
    if input.format == "model", let type = type as? any Storable.Type, let value = try type.load(input.bytes) as? Value
    {
      return value
    }
    do {
      return input.format == "json"
        ? try JSONDecoder().decode(type, from: input.bytes) : try PropertyListDecoder().decode(type, from: input.bytes)
    } catch  where String(reflecting: Swift.type(of: error)).hasPrefix("Foundation") {
      // Of bytes that are no property list Foundation throws errors that it keeps to itself.
      throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "\(error)"))
    }
  }

  private static func encoded(_ value: some Encodable, as format: String) throws -> Input {
    if format == "json" { return Input(bytes: try JSONEncoder().encode(value), format: format) }
    if format == "model", let value = value as? any Storable {
      return Input(bytes: try value.fileContent(), format: format)
    }
    let encoder = PropertyListEncoder()
    encoder.outputFormat = .binary
    return Input(bytes: try encoder.encode(value), format: format)
  }
}
