import Estimators

extension ClassifierTrial {
  /// What no input is fitted with.
  fileprivate func requireRowsAndLabelsExplained() throws {
    let (x, y) = (sample.input, sample.labels)
    try requireExplained("A fit of no rows") { _ = try classifier.fitted(to: x.selectingRows([]), [C.Label]()) }
    try requireExplained("A fit of no columns") { _ = try classifier.fitted(to: sample.withoutColumns(), y) }
    try requireExplained("Fewer labels than rows") { _ = try classifier.fitted(to: x, y.dropLast()) }
    try requireExplained("A single class") { _ = try classifier.fitted(to: x, y.map { _ in y[0] }) }
    try requireWeightsExplained(rows: y.count) { _ = try classifier.fitted(to: x, y, sampleWeight: $0) }
    let model = try fitted()
    try requireExplained("Fewer labels than rows at score") { _ = try model.score(x, y.dropLast()) }
  }

  func predictingBeforeFitIsExplained() throws {
    do {
      _ = try classifier.predict(sample.input)
    } catch EstimatorError.Code.notFitted { return }
    throw LawViolation("predict before fit did not throw .notFitted.")
  }
}

extension ClassifierTrial where Sample == LawSample<C.Label> {
  func badFeaturesAreExplained() throws {
    for wrong in [Double.nan, .infinity] {
      try requireExplained("\(wrong) in a fit") {
        _ = try classifier.fitted(to: sample.spoilt(by: wrong), sample.labels)
      }
    }
    try requireRowsAndLabelsExplained()
    try requirePredictionsExplained()
  }

  private func requirePredictionsExplained() throws {
    let (x, y, model) = (sample.doubles, sample.labels, try fitted())
    try requireExplained("Another number of columns at predict") {
      _ = try model.predict(Matrix<Double>.zeros(rows: 2, columns: x.columns + 1))
    }
    for wrong in [Double.nan, .infinity] {
      try requireExplained("\(wrong) at predict") { _ = try model.predict(sample.spoilt(by: wrong)) }
    }
    let named = try classifier.fitted(to: x.features.named(sample.names.right), y)
    try requireExplained("Columns in another order at predict") {
      _ = try named.predict(x.features.named(sample.names.wrong))
    }
  }
}

extension ClassifierTrial where Sample == TableLawSample<C.Label> {
  func columnsAreFoundByName() throws {
    let (table, model) = (sample.table, try fitted())
    let expected = try model.predictProbabilities(table)
    try require(
      try model.predictProbabilities(table.turned()) == expected,
      "Columns in another order, and one more, change the probabilities.")
    for name in table.names {
      try requireExplained("A table without \"\(name)\"", orSame: expected) {
        try model.predictProbabilities(table.dropping(columns: [name]))
      }
    }
    try requireExplained("Columns of other names") { _ = try model.predict(table.renamed()) }
  }

  func badTablesAreExplained() throws {
    try requireRowsAndLabelsExplained()
    let (table, model) = (sample.table, try fitted())
    let expected = try model.predictProbabilities(table)
    for (name, column) in zip(table.names, table.columns) {
      try requireExplained("A column \"\(name)\" of another kind at predict", orSame: expected) {
        try model.predictProbabilities(table.replacing(name, by: column.ofAnotherKind))
      }
      guard let infinite = column.withInfinity else { continue }
      let spoilt = try table.replacing(name, by: infinite)
      try requireExplained("∞ in \"\(name)\" in a fit", orSame: expected) {
        try classifier.fitted(to: spoilt, sample.labels).predictProbabilities(table)
      }
      try requireExplained("∞ in \"\(name)\" at predict", orSame: expected) { try model.predictProbabilities(spoilt) }
    }
  }
}
