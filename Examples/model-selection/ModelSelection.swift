import ArgumentParser
import EstimatorPlots
import Estimators
import ExampleSupport

@main
struct ModelSelection: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "model-selection",
    abstract: "Chooses scaling, C and the treatment of ten classes by cross-validation.",
    discussion: """
      Tries every combination on stratified folds of the training pictures and prints them ranked, each with the mean \
      accuracy over the folds and its 95 % interval. The scaler of a fold is fitted on the training rows of that fold. The \
      best is fitted on all of them and judged on the test pictures. \
      Ctrl-C ends the search and goes on with the combinations that are done.

        model-selection --folds 10 --seed 42 --show
        model-selection --data ~/mnist --train 2000 --figures figures
      """)

  @Option(help: ArgumentHelp("The number of folds.", valueName: "count"))
  var folds = 5

  @Option(
    help: ArgumentHelp("Shuffle the pictures by this seed before they are dealt to the folds.", valueName: "number"))
  var seed: UInt32?

  @Option(name: .customLong("c"), parsing: .upToNextOption, help: "The values of C to try.")
  var c: [Double] = [0.0001, 0.001, 0.01, 0.1]

  @OptionGroup(title: "Data") var data: DataOptions
  @OptionGroup(title: "Fit and report") var fit: FitOptions
  @OptionGroup(title: "Pictures") var pictures: FigureOptions

  func run() async throws {
    let digits = try await data.load()
    if fit.report.loadOnly { return try fit.report.reportLoading() }
    let pipeline = Pipeline {
      StandardScaler()
      LogisticRegression(tolerance: fit.tolerance, maxIterations: fit.maxIterations)
    }
    let off = StandardScaler(withMean: false, withStandardDeviation: false)
    let labels = digits.train.labels
    let search = GridSearch(
      pipeline, .init(\.stages, ["on": StandardScaler(), "off": off], name: "scaler"),
      .init(\.classifier.c, c, name: "C"), .init(\.classifier.multiClass, [.multinomial, .ovr], name: "multiClass"),
      splitter: StratifiedKFold(folds, randomState: seed), verbose: true)

    let (clock, interrupt) = (ContinuousClock(), Interrupt())
    let began = clock.now
    let model = try search.fitted(to: data.features(digits.train), labels) { _ in interrupt.control }
    let seconds = began.duration(to: clock.now) / .seconds(1)
    print(model.results)
    if let best = model.results.best { print("\nThe best: \(best.settingsText). \(best.testScores[0])") }
    print("\(search.axes.map(\.name).joined(separator: " × ")) on \(folds) folds took \(seconds.fixed(2)) s.")
    let testAccuracy = try model.score(data.features(digits.test), digits.test.labels)
    print("Fitted on all \(labels.count) training pictures, it has a test accuracy of \(testAccuracy.fixed(4)).")
    try pictures.draw(chart(of: model.results), name: "search")
    try fit.report.write(SearchFigures(results: model.results, fitSeconds: seconds, testAccuracy: testAccuracy))
  }

  /// The mean accuracy over C, a curve for each scaler and treatment of the classes. What was not judged has no point.
  private func chart(of results: SearchResults) throws -> LineChart {
    let points = results.ranked.map { candidate in
      let value = { name in candidate.settings.first { $0.name == name }?.value ?? "" }
      return (
        curve: "scaler \(value("scaler")), \(value("multiClass"))", c: Double(value("C")) ?? .nan,
        accuracy: candidate.testScores[0].mean
      )
    }
    let curves = Dictionary(grouping: points, by: \.curve).sorted { $0.key < $1.key }.map { name, points in
      let ordered = points.sorted { $0.c < $1.c }
      return LineChart.Curve(name, x: ordered.map(\.c), y: ordered.map(\.accuracy), marksPoints: true)
    }
    return try LineChart(curves, xLabel: "C", yLabel: "mean accuracy on \(folds) folds", xScale: .log)
  }
}

/// What `--json` writes.
private struct SearchFigures: Encodable {
  let results: SearchResults
  let fitSeconds: Double
  /// Of the best combination, fitted on all training pictures.
  let testAccuracy: Double
}
