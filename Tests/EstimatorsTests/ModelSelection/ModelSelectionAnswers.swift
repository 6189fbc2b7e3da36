import EstimatorDatasets
import Estimators
import _EstimatorTestSupport

/// What scikit-learn 1.9.1 found, stored in `Tests/Reference/model-selection.json`.
struct ModelSelectionAnswers: Decodable {
  struct CrossValidation: Decodable {
    let test, train: [String: [Double]]
    let predicted: [Int]
    let probabilities: [[Double]]
  }

  struct WeightedGroups: Decodable {
    let accuracy, logLoss: [Double]
  }

  struct Candidate: Decodable {
    let scaled: Bool
    let c: Double
    let multiClass: MultiClass
    let folds: [Double]
    let mean, standardDeviation: Double
    let rank: Int
  }

  struct Curves: Decodable {
    let sizes: [Int]
    let sizeTrain, sizeTest: [[Double]]
    let c: [Double]
    let cTrain, cTest: [[Double]]
  }

  let crossValidation: CrossValidation
  let weightedGroups: WeightedGroups
  let grid: [Candidate]
  let curves: Curves
  let students: [StudentTTests.Answer]

  static func load() throws -> ModelSelectionAnswers {
    try Reference.load("model-selection", as: ModelSelectionAnswers.self)
  }

  /// The pipeline of the reference fits, near enough to its optimum.
  static func scaled(c: Double = 1) -> Pipeline<StandardScaler, LogisticRegression<Int>> {
    Pipeline {
      StandardScaler()
      LogisticRegression(c: c, tolerance: 1e-9)
    }
  }

  /// The weight of row i: 0.25 + ((7919 i) mod 101) / 50.
  static func weights(_ rows: Int) -> [Double] { (0..<rows).map { 0.25 + Double($0 * 7919 % 101) / 50 } }
}

func closeTo(_ a: [Double], _ b: [Double], within tolerance: Double) -> Bool {
  a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= tolerance }
}
