import Estimators
import Foundation

extension ClassifierTrial {
  func probabilitiesAreDistributions() throws {
    let model = try fitted()
    for x in try sample.nearAndFar {
      let (p, logs) = (try model.predictProbabilities(x), try model.predictLogProbabilities(x))
      let shape = [x.rows, model.classes.count]
      try require([p.rows, p.columns] == shape, "Probabilities are \(p.rows) × \(p.columns), not \(shape).")
      try require([logs.rows, logs.columns] == shape, "Logarithms are \(logs.rows) × \(logs.columns), not \(shape).")
      for row in 0..<x.rows {
        try requireDistribution(Array(p[row: row]), Array(logs[row: row]), "row \(Sample.text(of: row, in: x))")
      }
    }
  }

  private func requireDistribution(_ p: [Double], _ logs: [Double], _ what: String) throws {
    let sum = p.reduce(0, +)
    try require((sum - 1).magnitude < 1e-12, "The probabilities of \(what) sum to \(sum).")
    try require(p.allSatisfy { $0 >= 0 && $0 <= 1 }, "The probabilities of \(what) are \(p).")
    try require(logs.allSatisfy(\.isFinite), "The logarithms of \(what) are \(logs).")
    for (a, b) in zip(p, logs) where a > 1e-300 {
      try require((a - exp(b)).magnitude <= 1e-9, "For \(what) p = \(a) but exp(log p) = \(exp(b)).")
    }
  }

  func predictionIsTheMostProbableClass() throws {
    let model = try fitted()
    let best = try model.predictLogProbabilities(sample.input).largestColumns()
    let predicted = try model.predict(sample.input)
    try require(predicted == best.map { model.classes[$0] }, "predict is not the argmax of the probabilities.")
  }

  func rowsArePredictedAlone() throws {
    let (model, x) = (try fitted(), sample.input)
    let (all, labels) = (try model.predictProbabilities(x), try model.predict(x))
    for row in 0..<x.rows {
      let alone = try model.predictProbabilities(x.selectingRows([row]))
      let distance = difference(alone, all[rows: row..<row + 1])
      try require(distance <= 1e-3 * rounding, "Row \(row) alone has probabilities that differ by \(distance).")
      let label = try model.predict(x.selectingRows([row]))
      try require(label == [labels[row]], "Row \(row) alone is \(label), among others \(labels[row]).")
    }
    try require(try model.predict(x.selectingRows([])).isEmpty, "Predicting no rows gives labels.")
  }

  func unseenLabelsCountAsWrong() throws {
    let model = try fitted()
    for x in try sample.nearAndFar {
      let strangers = Set(try model.predict(x)).subtracting(model.classes)
      try require(strangers.isEmpty, "Predicted are \(strangers), which the fit has not seen.")
    }
    guard let stranger = sample.stranger else { return }
    // The model of a search scores by what chose it, which need not be a share of rows.
    let share = try accuracy(of: model.predict(sample.input), against: sample.labels)
    guard try model.score(sample.input, sample.labels) == share else { return }
    let score = try model.score(sample.input, sample.labels.map { _ in stranger })
    try require(score == 0, "Labels never seen must all count as wrong; the score is \(score).")
  }

  func modelsSurviveCoding() throws {
    let model = try fitted()
    let back = try JSONDecoder().decode(C.Model.self, from: JSONEncoder().encode(model))
    try require(back == model, "The model read back differs.")
    let same = try back.predictLogProbabilities(sample.input) == model.predictLogProbabilities(sample.input)
    try require(same, "The model read back is equal but predicts other probabilities.")
  }
}
