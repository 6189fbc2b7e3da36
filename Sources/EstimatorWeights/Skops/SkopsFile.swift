import EstimatorDatasets
import Estimators

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A `.skops` file: a zip archive of `schema.json`, which tells the objects, and of their arrays as npy files.
///
///     print(try SkopsFile(contentsOf: url))        // StandardScaler, LogisticRegression
///
/// It is looked at, never run: what the schema says of classes and functions of Python is a name here.
public struct SkopsFile: Sendable {
  /// The steps of the pipeline in the file, one where it is none.
  public let steps: [SkopsStep]

  /// Opens a file.
  ///
  /// - Throws: `DatasetError`.
  public init(contentsOf url: URL) throws { try self.init(FileBytes.read(url), named: FileBytes.displayName(url)) }

  /// Opens the content of a file.
  ///
  /// - Throws: `DatasetError`.
  public init(_ data: Data, named file: String = "the skops data") throws {
    let source = try SkopsSource(data, file: file)
    steps = try SkopsStep(node: source.root, source: source).flattened()
  }
}

extension SkopsFile: CustomStringConvertible {
  /// The classes of the steps.
  public var description: String { steps.map(\.className).joined(separator: ", ") }
}

/// The archive of a skops file, and its schema.
final class SkopsSource: Sendable {
  /// The protocols of skops up to 0.16.
  private static let newest = 2
  private static let longestSchema = 1 << 26

  let file: String
  let root: JSONNode
  private let archive: ZipArchive
  private let entries: [String: ZipArchive.Entry]
  /// Objects that others refer to.
  private let objects: [Int: JSONNode]

  init(_ data: Data, file: String) throws {
    self.file = file
    archive = try ZipArchive(data, file: file)
    entries = try Dictionary(archive.entries.map { ($0.name, $0) }) { first, _ in
      throw DatasetError.duplicateName(name: first.name, file: file)
    }
    guard let schema = entries["schema.json"], schema.size <= Self.longestSchema else {
      throw DatasetError.malformed(
        file: file, format: "skops", reason: "It has no schema.json of at most 64 MiB. Write it with skops.io.dump.")
    }
    do {
      root = try JSONText.node(Array(archive.content(of: schema))[...])
    } catch let fault as JSONText.Fault {
      throw DatasetError.malformed(file: file, format: "skops", reason: "In its schema.json \(fault).")
    }
    if let version = root["protocol"]?.integer, version > Self.newest {
      throw DatasetError.unsupported(
        file: file, feature: "protocol \(version) of skops", advice: "Up to \(Self.newest) is read: use skops 0.16.")
    }
    var objects: [Int: JSONNode] = [:]
    Self.collect(root, &objects)
    self.objects = objects
  }

  private static func collect(_ node: JSONNode, _ objects: inout [Int: JSONNode]) {
    switch node {
    case .list(let nodes): for node in nodes { collect(node, &objects) }
    case .object(let members):
      if let id = node["__id__"]?.integer, node["__loader__"]?.text != "CachedNode", objects[id] == nil {
        objects[id] = node
      }
      for member in members { collect(member.value, &objects) }
    default: break
    }
  }

  /// The object itself, where a node only refers to one.
  func resolved(_ node: JSONNode) -> JSONNode {
    guard node["__loader__"]?.text == "CachedNode", let id = node["__id__"]?.integer else { return node }
    return objects[id] ?? node
  }

  /// An array of the archive.
  func array(_ name: String) throws -> NumPyArray {
    guard let entry = entries[name] else {
      throw DatasetError.noSuchArray(name: name, file: file, available: entries.keys.sorted())
    }
    return try NPY.read(archive.content(of: entry), named: "“\(Readable.cut(name, to: 80))” in \(file)")
  }
}
