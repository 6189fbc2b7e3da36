import CEstimators
import Estimators

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension ClassifierHandle {
  /// Writes settings and model as Swift's `LogisticRegression.write(to:)` does.
  ///
  /// - Throws: `ModelFileError`.
  func save(_ url: URL) throws {
    switch possibleModel {
    case let model as LogisticRegression<String>.Model: try write(model, to: url) { $0 }
    case let model as LogisticRegression<Int>.Model: try write(model, to: url) { Int($0) }
    // Without a model the labels may be of either type. Only class weights tell of which.
    default:
      do { try write(nil, to: url) { Int($0) } } catch EstimatorError.Code.invalidSetting {
        try write(nil, to: url) { $0 }
      }
    }
  }

  private func write<Label: ClassLabel>(
    _ model: LogisticRegression<Label>.Model?, to url: URL, label: (String) -> Label?
  ) throws {
    var classifier = try settings.classifier(label)
    classifier.model = model
    try classifier.write(to: url)
  }

  /// - Throws: `ModelFileError` for a file that can't be read, or holds something else.
  static func load(_ url: URL) throws -> ClassifierHandle {
    let info = try ModelFileInfo(contentsOf: url)
    func read<Label: ClassLabel>(_ usual: LogisticRegression<Label>) throws -> ClassifierHandle {
      // Swift may have written a model alone.
      guard info.hasSettings else { return ClassifierHandle(ClassifierSettings(usual), model: try usual.load(url)) }
      let classifier = try usual.restored(from: url)
      return ClassifierHandle(ClassifierSettings(classifier), model: classifier.model)
    }
    return info.kind == "LogisticRegression<String>"
      ? try read(LogisticRegression<String>()) : try read(LogisticRegression<Int>())
  }
}

@_cdecl("estimators_classifier_save")
public func classifierSave(_ classifier: OpaquePointer?, _ path: UnsafePointer<CChar>?) -> Int32 {
  guarded {
    try object(classifier, as: ClassifierHandle.self, "classifier").save(URL(filePath: text(path, "path")))
  }
}

@_cdecl("estimators_classifier_load")
public func classifierLoad(
  _ path: UnsafePointer<CChar>?, _ result: UnsafeMutablePointer<OpaquePointer?>?
) -> Int32 {
  guarded {
    let result = try place(result, "result")
    result.pointee = handle(try ClassifierHandle.load(URL(filePath: text(path, "path"))))
  }
}
