import Estimators

/// One classifier of tables on one sample. What is not about columns is asked of it as a classifier of row numbers.
struct TableClassifierTrial<C: TableClassifier> {
  let classifier: C
  let sample: TableLawSample<C.Label>
  let tolerance: Double
  let rounding: Double

  func byRowNumber() throws -> ClassifierTrial<RowsByNumber<C>> {
    let far = [-1, 1e3, -1e6, 1e12]
    let table = try sample.table.withRowsFarOutside(far)
    return ClassifierTrial(
      classifier: RowsByNumber(base: classifier, table: table), sample: sample.rowNumbers, tolerance: tolerance,
      rounding: rounding, nearAndFar: [TableLawSample<C.Label>.numbers(0..<table.rows).map(Double.init)])
  }

  private func fitted() throws -> C.Model { try classifier.fitted(to: sample.table, sample.labels) }

  private func on(_ sample: TableLawSample<C.Label>) -> TableClassifierTrial {
    TableClassifierTrial(classifier: classifier, sample: sample, tolerance: tolerance, rounding: rounding)
  }

  func itLearns() throws {
    for sample in try sample.separable { try on(sample).byRowNumber().requireLearning() }
  }

  func relabellingPermutesClasses() throws {
    for sample in try sample.andMoreClasses { try on(sample).byRowNumber().requireLabelsToBeNames() }
  }

  func everyColumnMatters() throws {
    for sample in try sample.separable.prefix(1) { try on(sample).requireUseOfColumns() }
  }

  private func requireUseOfColumns() throws {
    let (table, model) = (sample.table, try fitted())
    let (labels, before) = (try model.predict(table), try model.predictProbabilities(table))
    for name in table.names where isAskedFor(name, model) {
      let moved = try table.withColumnMoved(name)
      guard moved != table, try model.predict(moved) == labels else { continue }
      let distance = difference(try model.predictProbabilities(moved), before)
      try require(
        distance > 0.01,
        "Other cells in column \"\(name)\" change no class, and no probability by more than \(distance).")
    }
  }

  private func isAskedFor(_ name: String, _ model: C.Model) -> Bool {
    (try? model.predict(sample.table.dropping(columns: [name]))) == nil
  }

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

  func badInputIsExplained() throws {
    try requireRowsAndLabelsExplained()
    try requireWeightsExplained(rows: sample.table.rows) {
      _ = try classifier.fitted(to: sample.table, sample.labels, sampleWeight: $0)
    }
    try requireColumnsExplained()
  }

  private func requireRowsAndLabelsExplained() throws {
    let (table, y) = (sample.table, sample.labels)
    try requireExplained("A fit of no rows") {
      _ = try classifier.fitted(to: table.selecting(rows: []), [C.Label]())
    }
    try requireExplained("A fit of no columns") { _ = try classifier.fitted(to: table.selecting(columns: []), y) }
    try requireExplained("Fewer labels than rows") { _ = try classifier.fitted(to: table, y.dropLast()) }
    try requireExplained("A single class") { _ = try classifier.fitted(to: table, y.map { _ in y[0] }) }
    let model = try fitted()
    try requireExplained("Fewer labels than rows at score") { _ = try model.score(table, y.dropLast()) }
  }

  private func requireColumnsExplained() throws {
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
