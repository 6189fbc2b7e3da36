import ArgumentParser
import EstimatorInterchange
import Estimators
import Foundation

struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes a model for other programs.",
    discussion: """
      An ONNX model has an input for each column of the table: texts for columns of texts, doubles for others. Core ML \
      and source code are for logistic regressions of numbers without gaps; the scaler is in their weights.

        estimators export titanic.model --onnx titanic.onnx
      """)

  @Argument(help: ArgumentHelp("A file that train has written.", valueName: "model")) var model: String

  @Option(help: ArgumentHelp("An ONNX model.", valueName: "file")) var onnx: String?
  @Option(name: .customLong("mlflow"), help: ArgumentHelp("A folder for mlflow, with ONNX in it.", valueName: "folder"))
  var mlflow: String?
  @Option(name: .customLong("coreml"), help: ArgumentHelp("A Core ML model (.mlmodel).", valueName: "file"))
  var coreML: String?
  @Option(help: ArgumentHelp("A source file in C.", valueName: "file")) var c: String?
  @Option(help: ArgumentHelp("A source file in Swift.", valueName: "file")) var swift: String?
  @Option(name: .customLong("js"), help: ArgumentHelp("A source file in JavaScript.", valueName: "file"))
  var javaScript: String?

  func validate() throws {
    guard [onnx, mlflow, coreML, c, swift, javaScript].contains(where: { $0 != nil }) else {
      throw ValidationError("Say what to write: --onnx, --mlflow, --coreml, --c, --swift or --js.")
    }
  }

  func run() throws {
    let trained = try TrainedModel(contentsOf: URL(argument: model))
    try writeGraph(trained.model)
    if let coreML {
      try CoreMLModel(trained.ofNumbers(for: "Core ML")).write(to: URL(argument: coreML))
      remark("Wrote \(coreML).")
    }
    for (file, language) in [(c, SourceLanguage.c), (swift, .swift), (javaScript, .javaScript)] {
      guard let file else { continue }
      let name = language == .swift ? "Classifier" : "classifier"
      try SourceCode(trained.ofNumbers(for: "Source code"), in: language, name: name).write(to: URL(argument: file))
      remark("Wrote \(file).")
    }
  }

  private func writeGraph(_ model: some TableClassifierModel<String>) throws {
    if let onnx {
      try ONNXModel(model).write(to: URL(argument: onnx))
      remark("Wrote \(onnx).")
    }
    if let mlflow {
      try MLflowModel(model).write(to: URL(argument: mlflow))
      remark("Wrote \(mlflow).")
    }
  }
}
