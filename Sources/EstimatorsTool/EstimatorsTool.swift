import ArgumentParser

@main
struct EstimatorsTool: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "estimators",
    abstract: "Trains classifiers on CSV files, and uses them.",
    discussion: """
      A model file holds everything: how columns are read, gaps are filled, numbers scaled and texts encoded, and the \
      classifier. It is read by programs that import Estimators too.

        estimators train flowers.csv --label species --out flowers.model
        estimators predict flowers.model new.csv
        estimators evaluate flowers.model labelled.csv --label species
        estimators inspect flowers.model
        estimators export flowers.model --onnx flowers.onnx
      """,
    subcommands: [Train.self, Predict.self, Evaluate.self, Inspect.self, Export.self])
}
