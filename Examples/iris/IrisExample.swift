import ArgumentParser
import EstimatorDatasets
import Estimators
import ExampleSupport

@main
struct IrisExample: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "iris",
    abstract: "Tells three species of iris apart by four lengths.",
    discussion: "A pipeline of a scaler and a logistic regression, with names as labels.")

  @Option(help: ArgumentHelp("Test on one flower in this many, learn from the others.", valueName: "number"))
  var testEvery = 3

  func validate() throws {
    guard (2...10).contains(testEvery) else {
      throw ValidationError("--test-every must be in 2...10, got \(testEvery).")
    }
  }

  func run() throws {
    let iris = try Iris.load()
    let species = iris.labels.map { iris.classNames[$0] }
    let (test, train) = species.indices.partitioned { $0 % testEvery == 0 }

    var pipeline = Pipeline {
      StandardScaler()
      LogisticRegression<String>()
    }
    try pipeline.fit(iris.features[rows: train], train.map { species[$0] })

    let flowers = iris.features[rows: test]
    let truth = test.map { species[$0] }
    print(try ClassificationReport(of: pipeline.predict(flowers), against: truth))

    let probabilities = try pipeline.predictProbabilities(flowers)
    let unsure = test.indices.min { probabilities[row: $0].max() ?? 1 < probabilities[row: $1].max() ?? 1 } ?? 0
    print("The least certain flower is a \(truth[unsure]):")
    print(table(zip(try pipeline.classes, probabilities[row: unsure]).map { [$0, $1.fixed(3)] }))
  }
}

extension Collection {
  /// The elements that meet the condition, and the others, both in order.
  fileprivate func partitioned(by condition: (Element) -> Bool) -> (meeting: [Element], others: [Element]) {
    (filter(condition), filter { !condition($0) })
  }
}
