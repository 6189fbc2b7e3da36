import EstimatorDatasets
import Estimators
import Foundation

// Writes the numbers of iris and digits with what Swift makes of them, for `Tests/CABI/program.c` to compare with.
//
//   c-abi-answers FOLDER
let folder = URL(filePath: CommandLine.arguments[1])

func write(_ name: String, _ x: Matrix<Double>, _ y: [Int]) throws {
  let model = try BLAS.singleThreaded {
    try LogisticRegression(c: 0.5, tolerance: 1e-5, maxIterations: 2000).fitted(to: x, y)
  }
  var data = Data()
  func append(_ numbers: [some BitwiseCopyable]) { numbers.withUnsafeBytes { data.append(contentsOf: $0) } }
  append([Int64(x.rows), Int64(x.columns), Int64(model.classes.count)])
  append(x.elements)
  append(y.map(Int64.init))
  append(model.coefficients.elements)
  append(model.intercepts)
  append(try model.predict(x).map(Int64.init))
  append(try model.predictProbabilities(x).elements)
  try data.write(to: folder.appending(path: name))
}

let digits = try Digits.load()
try write("digits", digits.features.map { Double($0) }, digits.labels)
let iris = try Iris.load()
try write("iris", iris.features.map { Double(Float($0)) }, iris.labels)
