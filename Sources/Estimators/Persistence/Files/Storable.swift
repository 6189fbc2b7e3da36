import Files

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What a model file can hold: every fitted model, and other results of fits.
///
///     try model.write(to: url)
///     let same = try LogisticRegression().load(url)       // a recipe knows the type
///
/// A file is exact to the bit, and reading one runs no code and trusts nothing that it says. Its bytes are described in
/// <doc:ModelFiles>.
public protocol Storable: Codable, Sendable {}

extension Storable {
  /// Writes this value; the file appears whole or not at all.
  ///
  /// - Parameters:
  ///   - url: A file; one that is there is replaced.
  ///   - report: How much is kept of how the fits went.
  /// - Throws: ``ModelFileError/cannotWrite(file:reason:)``, ``ModelFileError/notStorable(what:reason:)``.
  /// - Complexity: O(bytes); two copies of the numbers in memory.
  public func write(to url: URL, report: ReportDetail = .full) throws {
    try ModelFileBytes.write(storedBytes(report: report), to: url)
  }

  /// What ``write(to:report:)`` writes.
  ///
  /// - Throws: ``ModelFileError/notStorable(what:reason:)``.
  public func fileContent(report: ReportDetail = .full) throws -> Data { Data(try storedBytes(report: report)) }

  /// Reads a value of this type. Where there is a recipe, its `load` names no type.
  ///
  /// - Throws: ``ModelFileError``.
  public static func load(_ url: URL) throws -> Self {
    try StoredValue<Self>.model(ModelFileBytes.read(url), file: ModelFileBytes.name(url))
  }

  /// Reads a value of this type from the content of a file.
  ///
  /// - Throws: ``ModelFileError``.
  public static func load(_ content: Data) throws -> Self {
    try StoredValue<Self>.model(Array(content), file: "The content")
  }

  private func storedBytes(report: ReportDetail) throws -> [UInt8] {
    try StoredValue(settings: Nothing?.none, model: self).bytes(report: report)
  }
}

extension Estimator {
  /// Reads the model that a fit of such an estimator has left in a file. Settings play no part, only the kinds of the
  /// estimator, of its stages and of its labels do.
  ///
  ///     let model = try Pipeline { StandardScaler(); LogisticRegression<String>() }.load(url)
  ///
  /// - Throws: ``ModelFileError``, with ``ModelFileError/otherKind(file:found:wanted:)`` for a model of another kind.
  public func load(_ url: URL) throws -> Model { try Model.load(url) }

  /// Reads a model from the content of a file.
  ///
  /// - Throws: ``ModelFileError``.
  public func load(_ content: Data) throws -> Model { try Model.load(content) }
}

extension LogisticRegressionPath {
  /// Reads the models that such a path has left in a file.
  ///
  /// - Throws: ``ModelFileError``.
  public func load(_ url: URL) throws -> Fitted { try Fitted.load(url) }

  /// Reads the models of a path from the content of a file.
  ///
  /// - Throws: ``ModelFileError``.
  public func load(_ content: Data) throws -> Fitted { try Fitted.load(content) }
}

extension Estimator where Self: Codable {
  /// Writes the settings, and the model if there is one. `load` reads the model, `restored(from:)` both.
  ///
  /// - Parameters:
  ///   - url: A file; one that is there is replaced.
  ///   - report: How much is kept of how the fits went.
  /// - Throws: ``ModelFileError/cannotWrite(file:reason:)``, and ``ModelFileError/notStorable(what:reason:)`` for
  ///   settings that are code: a scorer, splitter or minimiser of your own.
  public func write(to url: URL, report: ReportDetail = .full) throws {
    try ModelFileBytes.write(StoredValue(settings: unfitted, model: model).bytes(report: report), to: url)
  }

  /// The estimator in a file: its settings, and its model if it was fitted. The settings of the receiver play no part.
  ///
  ///     let clf = try LogisticRegression().restored(from: url)
  ///
  /// - Throws: ``ModelFileError``.
  public func restored(from url: URL) throws -> Self {
    try restored(from: ModelFileBytes.read(url), file: ModelFileBytes.name(url))
  }

  /// The estimator in the content of a file.
  ///
  /// - Throws: ``ModelFileError``.
  public func restored(from content: Data) throws -> Self {
    try restored(from: Array(content), file: "The content")
  }

  /// What ``write(to:report:)`` writes.
  ///
  /// - Throws: ``ModelFileError/notStorable(what:reason:)``.
  public func fileContent(report: ReportDetail = .full) throws -> Data {
    Data(try StoredValue(settings: unfitted, model: model).bytes(report: report))
  }

  private func restored(from bytes: [UInt8], file: String) throws -> Self {
    let (settings, model) = try StoredValue<Model>.parts(bytes, settings: Self.self, file: file)
    var estimator = settings
    estimator.model = model
    return estimator
  }
}

/// Files as bytes.
enum ModelFileBytes {
  static func name(_ url: URL) -> String { url.isFileURL ? url.lastPathComponent : url.absoluteString }

  static func write(_ bytes: [UInt8], to url: URL) throws {
    guard url.isFileURL else {
      throw ModelFileError.cannotWrite(
        file: name(url), reason: "only file URLs are written to. Pass URL(filePath:).")
    }
    do {
      try bytes.withUnsafeBytes { try AtomicFile.write($0, to: url.path) }
    } catch let error as FileError {
      throw ModelFileError.cannotWrite(file: name(url), reason: error.description)
    }
  }

  static func read(_ url: URL) throws -> [UInt8] {
    guard url.isFileURL else {
      throw ModelFileError.cannotRead(
        file: name(url), reason: "only file URLs are read here. Download the file first.")
    }
    do {
      let file = try InputFile(url.path)
      guard Memory.has(file.size) else { throw ModelFileError.tooLarge(file: name(url), bytes: file.size) }
      var bytes = [UInt8](repeating: 0, count: file.size)
      let found = try bytes.withUnsafeMutableBytes { try file.read(into: $0) }
      return found == bytes.count ? bytes : Array(bytes.prefix(found))
    } catch let error as FileError {
      throw ModelFileError.cannotRead(file: name(url), reason: error.description)
    }
  }
}
