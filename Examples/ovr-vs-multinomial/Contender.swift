import Estimators
import ExampleSupport

/// One of the two ways, fitted and judged.
struct Contender {
  let name: String
  let figures: FitFigures
  let predictions: [Int]
  let confusion: ConfusionMatrix<Int>

  init(_ multiClass: MultiClass, _ digits: DigitData, _ data: DataOptions, _ options: FitOptions) throws {
    let (train, test) = try (data.features(digits.train), data.features(digits.test))
    let clf = LogisticRegression(
      multiClass: multiClass, tolerance: options.tolerance, maxIterations: options.maxIterations, verbose: true)
    let interrupt = Interrupt()
    let model = try clf.fitted(to: train, digits.train.labels) { _ in interrupt.control }
    note("\(model.report)")

    name = multiClass == .ovr ? "one-vs-rest" : "multinomial"
    predictions = try model.predict(test)
    confusion = try ConfusionMatrix(of: predictions, against: digits.test.labels, classes: Array(0..<10))
    figures = FitFigures(
      model.report, trainAccuracy: try model.score(train, digits.train.labels),
      testAccuracy: try accuracy(of: predictions, against: digits.test.labels),
      testLogLoss: try logLoss(
        ofLogProbabilities: model.predictLogProbabilities(test), against: digits.test.labels, classes: model.classes))
  }

  /// How many pictures of one digit were taken for another.
  func count(_ pair: (truth: Int, predicted: Int)) -> Int { Int(confusion.counts[pair.truth, pair.predicted]) }

  static let heading = [
    "", "training accuracy", "test accuracy", "test log-loss", "seconds", "iterations", "stopped by",
  ]

  var row: [String] {
    [
      name, figures.trainAccuracy.fixed(4), figures.testAccuracy.fixed(4), figures.testLogLoss?.fixed(4) ?? "",
      figures.fitSeconds.fixed(2), "\(figures.iterations)", figures.stopped,
    ]
  }
}
