import Estimators
import Foundation

/// A regressor and the data that it is tried on.
struct RegressorTrial<R: NumberEstimator> where R.Input == Features {
  let regressor: R
  let sample: RegressionSample
  let tolerance: Double
  let rounding: Double

  func fitted(_ onIteration: OnIteration = { _ in .proceed }) throws -> R.Model {
    try regressor.fitted(to: sample.features, sample.targets, onIteration: onIteration)
  }

  func fitted(rows: [Int], weights: [Double]? = nil) throws -> R.Model {
    try regressor.fitted(
      to: sample.features.selectingRows(rows), rows.map { sample.targets[$0] }, sampleWeight: weights)
  }

  /// The predictions of two models for the rows of the sample are the same but for so much of the largest.
  func requireSame(_ a: R.Model, _ b: R.Model, within tolerance: Double, _ what: String) throws {
    try requireSame(a.predict(sample.features), b.predict(sample.features), within: tolerance, what)
  }

  func requireSame(_ a: [Double], _ b: [Double], within tolerance: Double, _ what: String) throws {
    let scale = max(1, (a + b).map(\.magnitude).max() ?? 0)
    let distance = zip(a, b).map { ($0 - $1).magnitude / scale }.max() ?? 0
    try require(
      a.count == b.count && distance <= tolerance, "\(what) give predictions that differ by \(distance) of the largest."
    )
  }
}

extension RegressorTrial {
  func fitLeavesSettingsAlone() throws {
    let before = contents(of: regressor)
    var copy = regressor
    try copy.fit(sample.features, sample.targets)
    let after = contents(of: copy.unfitted)
    try require(before == after, "Settings before: \(before)after: \(after)")
  }

  func fittedNeverReadsTheModel() throws {
    var copy = regressor
    try copy.fit(sample.features, sample.targets.reversed())
    let again = try copy.fitted(to: sample.features, sample.targets)
    try require(try again == fitted(), "An earlier model changed the next one.")
  }

  func sameDataSameBits() throws {
    try require(try fitted() == fitted(), "Two fits of the same data differ.")
  }

  func threadsDoNotChangeBits() throws {
    let alone = try Parallelism.withThreads(1) { try fitted() }
    for count in [2, 3, 7] {
      let together = try Parallelism.withThreads(count) { try fitted() }
      try require(together == alone, "\(count) threads give other bits than 1.")
    }
  }

  func earlierFitsLeaveNoTrace() throws {
    let alone = try fitted()
    var copy = regressor
    // Whether it can make anything of the other data does not matter here.
    let other = try sample.features.selectingRows(Array(0..<sample.rows / 2)).selectingColumns([1, 0, 1])
    _ = try? copy.fit(other, sample.targets.prefix(sample.rows / 2))
    if !regressor.warmStart {
      try copy.fit(sample.features, sample.targets)
      try require(copy.model == alone, "After a fit of other data, `fit` gives another model.")
    }
    try require(try fitted() == alone, "After a fit of other data, another value's fit gives another model.")
  }

  func itLearns() throws {
    let score = try r2Score(of: fitted().predict(sample.features), against: sample.targets)
    try require(score > 0.5, "R² of the rows that it learnt is \(score).")
  }

  func everyColumnMatters() throws {
    let model = try fitted()
    let before = try model.predict(sample.features)
    for column in 0..<sample.bytes.columns {
      var changed = sample.doubles
      for row in 0..<sample.rows { changed[row, column] = 9 - changed[row, column] }
      let after = try model.predict(changed.features)
      try require(before != after, "Column \(column) changes no prediction.")
    }
  }

  func rowOrderIsIrrelevant() throws {
    try requireSame(fitted(), fitted(rows: sample.shuffled), within: tolerance, "Shuffled rows")
  }

  func weightsEqualRepetitions() throws {
    let weighted = try fitted(rows: Array(0..<sample.rows), weights: sample.weights.map(Double.init))
    try requireSame(weighted, fitted(rows: sample.copies), within: tolerance, "Weights and repeated rows")
  }

  func fractionalWeightsEqualRepetitions() throws {
    let weighted = try fitted(rows: Array(0..<sample.rows), weights: sample.weights.map { Double($0) / 2 })
    let halves = [Double](repeating: 0.5, count: sample.copies.count)
    try requireSame(
      weighted, fitted(rows: sample.copies, weights: halves), within: tolerance,
      "Weights and repeated rows of fractional weight")
  }

  func weightZeroEqualsAbsence() throws {
    let kept = sample.weights.indices.filter { sample.weights[$0] > 0 }
    let weighted = try fitted(rows: Array(0..<sample.rows), weights: sample.weights.map { $0 > 0 ? 1 : 0 })
    try requireSame(weighted, fitted(rows: kept), within: rounding, "Weight 0 and an absent row")
  }
}

extension RegressorTrial {
  func bytesAndFloatsEqualDoubles() throws {
    let expected = try fitted()
    let bytes = try regressor.fitted(to: sample.bytes, sample.targets)
    try requireSame(expected, bytes, within: tolerance, "Bytes and doubles")
    let floats = try regressor.fitted(to: sample.bytes.map { Float($0) }, sample.targets)
    try requireSame(expected, floats, within: tolerance, "Floats and doubles")
  }

  func sparseEqualsDense() throws {
    let (dense, rows) = (try fitted(), try SparseMatrix(sample.doubles))
    try requireSame(
      dense, regressor.fitted(to: rows, sample.targets), within: tolerance, "Sparse and dense rows")
    try requireSame(
      dense.predict(sample.features), dense.predict(rows), within: rounding, "Sparse and dense rows to predict")
  }

