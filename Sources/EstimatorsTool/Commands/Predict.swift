import ArgumentParser
import EstimatorDatasets
import Estimators
import Foundation

struct Predict: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes the class of each row of a CSV file.",
    discussion: """
      Columns are found by their names; those that the model does not know may be there.

        estimators predict titanic.model new.csv --keep name --probabilities --out answers.csv
      """)

  @Argument(help: ArgumentHelp("A file that train has written.", valueName: "model")) var model: String
  @Argument(help: ArgumentHelp("The CSV file.", valueName: "file")) var data: String

  @Option(help: ArgumentHelp("The CSV file to write; standard output by default.", valueName: "file"))
  var out: String?

  @Option(help: ArgumentHelp("Columns to copy before the answers, separated by commas.", valueName: "columns"))
  var keep: String?

  @Flag(help: "A column for each class, with its probability.") var probabilities = false

  func run() throws {
    let trained = try TrainedModel(contentsOf: URL(argument: model)).model
    let table = try Table(contentsOfCSV: URL(argument: data))
    let answers = try answers(of: trained, table)
    guard let out else { return print(try answers.csv(), terminator: "") }
    try answers.write(to: URL(argument: out))
    remark("Wrote \(out): \(table.rows) rows.")
  }

  private func answers(of model: some TableClassifierModel<String>, _ table: Table) throws -> Table {
    let kept = keep?.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) } ?? []
    try table.require(kept, "--keep")
    var answers = try table.selecting(columns: kept)
    let chances = probabilities ? try model.predictProbabilities(table) : nil
    answers = try Table(
      names: answers.names + ["prediction"] + (chances == nil ? [] : model.classes.map { "p(\($0))" }),
      columns: answers.columns + [.strings(try model.predict(table))]
        + (chances.map { p in model.classes.indices.map { .doubles(p[column: $0].map { $0 }) } } ?? []))
    return answers
  }
}
