import ArgumentParser
import Estimators
import Foundation

struct Evaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Tells how well a model does on a CSV file with the right classes.")

  @Argument(help: ArgumentHelp("A file that train has written.", valueName: "model")) var model: String
  @OptionGroup var file: LabelledFile
  @Flag(help: "Print the result as JSON.") var json = false

  func run() throws {
    let trained = try TrainedModel(contentsOf: URL(argument: model)).model
    let (table, labels) = try file.read()
    let evaluation = try evaluation(of: trained, table, labels)
    print(json ? evaluation.json.line : evaluation.text)
  }

  private func evaluation(
    of model: some TableClassifierModel<String>, _ table: Table, _ labels: [String]
  ) throws -> Evaluation { try Evaluation(model, table, labels) }
}