  func slicesEqualCopies() throws {
    let chosen = (0..<sample.rows).filter { $0 % 4 != 1 }
    let copy = try sample.features.selectingRows(chosen).matrix()
    let targets = chosen.map { sample.targets[$0] }
    try requireSame(
      fitted(rows: chosen), regressor.fitted(to: copy, targets), within: rounding, "Chosen rows and a copy of them")
  }

  func rowsArePredictedAlone() throws {
    let model = try fitted()
    let alone = try (0..<sample.rows).flatMap { try model.predict(sample.features.selectingRows([$0])) }
    try requireSame(alone, model.predict(sample.features), within: 1e-3 * rounding, "Rows alone and together")
  }

  func largeBatchesEqualRows() throws {
    let (model, rows) = (try fitted(), (0..<500).map { ($0 * 7) % sample.rows })
    let expected = try model.predict(sample.features)
    let batch = try sample.features.selectingRows(rows)
    let forms: [(String, Features)] = [
      ("rows", batch), ("bytes", try sample.bytes.features.selectingRows(rows)),
      ("sparse rows", try SparseMatrix(batch.matrix()).features),
    ]
    for (name, x) in forms {
      try requireSame(rows.map { expected[$0] }, model.predict(x), within: rounding, "500 \(name) at once and alone")
    }
  }

  func scoresAreByWeight() throws {
    var copy = regressor
    let model = try copy.fit(sample.features, sample.targets)
    let weights = sample.weights.map(Double.init)
    let weighted = try copy.score(sample.features, sample.targets, sampleWeight: weights)
    try require(
      weighted == model.score(sample.features, sample.targets, sampleWeight: weights),
      "Estimator and model score differently.")
    let repeated = try model.score(
      sample.features.selectingRows(sample.copies), sample.copies.map { sample.targets[$0] })
    try requireSame([weighted], [repeated], within: rounding, "Scores of weights and of repeated rows")
  }

  func modelsSurviveCoding() throws {
    let model = try fitted()
    let back = try JSONDecoder().decode(R.Model.self, from: JSONEncoder().encode(model))
    try require(back == model, "The model that was coded is another one.")
  }

  func modelFilesAreExact() throws {
    let model = try fitted()
    let back = try reread(model, by: regressor)
    let (before, after) = (try model.predict(sample.features), try back.predict(sample.features))
    try require(before.map(\.bitPattern) == after.map(\.bitPattern), "The model in a file predicts other numbers.")
  }
}

extension RegressorTrial {
  func badInputIsExplained() throws {
    let (x, y) = (sample.features, sample.targets)
    for wrong in [Double.nan, .infinity] {
      var (targets, rows) = (y, sample.doubles)
      targets[2] = wrong
      rows[3, 1] = wrong
      try requireExplained("A target of \(wrong)") { _ = try regressor.fitted(to: x, targets) }
      try requireExplained("A feature of \(wrong)") { _ = try regressor.fitted(to: rows, y) }
      try requireExplained("A feature of \(wrong) to predict") { _ = try fitted().predict(rows) }
    }
    try requireExplained("Fewer targets than rows") { _ = try regressor.fitted(to: x, y.dropLast()) }
    try requireExplained("No rows") { _ = try regressor.fitted(to: x.selectingRows([]), []) }
    try requireExplained("Other columns to predict") { _ = try fitted().predict(x.selectingColumns([0])) }
    try requireExplained("Fewer targets than rows to score") { _ = try fitted().score(x, y.dropLast()) }
    try requireWeightsExplained(rows: sample.rows) { _ = try regressor.fitted(to: x, y, sampleWeight: $0) }
  }

  func predictingBeforeFitIsExplained() throws {
    do {
      _ = try regressor.predict(sample.features)
    } catch let error as EstimatorError {
      return try require(error.code == .notFitted, "Predicting before `fit` said: \(error)")
    }
    throw LawViolation("Predicting before `fit` went through.")
  }

  /// How often a fit tells of itself; 0 for a closed form.
  private func iterations() throws -> Int {
    var all = 0
    _ = try fitted { _ in
      all += 1
      return .proceed
    }
    return all
  }

  func stoppingKeepsTheModelSoFar() throws {
    let all = try iterations()
    var told = 0
    let model = try fitted { _ in
      told += 1
      return 2 * told < all ? .proceed : .stop
    }
    try require(all < 2 || told < all, "It went on for all of its \(all) iterations after .stop.")
    _ = try model.predict(sample.features)
  }

  func cancellationKeepsTheModelSoFar() throws {
    var told = 0
    do {
      _ = try fitted { _ in
        told += 1
        throw CancellationError()
      }
    } catch let interrupted as FitInterrupted<R.Model> {
      try require(told == 1, "It went on for \(told - 1) iterations after cancellation.")
      _ = try interrupted.model.predict(sample.features)
      return
    }
    try require(told == 0, "Cancellation was swallowed.")
  }

  func errorsOfTheCallerComeBack() throws {
    var told = 0
    do {
      _ = try fitted { _ in
        told += 1
        throw Complaint()
      }
    } catch is Complaint {
      return try require(told == 1, "It went on for \(told) iterations after an error.")
    }
    try require(told == 0, "An error of the caller was swallowed.")
  }
}

/// An error that only the caller can have thrown.
private struct Complaint: Error {}
