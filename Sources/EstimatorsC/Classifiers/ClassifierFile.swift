import CEstimators
import Estimators
import Files

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Settings and model in a file: JSON, its numbers exact to the bit.
struct ClassifierFile<Label: ClassLabel>: Codable {
  var format = ClassifierFileHead.expectedFormat
  var version = ClassifierFileHead.newestVersion
  let labels: ClassifierFileHead.Labels?
  /// The text of the settings.
  let settings: String
  let model: LogisticRegression<Label>.Model?
}

/// What tells how the rest is to be read.
struct ClassifierFileHead: Codable {
  static let expectedFormat = "estimators-classifier"
  static let newestVersion = 1

  enum Labels: String, Codable { case integers, strings }

  let format: String
  let version: Int
  /// Of a classifier that was fitted.
  let labels: Labels?
}

extension ClassifierHandle {
  /// - Throws: `FileError`.
  func save(_ path: String) throws {
    let data =
      switch possibleModel {
      case let model as LogisticRegression<Int>.Model:
        try JSONEncoder().encode(ClassifierFile(labels: .integers, settings: settings.json, model: model))
      case let model as LogisticRegression<String>.Model:
        try JSONEncoder().encode(ClassifierFile(labels: .strings, settings: settings.json, model: model))
      default: try JSONEncoder().encode(ClassifierFile<Int>(labels: nil, settings: settings.json, model: nil))
      }
    try data.withUnsafeBytes { try AtomicFile.write($0, to: path) }
  }

  /// - Throws: `FileError` for a file that can't be read, ``Refusal`` for one that holds something else.
  static func load(_ path: String) throws -> ClassifierHandle {
    let data = try content(of: InputFile(path))
    do {
      let head = try JSONDecoder().decode(ClassifierFileHead.self, from: data)
      guard head.format == ClassifierFileHead.expectedFormat else {
        throw refused(path, "its format is \"\(head.format)\", not \"\(ClassifierFileHead.expectedFormat)\"")
      }
      guard head.version <= ClassifierFileHead.newestVersion else {
        throw refused(
          path, "it has version \(head.version); this library reads up to \(ClassifierFileHead.newestVersion)")
      }
      return try head.labels == .strings ? read(data, as: String.self) : read(data, as: Int.self)
    } catch let error as DecodingError {
      throw refused(path, reason(error))
    } catch let error as EstimatorError {
      throw refused(path, error.description)
    }
  }

  private static func read<Label: ClassLabel>(_ data: Data, as label: Label.Type) throws -> ClassifierHandle {
    let file = try JSONDecoder().decode(ClassifierFile<Label>.self, from: data)
    return ClassifierHandle(try ClassifierSettings(json: file.settings), model: file.model)
  }

  private static func content(of file: consuming InputFile) throws -> Data {
    try Memory.require(
      Memory.bytes(file.size, 4), for: "A file of \(file.size) bytes", instead: "Free memory, or load a smaller model.")
    var data = Data(count: file.size)
    let found = try data.withUnsafeMutableBytes { try file.read(into: $0) }
    return data.prefix(found)
  }

  private static func refused(_ path: String, _ reason: String) -> Refusal {
    Refusal(
      code: ESTIMATORS_FILE,
      sentence: "\"\(path)\" is no file of estimators_classifier_save: \(reason). Save the classifier again.")
  }

  private static func reason(_ error: DecodingError) -> String {
    switch error {
    case .dataCorrupted(let context), .keyNotFound(_, let context), .typeMismatch(_, let context),
      .valueNotFound(_, let context):
      context.debugDescription
    @unknown default: "it cannot be read"
    }
  }
}

@_cdecl("estimators_classifier_save")
public func classifierSave(_ classifier: OpaquePointer?, _ path: UnsafePointer<CChar>?) -> Int32 {
  guarded { try object(classifier, as: ClassifierHandle.self, "classifier").save(text(path, "path")) }
}

@_cdecl("estimators_classifier_load")
public func classifierLoad(
  _ path: UnsafePointer<CChar>?, _ result: UnsafeMutablePointer<OpaquePointer?>?
) -> Int32 {
  guarded {
    let result = try place(result, "result")
    result.pointee = handle(try ClassifierHandle.load(text(path, "path")))
  }
}
