import Estimators
import Files

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A fitted classifier as a folder that mlflow reads: an ``ONNXModel`` and the file `MLmodel` that describes it.
///
///     try MLflowModel(pipeline).write(to: URL(filePath: "digits"))
///
/// `mlflow.onnx.load_model("digits")` and `mlflow.pyfunc.load_model("digits")` load it, `mlflow models serve -m digits`
/// serves it. It needs Python's `mlflow`, `onnx` and `onnxruntime` there.
public struct MLflowModel: Sendable, Hashable {
  /// The model in the folder.
  public let onnx: ONNXModel
  /// The text of the file `MLmodel`, which is YAML.
  public let description: String
  /// What Python needs: the texts of `requirements.txt` and `python_env.yaml`.
  private static let requirements = "mlflow\nonnx>=1.14\nonnxruntime>=1.16\n"
  private static let environment = "python: 3.11\nbuild_dependencies:\n- pip\ndependencies:\n- -r requirements.txt\n"

  /// A fitted model for mlflow.
  ///
  /// - Throws: What ``ONNXModel`` throws.
  public init(_ model: some LabelModel, documentation: String = "") throws {
    var graph = ONNXGraph(form: .graph, labels: try ExportedLabels(model.classes))
    _ = try graph.classified(graph.input, by: model)
    onnx = try ONNXModel(model, documentation: documentation)
    description = Self.description(graph)
  }

  /// A fitted classifier, pipeline or search for mlflow.
  ///
  /// - Throws: `EstimatorError.notFitted(_:)` before `fit`, and as for a model.
  public init<Fitted: LabelEstimator>(_ estimator: Fitted, documentation: String = "") throws {
    try self.init(estimator.requireModel(), documentation: documentation)
  }

  /// Writes the folder, made if it is not there; files in it of the same names are replaced.
  ///
  /// - Throws: ``ExportError/notWritten(path:reason:)``.
  public func write(to folder: URL) throws {
    guard folder.isFileURL else {
      throw ExportError.notWritten(
        path: folder.absoluteString, reason: "only file URLs are written to. Pass URL(filePath:).")
    }
    do {
      try Folder.make(folder.path)
    } catch {
      throw ExportError.notWritten(path: folder.path, reason: error.description)
    }
    try onnx.write(to: folder.appending(path: "model.onnx"))
    try writeFile(Self.requirements.utf8, to: folder.appending(path: "requirements.txt"))
    try writeFile(Self.environment.utf8, to: folder.appending(path: "python_env.yaml"))
    // The last, since it says that the folder is a model.
    try writeFile(description.utf8, to: folder.appending(path: "MLmodel"))
  }

  private static func description(_ graph: ONNXGraph) -> String {
    """
    flavors:
      onnx:
        code: null
        data: model.onnx
        onnx_version: '1.14.0'
        providers:
        - CPUExecutionProvider
      python_function:
        data: model.onnx
        env:
          virtualenv: python_env.yaml
        loader_module: mlflow.onnx
    signature:
      inputs: \(yamlText(inputs(graph)))
      outputs: \(yamlText(outputs(graph)))

    """
  }

  /// A text between single quotes.
  private static func yamlText(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }

  private static func inputs(_ graph: ONNXGraph) -> String {
    let entries = graph.inputs.map { input in
      tensor(input.value.name, input.element == .string ? "str" : "float64", [-1, input.columns ?? -1])
    }
    return "[" + entries.joined(separator: ", ") + "]"
  }

  private static func outputs(_ graph: ONNXGraph) -> String {
    let labels: String
    if case .texts = graph.labels.kind { labels = "str" } else { labels = "int64" }
    return "[" + tensor("label", labels, [-1]) + ", " + tensor("probabilities", "float64", [-1, graph.labels.count])
      + "]"
  }

  private static func tensor(_ name: String, _ type: String, _ shape: [Int]) -> String {
    let spec = #"{"dtype": "\#(type)", "shape": [\#(shape.map { "\($0)" }.joined(separator: ", "))]}"#
    return #"{"name": \#(name.jsonLiteral), "type": "tensor", "tensor-spec": \#(spec)}"#
  }
}
