import EstimatorDatasets
import Estimators

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// `predictor MODEL.json FLOWERS.csv`: reads a model and rows, and prints a prediction for each row.
@main
struct Predictor {
  static func main() throws {
    let files = CommandLine.arguments.dropFirst().map { URL(fileURLWithPath: $0) }
    guard files.count == 2 else { return print("usage: predictor MODEL.json FLOWERS.csv") }
    let model = try JSONDecoder().decode(LogisticRegression<String>.Model.self, from: Data(contentsOf: files[0]))
    let flowers = try NumericCSV(contentsOf: files[1], as: Double.self)
    for species in try model.predict(flowers.values) { print(species) }
  }
}
