// The lecture, cell by cell: its own functions written out, then the solver. The folder of MNIST is the first argument.

import EstimatorDatasets
import EstimatorPlots
import Estimators
import Foundation

let mnist = try MNIST.load(from: CommandLine.arguments.dropFirst().first ?? "mnist")
let (xTrain, yTrain) = (mnist.train.images, mnist.train.labels)
let (xTest, yTest) = (mnist.test.images, mnist.test.labels)

// Twenty pictures, with their labels.
var random = RandomState(0)
let chosen = try random.choice(60_000, count: 20)
print(try ImageGrid(xTrain[rows: chosen].copied(), labels: chosen.map { yTrain[$0] }).terminal())

// snippet.weights
let (n, K) = (xTrain.columns, 10)
random = RandomState(42)
var w = try Matrix(rows: n, columns: K, random.random(n * K)) * 1e-4

// snippet.functions
func sigma(_ x: Matrix<UInt8>, _ w: Matrix<Double>) throws -> Matrix<Double> {
  let s = try x.times(w).map(exp)
  return try s.dividingRows(by: s.rowSums())
}

func loss(_ w: Matrix<Double>, _ x: Matrix<UInt8>, _ y: [Int]) throws -> Double {
  let prob = try sigma(x, w)
  return -y.indices.reduce(0) { $0 + log(prob[$1, y[$1]]) } / Double(y.count)
}

func gradientLoss(_ w: Matrix<Double>, _ x: Matrix<UInt8>, _ y: [Int]) throws -> Matrix<Double> {
  var error = try sigma(x, w)
  for (i, k) in y.enumerated() { error[i, k] -= 1 }
  return try x.transposedTimes(error) / Double(y.count)
}

func checkAccuracy(_ w: Matrix<Double>, _ x: Matrix<UInt8>, _ y: [Int]) throws -> Double {
  try accuracy(of: sigma(x, w).rowArgmax(), against: y)
}

// snippet.descent
let eta = 1e-5
for i in ProgressBar(1...5) {
  try w -= eta * gradientLoss(w, xTrain, yTrain)
  print("Training accuracy after", i, "iterations is: ", try checkAccuracy(w, xTrain, yTrain))
  print("Testing accuracy after", i, "iterations is: ", try checkAccuracy(w, xTest, yTest))
}
print("loss after 5 iterations is: ", try loss(w, xTrain, yTrain))

// snippet.solver
var clf = LogisticRegression(solver: .lbfgs, tolerance: 1e-5, maxIterations: 2000, verbose: true)
try clf.fit(xTrain[rows: ..<10_000], yTrain.prefix(10_000))
print(try clf.predict(xTest[rows: ..<10]))
print(try ImageGrid(xTest[rows: ..<10], labels: yTest.prefix(10)).terminal())
print(try clf.score(xTest, yTest))
