// Softmax regression on MNIST, as the lecture goes: look, descend by hand, then let a solver do it.

// snippet.hide
import EstimatorDatasets
import EstimatorPlots
import Estimators

let folder = CommandLine.arguments.dropFirst().first ?? "mnist"

// snippet.show
// snippet.load
let mnist = try MNIST.load(from: folder)
let (xTrain, yTrain) = (mnist.train.images, mnist.train.labels)  // 60000 × 784 bytes, 60000 digits
let (xTest, yTest) = (mnist.test.images, mnist.test.labels)  // 10000 × 784 bytes, 10000 digits

// snippet.look
var random = RandomState(0)
let chosen = try random.choice(60_000, count: 20)
let grid = try ImageGrid(xTrain[rows: chosen].copied(), labels: chosen.map { yTrain[$0] })
print(grid.terminal())

// snippet.weights
var generator = RandomState(42)
var w = generator.random(784 * 10).map { 1e-4 * $0 }  // W, 784 × 10, row after row

// snippet.descent
let eta = 1e-5
for i in 1...5 {
  let dw = try SoftmaxLecture.lossGradient(w, xTrain, yTrain)
  w = zip(w, dw).map { $0 - eta * $1 }
  print("Training accuracy after \(i) iterations is: ", try SoftmaxLecture.checkAccuracy(w, xTrain, yTrain))
  print("Testing accuracy after \(i) iterations is: ", try SoftmaxLecture.checkAccuracy(w, xTest, yTest))
}
print("loss after 5 iterations is: ", try SoftmaxLecture.loss(w, xTrain, yTrain))

// snippet.fit
var clf = LogisticRegression(
  multiClass: .multinomial, solver: .lbfgs, tolerance: 1e-5, maxIterations: 2000, verbose: true)
let model = try clf.fit(xTrain[rows: ..<10_000], yTrain.prefix(10_000))
print(model.report)

// snippet.predict
let first = xTest[rows: ..<10]
let predictions = try clf.predict(first)
print(try ImageGrid(first, predictions: predictions, truths: yTest.prefix(10)).terminal())
print(try clf.score(xTest, yTest))

// snippet.scaled
var scaled = Pipeline {
  StandardScaler()
  LogisticRegression(multiClass: .multinomial, tolerance: 1e-5)
}
let scaledModel = try scaled.fit(xTrain[rows: ..<10_000], yTrain.prefix(10_000))
print(scaledModel.classifier.report)
print(try scaled.score(xTest, yTest))

// snippet.ovr
scaled.classifier.multiClass = .ovr
try scaled.fit(xTrain[rows: ..<10_000], yTrain.prefix(10_000))
print(try ClassificationReport(of: scaled.predict(xTest), against: yTest))
