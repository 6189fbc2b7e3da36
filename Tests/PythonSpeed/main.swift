import EstimatorDatasets
import Estimators
import Foundation

// Fits the first digits of MNIST each time that standard input has a line, which names the rows ("bytes", "floats",
// "doubles" or "CSR"), and answers with seconds, iterations and objective: for `Python/speed.py`, whose fits alternate
// with these.
//
//   python-speed FOLDER ROWS
let mnist = try MNIST.load(from: URL(filePath: CommandLine.arguments[1])).train
let count = Int(CommandLine.arguments[2]) ?? 10_000
let images = mnist.images[rows: ..<count]
let labels = Array(mnist.labels.prefix(count))
let doubles = images.map { Double($0) / 255 }
let features = [
  "bytes": images.features,
  "floats": images.map { Float($0) / 255 }.features,
  "doubles": doubles.features,
  "CSR": try SparseMatrix(doubles).features,
]
let classifier = LogisticRegression(c: 0.1, maxIterations: 100)

while let line = readLine() {
  guard let x = features[line] else {
    print("There are no rows called \(line).")
    exit(2)
  }
  let began = ContinuousClock().now
  let model = try classifier.fitted(to: x, labels)
  let seconds = (ContinuousClock().now - began) / .seconds(1)
  print(seconds, model.report.iterations[0], model.report.objective)
  fflush(nil)
}
