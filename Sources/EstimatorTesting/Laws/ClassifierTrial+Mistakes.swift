import Estimators

extension ClassifierTrial {
  func badInputIsExplained() throws {
    try requireFeaturesExplained()
    try requireLabelsExplained()
    try requireWeightsExplained(rows: sample.rowCount) {
      _ = try classifier.fitted(to: sample.doubles, sample.labels, sampleWeight: $0)
    }
    try requirePredictionsExplained()
  }

  private func requireFeaturesExplained() throws {
    let (x, y) = (sample.doubles, sample.labels)
    try requireExplained("A fit of no rows") { _ = try classifier.fitted(to: x[rows: 0..<0], [C.Label]()) }
    try requireExplained("A fit of no columns") {
      _ = try classifier.fitted(to: Matrix<Double>.zeros(rows: x.rows, columns: 0), y)
    }
    for wrong in [Double.nan, .infinity] {
      try requireExplained("\(wrong) in a fit") { _ = try classifier.fitted(to: sample.spoilt(by: wrong), y) }
    }
  }

  private func requireLabelsExplained() throws {
    let (x, y) = (sample.doubles, sample.labels)
    try requireExplained("Fewer labels than rows") { _ = try classifier.fitted(to: x, y.dropLast()) }
    try requireExplained("A single class") { _ = try classifier.fitted(to: x, y.map { _ in y[0] }) }
  }

  private func requirePredictionsExplained() throws {
    let (x, y, model) = (sample.doubles, sample.labels, try fitted())
    try requireExplained("Another number of columns at predict") {
      _ = try model.predict(Matrix<Double>.zeros(rows: 2, columns: x.columns + 1))
    }
    for wrong in [Double.nan, .infinity] {
      try requireExplained("\(wrong) at predict") { _ = try model.predict(sample.spoilt(by: wrong)) }
    }
    try requireExplained("Fewer labels than rows at score") { _ = try model.score(x, y.dropLast()) }
    let named = try classifier.fitted(to: x.features.named(sample.names.right), y)
    try requireExplained("Columns in another order at predict") {
      _ = try named.predict(x.features.named(sample.names.wrong))
    }
  }

  func predictingBeforeFitIsExplained() throws {
    do {
      _ = try classifier.predict(sample.doubles)
    } catch EstimatorError.Code.notFitted { return }
    throw LawViolation("predict before fit did not throw .notFitted.")
  }
}
