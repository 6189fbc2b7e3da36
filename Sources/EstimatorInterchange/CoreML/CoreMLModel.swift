import Estimators
internal import InterchangeSchemas
internal import SwiftProtobuf

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A fitted linear classifier, with the scalers before it, as a Core ML model.
///
///     try CoreMLModel(pipeline, input: "pixels").write(to: URL(filePath: "Digits.mlmodel"))
///
/// Xcode compiles the file into an app and makes a class of it. The input is an array of p doubles; the outputs are the
/// class, called `label`, and `probabilities`, a dictionary by class. Scalers stay a `Scaler` of their own, in front of
/// a `GLMClassifier`: ReferenceClass, the first class, for softmax and for two classes; OneVsRest otherwise.
///
/// Specification version 1, so iOS 11 and macOS 10.13 read it. Core ML computes in doubles or floats as the device
/// likes. (Only Apple's systems run it; coremltools loads it anywhere.)
///
/// For what Core ML has no form (encoders, imputers, calibration), ship the model itself: this package runs on iOS.
///
/// - SeeAlso: `coremltools.converters.sklearn.convert`, which takes one-vs-rest of scikit-learn up to 1.5.1 alone.
public struct CoreMLModel: Sendable, Hashable {
  /// The bytes of the file.
  public let bytes: [UInt8]
  /// What is in it, in short.
  private let summary: String

  /// A fitted model as Core ML.
  ///
  /// - Parameters:
  ///   - model: What `fitted(to:)` returns.
  ///   - input: What the input is called.
  ///   - documentation: What whoever opens the file should know.
  /// - Throws: ``ExportError/notExportable(part:format:instead:)`` for a step that is no scaler or linear classifier,
  ///   labels that are neither integers nor texts, and a column that the scaler has never seen a number of.
  public init(_ model: some LabelModel, input: String = "features", documentation: String = "") throws {
    let rule = try linearPredictor(of: model, for: Self.format)
    let writer = CoreMLWriter(
      rule: rule, labels: try ExportedLabels(model.classes), input: input, documentation: documentation)
    try writer.validate()
    var options = BinaryEncodingOptions()
    options.useDeterministicOrdering = true
    bytes = try writer.file.serializedBytes(options: options)
    summary = "\(rule.columns.count) columns\(rule.scaling == nil ? "" : ", scaled"), \(model.classes.count) classes"
  }

  /// A fitted classifier, pipeline or search as Core ML.
  ///
  /// - Throws: `EstimatorError.notFitted(_:)` before `fit`, and as for a model.
  public init<Fitted: LabelEstimator>(
    _ estimator: Fitted, input: String = "features", documentation: String = ""
  ) throws {
    try self.init(estimator.requireModel(), input: input, documentation: documentation)
  }

  static let format = "A Core ML file"

  /// Writes the file, which appears whole or not at all.
  ///
  /// - Throws: ``ExportError/notWritten(path:reason:)``.
  public func write(to url: URL) throws { try writeFile(bytes, to: url) }
}

extension CoreMLModel: CustomStringConvertible {
  public var description: String { "Core ML model: \(summary), \(bytes.count) bytes" }
}
