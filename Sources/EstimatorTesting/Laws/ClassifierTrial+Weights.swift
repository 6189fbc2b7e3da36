import Estimators

extension ClassifierTrial {
  func rowOrderIsIrrelevant() throws {
    try requireSame(fitted(), fitted(to: sample.shuffled), within: tolerance, "Shuffled rows")
  }

  func weightsEqualRepetitions() throws {
    let weighted = try classifier.fitted(
      to: sample.input, sample.labels, sampleWeight: sample.weights.map(Double.init))
    try requireSame(weighted, fitted(to: sample.copies.rows), within: tolerance, "Weights and repeated rows")
  }

  func fractionalWeightsEqualRepetitions() throws {
    let (copies, fractions) = (sample.copies, sample.fractions)
    let weighted = try classifier.fitted(to: sample.input, sample.labels, sampleWeight: fractions.weights)
    let repeated = try classifier.fitted(
      to: sample.input.selectingRows(copies.rows), copies.labels, sampleWeight: fractions.repeated)
    try requireSame(weighted, repeated, within: tolerance, "Weights and repeated rows of fractional weight")
  }

  func weightZeroEqualsAbsence() throws {
    let (weights, kept) = sample.presence
    let weighted = try classifier.fitted(to: sample.input, sample.labels, sampleWeight: weights)
    try requireSame(weighted, fitted(to: kept), within: rounding, "Weight 0 and an absent row")
    try requireUnknownWithoutWeight()
  }

  /// A class of which no row has weight is not known to the model; with two classes there would be only one left.
  private func requireUnknownWithoutWeight() throws {
    let classes = ClassEncoding(sample.labels).classes
    guard classes.count > 2, let last = classes.last else { return }
    let weights = sample.labels.map { $0 == last ? 0.0 : 1 }
    let model = try classifier.fitted(to: sample.input, sample.labels, sampleWeight: weights)
    try require(model.classes == classes.dropLast(), "A class without weight: the model knows \(model.classes).")
  }
}
