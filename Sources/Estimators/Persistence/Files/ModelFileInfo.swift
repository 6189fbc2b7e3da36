#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What a model file tells of itself, without the model being read.
///
///     print(try ModelFileInfo(contentsOf: url))
///
/// The file is checked as it is when a model is read, but for what the model itself would find wrong.
public struct ModelFileInfo: Sendable, Hashable {
  /// The kind of the model: `Pipeline<StandardScaler, LogisticRegression<String>>`.
  public let kind: String
  /// The version of the header.
  public let schema: Int
  /// What wrote the file: `swift-estimators 0.1.0`.
  public let package: String
  /// The classes of a classifier as texts; empty for others.
  public let classes: [String]
  /// The names of the columns of the fit; `nil` where they had none.
  public let features: [String]?
  /// How the fit went, in words; `nil` where there is no report.
  public let report: String?
  /// Whether there is a fitted model.
  public let hasModel: Bool
  /// Whether there are settings.
  public let hasSettings: Bool
  /// The size of the file.
  public let byteCount: Int

  /// Reads the header of a file.
  ///
  /// - Throws: ``ModelFileError``.
  public init(contentsOf url: URL) throws {
    try self.init(bytes: ModelFileBytes.read(url), file: ModelFileBytes.name(url))
  }

  /// Reads the header in the content of a file.
  ///
  /// - Throws: ``ModelFileError``.
  public init(_ content: Data) throws { try self.init(bytes: Array(content), file: "The content") }

  private init(bytes: [UInt8], file: String) throws {
    let header = try ModelFile(bytes, file: file).header
    guard let kind = header["kind"]?.text, let package = header["package"]?.text else {
      throw ModelFileError.malformed(file: file, reason: "The header names no kind or no package.")
    }
    (self.kind, self.package) = (kind, package)
    schema = header["schema"]?.integer ?? ModelFile.schema
    classes = (header["classes"]?.list ?? []).map { $0.text ?? String(decoding: JSONText.bytes($0), as: UTF8.self) }
    features = header["features"]?.list.map { $0.compactMap(\.text) }
    report = header["report"]?.text
    (hasModel, hasSettings) = (header["model"] != nil, header["settings"] != nil)
    byteCount = bytes.count
  }
}

extension ModelFileInfo: CustomStringConvertible {
  /// Kind, classes, columns and how the fit went, a line each.
  public var description: String {
    let parts = [hasModel ? "model" : nil, hasSettings ? "settings" : nil].compactMap { $0 }
    let head = "\(kind): \(parts.joined(separator: " and ")), \(byteCount) bytes, by \(package)"
    let names = classes.isEmpty ? [] : ["classes: \(Readable.list(classes, most: 10))"]
    let columns = features.map { ["columns: \(Readable.list($0, most: 10))"] } ?? []
    return ([head] + names + columns + [report].compactMap { $0 }).joined(separator: "\n")
  }
}
