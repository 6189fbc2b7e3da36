import ArgumentParser
import EstimatorDatasets
import EstimatorPlots
import Estimators
import ExampleSupport

@main
struct IrisExample: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "iris",
    abstract: "Tells three species of iris apart by four lengths.",
    discussion: """
      A pipeline of a scaler and a logistic regression, with names as labels. \
      Ctrl-C ends the fit after the current iteration and goes on with the model so far.

        iris --show
        iris --test-every 2 --figures figures --json iris.json
      """)

  @Option(help: ArgumentHelp("Test on one flower in this many, learn from the others.", valueName: "number"))
  var testEvery = 3

  @OptionGroup(title: "Fit and report") var fit: FitOptions
  @OptionGroup(title: "Pictures") var pictures: FigureOptions

  func validate() throws {
    guard (2...10).contains(testEvery) else {
      throw ValidationError("--test-every must be in 2...10, got \(testEvery).")
    }
  }

  func run() throws {
    let iris = try Iris.load()
    if fit.report.loadOnly { return try fit.report.reportLoading() }
    let species = iris.labels.map { iris.classNames[$0] }
    let (test, train) = species.indices.partitioned { $0 % testEvery == 0 }

    var pipeline = Pipeline {
      StandardScaler()
      LogisticRegression<String>(tolerance: fit.tolerance, maxIterations: fit.maxIterations)
    }
    let (known, names, interrupt) = (iris.features[rows: train], train.map { species[$0] }, Interrupt())
    let model = try pipeline.fit(known, names) { _ in interrupt.control }

    let flowers = iris.features[rows: test]
    let truth = test.map { species[$0] }
    let predictions = try pipeline.predict(flowers)
    print(try ClassificationReport(of: predictions, against: truth))
    let confusion = try ConfusionMatrix(of: predictions, against: truth, classes: iris.classNames)
    try pictures.draw(ConfusionMatrixPlot(confusion.counts, classes: confusion.classes), name: "confusion")

    let probabilities = try pipeline.predictProbabilities(flowers)
    let unsure = test.indices.min { probabilities[row: $0].max() ?? 1 < probabilities[row: $1].max() ?? 1 } ?? 0
    print("The least certain flower is a \(truth[unsure]):")
    print(table(zip(try pipeline.classes, probabilities[row: unsure]).map { [$0, $1.fixed(3)] }))
    try fit.report.write(
      FitFigures(
        model.classifier.report, trainAccuracy: pipeline.score(known, names),
        testAccuracy: accuracy(of: predictions, against: truth)))
  }
}

extension Collection {
  /// The elements that meet the condition, and the others, both in order.
  fileprivate func partitioned(by condition: (Element) -> Bool) -> (meeting: [Element], others: [Element]) {
    (filter(condition), filter { !condition($0) })
  }
}
