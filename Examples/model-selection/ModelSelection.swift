import ArgumentParser
import EstimatorDatasets
import Estimators
import ExampleSupport

@main
struct ModelSelection: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "model-selection",
    abstract: "Chooses scaling, C and the treatment of ten classes by cross-validation.",
    discussion: """
      Tries every combination on stratified folds of the 1,797 digits of the package and prints them ranked, each with the \
      mean accuracy over the folds and its 95 % interval. The scaler of a fold is fitted on the training rows of that fold. \
      Ctrl-C ends the search and goes on with the combinations that are done.

        model-selection --folds 10 --seed 42
      """)

  @Option(help: ArgumentHelp("The number of folds.", valueName: "count"))
  var folds = 5

  @Option(
    help: ArgumentHelp("Shuffle the pictures by this seed before they are dealt to the folds.", valueName: "number"))
  var seed: UInt32?

  @Option(name: .customLong("c"), parsing: .upToNextOption, help: "The values of C to try.")
  var c: [Double] = [0.0001, 0.001, 0.01, 0.1]

  @OptionGroup(title: "Fit and report") var fit: FitOptions

  func run() throws {
    let digits = try Digits.load()
    if fit.report.loadOnly { return try fit.report.reportLoading() }
    let pipeline = Pipeline {
      StandardScaler()
      LogisticRegression(tolerance: fit.tolerance, maxIterations: fit.maxIterations)
    }
    let off = StandardScaler(withMean: false, withStandardDeviation: false)
    let search = GridSearch(
      pipeline, .init(\.stages, ["on": StandardScaler(), "off": off], name: "scaler"),
      .init(\.classifier.c, c, name: "C"), .init(\.classifier.multiClass, [.multinomial, .ovr], name: "multiClass"),
      splitter: StratifiedKFold(folds, randomState: seed), verbose: true)

    let (clock, interrupt) = (ContinuousClock(), Interrupt())
    let began = clock.now
    let model = try search.fitted(to: digits.features, digits.labels) { _ in interrupt.control }
    let seconds = began.duration(to: clock.now) / .seconds(1)
    print(model.results)
    if let best = model.results.best { print("\nThe best: \(best.settingsText). \(best.testScores[0])") }
    print("\(search.axes.map(\.name).joined(separator: " × ")) on \(folds) folds took \(seconds.fixed(2)) s.")
    try fit.report.write(SearchFigures(results: model.results, fitSeconds: seconds))
  }
}

/// What `--json` writes.
private struct SearchFigures: Encodable {
  let results: SearchResults
  let fitSeconds: Double
}
