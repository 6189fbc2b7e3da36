import ArgumentParser
import Estimators
import Foundation

struct Inspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Tells what is in a model file.",
    discussion: "Any model file will do; the weights are those of a logistic regression that train has fitted.")

  @Argument(help: ArgumentHelp("A model file.", valueName: "model")) var model: String
  @Option(help: ArgumentHelp("The most weights to show for each class.", valueName: "count")) var weights = 10
  @Flag(help: "Print the result as JSON, with all weights.") var json = false

  func validate() throws {
    guard weights >= 0 else { throw ValidationError("--weights must be 0 or more, got \(weights).") }
  }

  func run() throws {
    let url = URL(argument: model)
    let info = try ModelFileInfo(contentsOf: url)
    let linear = try? TrainedModel(contentsOf: url).linear
    if json { return print(fields(info, linear).line) }
    print(info)
    guard let linear, weights > 0 else { return }
    print("Weights of the scaled columns, the largest first:")
    for row in rows(linear) {
      print("  \(row.name)  intercept \(short(row.intercept))")
      for (name, weight) in row.weights.prefix(weights) { print("    \(short(weight))  \(name)") }
    }
  }

  private struct Row {
    let name: String
    let intercept: Double
    let weights: [(name: String, weight: Double)]
  }

  /// One row of weights for each class; for two classes one, of the second.
  private func rows(_ model: LogisticRegression<String>.Model) -> [Row] {
    let w = model.coefficients
    let names = model.featureNames ?? (0..<w.columns).map { "column \($0)" }
    return (0..<w.rows).map { k in
      let weights = zip(names, w[row: k]).map { (name: $0, weight: $1) }
      return Row(
        name: model.classes[w.rows == 1 ? 1 : k], intercept: model.intercepts[k],
        weights: weights.sorted { $0.weight.magnitude > $1.weight.magnitude })
    }
  }

  private func fields(_ info: ModelFileInfo, _ linear: LogisticRegression<String>.Model?) -> JSONNode {
    let weights = linear.map { model in
      rows(model).map { row in
        JSONNode([
          "class": .text(row.name), "intercept": JSONNode(row.intercept),
          "weights": .object(row.weights.map { JSONNode.Member($0.name, JSONNode($0.weight)) }),
        ])
      }
    }
    return JSONNode([
      "kind": .text(info.kind), "schema": .integer(info.schema), "package": .text(info.package),
      "classes": JSONNode(texts: info.classes), "columns": info.features.map { JSONNode(texts: $0) } ?? .null,
      "report": info.report.map(JSONNode.text) ?? .null, "bytes": .integer(info.byteCount),
      "weights": weights.map(JSONNode.list) ?? .null,
    ])
  }
}
