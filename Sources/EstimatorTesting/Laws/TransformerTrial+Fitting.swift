import Estimators

extension TransformerTrial {
  func fitLeavesSettingsAlone() throws {
    let before = contents(of: transformer)
    var copy = transformer
    try fit(&copy, sample.input, targets)
    let after = contents(of: copy.unfitted)
    try require(before == after, "Settings before: \(before)after: \(after)")
  }

  func fittedNeverReadsTheModel() throws {
    var copy = transformer
    let half = Array(sample.secondHalf)
    try fit(&copy, sample.input.selectingRows(half), targets(of: half))
    let again = try fitted(copy, to: sample.input, targets)
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
    let (alone, earlier) = (try fitted(), try sample.earlier)
    var copy = transformer
    // Whether it can make anything of the other data does not matter here.
    try? fit(&copy, earlier.input, ClassEncoding(earlier.labels).targets)
    try fit(&copy, sample.input, targets)
    try require(copy.model == alone, "After a fit of other data, `fit` gives another model.")
    try require(try fitted() == alone, "After a fit of other data, another value's fit gives another model.")
  }

  func rowOrderIsIrrelevant() throws {
    try requireSame(fitted(), fitted(to: sample.shuffled), "Shuffled rows")
  }

  func weightsEqualRepetitions() throws {
    let weighted = try fitted(weights: sample.weights.map(Double.init))
    try requireSame(weighted, fitted(to: sample.copies.rows), "Weights and repeated rows")
  }

  func fractionalWeightsEqualRepetitions() throws {
    let (rows, fractions) = (sample.copies.rows, sample.fractions)
    let repeated = try fitted(
      transformer, to: sample.input.selectingRows(rows), targets(of: rows), weights: fractions.repeated)
    try requireSame(fitted(weights: fractions.weights), repeated, "Weights and repeated rows of fractional weight")
  }

  func weightZeroEqualsAbsence() throws {
    let (weights, kept) = sample.presence
    try requireSame(fitted(weights: weights), fitted(to: kept), "Weight 0 and an absent row")
  }

  func relabellingChangesNothing() throws {
    let count = Int32(targets.count)
    let moved = ClassTargets(indices: targets.indices.map { ($0 + 1) % count }, count: targets.count)
    try requireSame(fitted(), fitted(transformer, to: sample.input, moved), "Classes with other numbers")
  }
}
