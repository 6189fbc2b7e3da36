import ArgumentParser
import EstimatorInterchange
import Estimators
import Foundation

struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes a model for other programs.",
    discussion: """
      An ONNX model has an input for each column of the table: texts for columns of texts, doubles for others.

        estimators export titanic.model --onnx titanic.onnx
      """)

  @Argument(help: ArgumentHelp("A file that train has written.", valueName: "model")) var model: String
  @Option(help: ArgumentHelp("An ONNX model.", valueName: "file")) var onnx: String?
  @Option(name: .customLong("mlflow"), help: ArgumentHelp("A folder for mlflow, with ONNX in it.", valueName: "folder"))
  var mlflow: String?

  func validate() throws {
    guard onnx != nil || mlflow != nil else { throw ValidationError("Say what to write: --onnx or --mlflow.") }
  }

  func run() throws {
    let trained = try TrainedModel(contentsOf: URL(argument: model)).model
    try write(trained)
  }

  private func write(_ model: some TableClassifierModel<String>) throws {
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
