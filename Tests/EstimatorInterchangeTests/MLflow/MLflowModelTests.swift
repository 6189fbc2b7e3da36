import EstimatorInterchange
import Estimators
import Foundation
import Testing

/// The folder for mlflow has what mlflow looks for.
@Suite struct MLflowModelTests {
  @Test func theFolder() throws {
    let digits = try Digits8.shared.get()
    var classifier = LogisticRegression<String>(maxIterations: 2)
    try classifier.fit(digits.x, digits.texts)
    let folder = FileManager.default.temporaryDirectory.appending(path: "mlflow-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let model = try MLflowModel(classifier)
    for _ in 0..<2 { try model.write(to: folder) }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names.sorted() == ["MLmodel", "model.onnx", "python_env.yaml", "requirements.txt"])
    #expect(try Data(contentsOf: folder.appending(path: "model.onnx")) == Data(ONNXModel(classifier).bytes))
    let text = try String(contentsOf: folder.appending(path: "MLmodel"), encoding: .utf8)
    #expect(text == model.description && text.contains("\n    loader_module: mlflow.onnx\n"))
    let input = #"[{"name": "X", "type": "tensor", "tensor-spec": {"dtype": "float64", "shape": [-1, 64]}}]"#
    #expect(text.contains("  inputs: '\(input)'\n"))
  }

  @Test func columnsOfATable() throws {
    let people = try People()
    let pipeline = TablePipeline {
      ColumnTransformer {
        OneHotEncoder(["town"], unknown: .ignore)
        Columns("rooms")
      }
      LogisticRegression<String>(maxIterations: 2)
    }
    let text = try MLflowModel(pipeline.fitted(to: people.table, people.classes)).description
    for (name, type) in [("town", "str"), ("rooms", "float64")] {
      let spec = #"{"dtype": "\#(type)", "shape": [-1, 1]}"#
      #expect(text.contains(#"{"name": "\#(name)", "type": "tensor", "tensor-spec": \#(spec)}"#))
    }
  }
}
