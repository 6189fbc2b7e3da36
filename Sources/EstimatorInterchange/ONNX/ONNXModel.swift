import Estimators

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A fitted classifier as an ONNX model, for onnxruntime and other programs.
///
///     try ONNXModel(pipeline).write(to: URL(filePath: "digits.onnx"))
///
/// In Python, `onnxruntime.InferenceSession("digits.onnx").run(None, {"X": x})` then returns what `predict` and
/// `predictProbabilities` do, the probabilities to some 1e-15.
///
/// A model of features has one input `X`, doubles of n × p; one of a table an input for each column that is read, n ×
/// 1, called as the column: texts for encoders of texts (a gap is the empty text), doubles for everything else (a gap
/// is NaN, `true` is 1). The outputs are `label`, n integers or texts, and `probabilities`, n × K. Classes and names
/// of columns are in the metadata.
///
/// IR version 8, opset 13 of `ai.onnx`, 3 of `ai.onnx.ml` where it is used. Pipelines, searches, calibration,
/// thresholds and `OneVsRest` are exported with what is in them; all linear classifiers, all scalers, imputers,
/// encoders, selectors, products, `PCA`, `Normalizer` and `Binarizer`. Transformers and classifiers of your own
/// join by ``ONNXTransformer`` and ``ONNXClassifier``.
///
/// - SeeAlso: `skl2onnx.to_onnx`.
public struct ONNXModel: Sendable, Hashable {
  /// The bytes of the file.
  public let bytes: [UInt8]
  /// What is in it, in short.
  private let summary: String

  /// A fitted model as ONNX.
  ///
  /// - Parameters:
  ///   - model: What `fitted(to:)` returns.
  ///   - form: The nodes that a linear classifier becomes. Default: arithmetic in doubles.
  ///   - name: The name of the graph.
  ///   - documentation: What whoever opens the file should know: where the data came from, for what it may be used.
  /// - Throws: ``ExportError/notExportable(part:format:instead:)`` for a step that has no form in ONNX, or labels that
  ///   are neither integers nor texts.
  public init(
    _ model: some LabelModel, form: ONNXForm = .graph, name: String = "classifier", documentation: String = ""
  ) throws {
    var graph = ONNXGraph(form: form, labels: try ExportedLabels(model.classes))
    let classes = try graph.classified(graph.input, by: model)
    if classes.labels == nil { try graph.requireGraph(for: "a fitted \(Readable.name(type(of: model)))") }
    let file = graph.file(classes, name: name, documentation: documentation)
    bytes = try file.serializedBytes()
    summary = "\(file.graph.node.count) nodes, \(model.classes.count) classes"
  }

  /// A fitted classifier, pipeline or search as ONNX.
  ///
  /// - Throws: `EstimatorError.notFitted(_:)` before `fit`, and as for a model.
  public init<Fitted: LabelEstimator>(
    _ estimator: Fitted, form: ONNXForm = .graph, name: String = "classifier", documentation: String = ""
  ) throws {
    try self.init(estimator.requireModel(), form: form, name: name, documentation: documentation)
  }

  /// Writes the file, which appears whole or not at all.
  ///
  /// - Throws: ``ExportError/notWritten(path:reason:)``.
  public func write(to url: URL) throws { try writeFile(bytes, to: url) }
}

extension ONNXModel: CustomStringConvertible {
  public var description: String { "ONNX model: \(summary), \(bytes.count) bytes" }
}

/// The nodes that a linear classifier becomes in an ``ONNXModel``.
public struct ONNXForm: NamedChoice, RawRepresentable, Sendable, Hashable, Codable, CaseIterable {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case graph, linearClassifier
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  /// `Gemm`, `Softmax`, `ArgMax` and `Gather`, in doubles: our probabilities to some 1e-15.
  public static let graph = Self(.graph)
  /// The operator `LinearClassifier` of `ai.onnx.ml`, for tools that look for it: the input and the probabilities are
  /// floats, right to some 1e-6 while scores are below 100; a label can differ where two classes are that close.
  public static let linearClassifier = Self(.linearClassifier)
}
