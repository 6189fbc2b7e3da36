// A pipeline of the wine data set goes to other programs: ONNX, Core ML, source code, mlflow.

// snippet.fit
import EstimatorDatasets
import EstimatorInterchange
import Estimators
import Foundation

let wine = try Wine.load()
let y = wine.labels.map { wine.classNames[$0] }
var pipeline = Pipeline {
  StandardScaler()
  LogisticRegression<String>()
}
try pipeline.fit(wine.features, y)

// snippet.hide
let folder = FileManager.default.temporaryDirectory.appending(path: "exported-\(UUID().uuidString)")
try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
defer { try? FileManager.default.removeItem(at: folder) }
// snippet.show

// snippet.onnx
try ONNXModel(pipeline, documentation: "Cultivars of wine.").write(to: folder.appending(path: "wine.onnx"))

// snippet.coreml
try CoreMLModel(pipeline).write(to: folder.appending(path: "Wine.mlmodel"))

// snippet.source
try SourceCode(pipeline, in: .c, name: "wine").write(to: folder.appending(path: "wine.c"))

// snippet.mlflow
try MLflowModel(pipeline).write(to: folder.appending(path: "wine"))
// snippet.end

print(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted())
print(try ONNXModel(pipeline), try CoreMLModel(pipeline), separator: "\n")
