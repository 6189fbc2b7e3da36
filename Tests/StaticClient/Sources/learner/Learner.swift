import EstimatorDatasets
import Estimators

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// `learner MODEL.json FLOWERS.csv`: writes what `predictor` reads, and prints what it must answer.
@main
struct Learner {
  static func main() throws {
    let files = CommandLine.arguments.dropFirst().map { URL(fileURLWithPath: $0) }
    guard files.count == 2 else { return print("usage: learner MODEL.json FLOWERS.csv") }
    let iris = try Iris.load()
    let model = try LogisticRegression<String>().fitted(to: iris.features, iris.labels.map { iris.classNames[$0] })
    try JSONEncoder().encode(model).write(to: files[0])
    let rows = (0..<iris.features.rows).map { row in
      iris.features[row: row].map { "\($0)" }.joined(separator: ",") + "\n"
    }
    try Data(rows.joined().utf8).write(to: files[1])
    for species in try model.predict(iris.features) { print(species) }
  }
}
