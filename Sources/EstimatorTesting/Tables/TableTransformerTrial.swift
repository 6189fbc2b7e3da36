import Estimators

/// One transformer of tables on one sample. What is not about columns is asked of it as a transformer of row numbers.
struct TableTransformerTrial<T: TableTransformer, Label: ClassLabel> {
  let transformer: T
  let sample: TableLawSample<Label>
  let tolerance: Double

  var byRowNumber: TransformerTrial<RowsByNumber<T>, Label> {
    TransformerTrial(
      transformer: RowsByNumber(base: transformer, table: sample.table), sample: sample.rowNumbers,
      tolerance: tolerance)
  }

  private var targets: ClassTargets { ClassEncoding(sample.labels).targets }

  private func fitted(to table: Table, weights: [Double]? = nil) throws -> T.Model {
    try transformer.fitted(to: table, targets: targets, sampleWeight: weights)
  }

  func everyColumnMatters() throws {
    let (table, model) = (sample.table, try fitted(to: sample.table))
    let before = try model.transform(table).matrix()
    for name in table.names where isAskedFor(name, model) {
      let moved = try table.withColumnMoved(name)
      guard moved != table else { continue }
      let distance = difference(try model.transform(moved).matrix(), before)
      try require(distance > tolerance, "Other cells in column \"\(name)\" do not change the result.")
    }
  }

  private func isAskedFor(_ name: String, _ model: T.Model) -> Bool {
    (try? model.transform(sample.table.dropping(columns: [name]))) == nil
  }

  func columnsAreFoundByName() throws {
    let (table, model) = (sample.table, try fitted(to: sample.table))
    let expected = try model.transform(table).matrix()
    try require(
      try model.transform(table.turned()).matrix() == expected,
      "Columns in another order, and one more, change the result.")
    for name in table.names {
      try requireExplained("A table without \"\(name)\"", orSame: expected) {
        try model.transform(table.dropping(columns: [name])).matrix()
      }
    }
    try requireExplained("Columns of other names") { _ = try model.transform(table.renamed()) }
  }

  func badInputIsExplained() throws {
    let table = sample.table
    try requireExplained("A fit of no rows") {
      _ = try transformer.fitted(to: table.selecting(rows: []), targets: ClassTargets(indices: [], count: 0))
    }
    try requireExplained("A fit of no columns") { _ = try fitted(to: table.selecting(columns: [])) }
    try requireWeightsExplained(rows: table.rows) { _ = try fitted(to: table, weights: $0) }
    let model = try fitted(to: table)
    let expected = try model.transform(table).matrix()
    for (name, column) in zip(table.names, table.columns) {
      try requireExplained("A column \"\(name)\" of another kind", orSame: expected) {
        try model.transform(table.replacing(name, by: column.ofAnotherKind)).matrix()
      }
      guard let infinite = column.withInfinity else { continue }
      try requireExplained("∞ in \"\(name)\" in a fit", orSame: expected) {
        try fitted(to: table.replacing(name, by: infinite)).transform(table).matrix()
      }
    }
  }
}
