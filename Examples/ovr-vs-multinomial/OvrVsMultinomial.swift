import ArgumentParser
import EstimatorPlots
import Estimators
import ExampleSupport

@main
struct OvrVsMultinomial: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ovr-vs-multinomial",
    abstract: "One softmax over all digits, or one problem per digit: which reads better?",
    discussion: """
      Fits both on the same pictures and compares accuracy, log-loss, time, confusions, and the pictures on which the two \
      disagree. Ctrl-C ends the fit that is running and goes on with the model so far.

        ovr-vs-multinomial --show
        ovr-vs-multinomial --data ~/mnist --train 10000 --scale 255 --figures figures
      """)

  @OptionGroup(title: "Data") var data: DataOptions
  @OptionGroup(title: "Fit and report") var fit: FitOptions
  @OptionGroup(title: "Pictures") var pictures: FigureOptions

  func run() async throws {
    let digits = try await data.load()
    if fit.report.loadOnly { return try fit.report.reportLoading() }
    let multinomial = try Contender(.multinomial, digits, data, fit)
    let ovr = try Contender(.ovr, digits, data, fit)

    print(table([Contender.heading, multinomial.row, ovr.row]) + "\n")
    printConfusions(multinomial, ovr)
    for contender in [multinomial, ovr] {
      try pictures.draw(
        ConfusionMatrixPlot(
          contender.confusion.counts, classes: contender.confusion.classes, title: contender.name),
        name: "confusion-\(contender.name)")
    }
    try showDisagreements(multinomial, ovr, on: digits)
    try fit.report.write(["multinomial": multinomial.figures, "ovr": ovr.figures])
  }

  /// Where the two differ most: pairs of a true and a predicted digit.
  private func printConfusions(_ multinomial: Contender, _ ovr: Contender) {
    let digits = multinomial.confusion.classes
    let pairs = digits.flatMap { truth in digits.filter { $0 != truth }.map { (truth: truth, predicted: $0) } }
    let differences = pairs.map { (pair: $0, size: abs(multinomial.count($0) - ovr.count($0))) }.filter { $0.size > 0 }
    guard !differences.isEmpty else { return print("Both confuse the same digits equally often.\n") }
    print("The confusions that differ most:")
    let rows = differences.sorted { $0.size > $1.size }.prefix(8).map { pair, _ in
      ["\(pair.truth) taken for \(pair.predicted)", "\(multinomial.count(pair))", "\(ovr.count(pair))"]
    }
    print(table([["", "multinomial", "one-vs-rest"]] + rows) + "\n")
  }

  private func showDisagreements(_ multinomial: Contender, _ ovr: Contender, on digits: DigitData) throws {
    let truth = digits.test.labels
    let rows = truth.indices.filter { multinomial.predictions[$0] != ovr.predictions[$0] }
    func right(_ contender: Contender) -> Int { rows.count { contender.predictions[$0] == truth[$0] } }
    print(
      "They disagree on \(rows.count) of \(truth.count) test pictures: there multinomial is right \(right(multinomial)) "
        + "times and one-vs-rest \(right(ovr)) times.")
    guard !rows.isEmpty else { return }
    let shown = Array(rows.prefix(20))
    let titles = shown.map { row in
      ImageGrid.Title("m \(multinomial.predictions[row]) · o \(ovr.predictions[row])\nis \(truth[row])")
    }
    try pictures.draw(
      ImageGrid(digits.test.choosing(shown).images, titles: titles, range: digits.levels), name: "disagreements")
  }
}
