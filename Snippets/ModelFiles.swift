// A fitted pipeline in a file, and weights to and from Python.
import EstimatorDatasets
import EstimatorWeights
import Estimators
import Foundation

let iris = try Iris.load()
let names = iris.labels.map { iris.classNames[$0] }
let folder = FileManager.default.temporaryDirectory.appending(path: "model-files-\(UUID().uuidString)")
try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
defer { try? FileManager.default.removeItem(at: folder) }
let url = folder.appending(path: "iris.model")

// snippet.write
let recipe = Pipeline {
  StandardScaler()
  LogisticRegression<String>(c: 10)
}
let model = try recipe.fitted(to: iris.features, names)
try model.write(to: url)

let same = try recipe.load(url)  // the recipe knows the type; its settings play no part
print(same == model)
print(try ModelFileInfo(contentsOf: url))  // kind, classes and columns, without the model
// snippet.end

// snippet.settings
var estimator = recipe
try estimator.fit(iris.features, names)
try estimator.write(to: url)  // the settings, and the model

let restored = try recipe.restored(from: url)
print(restored)
print(try restored.score(iris.features, names))
// snippet.end

// snippet.weights
let arrays = folder.appending(path: "weights.safetensors")
try model.classifier.write(safetensors: arrays)
let weights = try LogisticRegression<String>().load(safetensors: arrays)
print(weights.classes)
// snippet.end

// snippet.given
let given = try LogisticRegression.Model(
  coefficients: Matrix([[0.4, 1.2], [-0.1, 0.3], [-0.3, -1.5]]), intercepts: [1, 0, -1],
  classes: ["setosa", "versicolor", "virginica"], featureNames: ["petal length", "petal width"])
print(given)
// snippet.end

/// What `skops.io.dump(make_pipeline(StandardScaler(), LogisticRegression()).fit(x, y), "iris.skops")` has written.
func fromScikitLearn(_ file: URL, _ rows: Matrix<Double>) throws -> [String] {
  // snippet.skops
  let pipeline = Pipeline {
    StandardScaler()
    LogisticRegression<String>()
  }
  return try pipeline.load(skops: file).predict(rows)
  // snippet.end
}
