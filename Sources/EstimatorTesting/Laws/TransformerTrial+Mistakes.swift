import Estimators

extension TransformerTrial {
  /// What no input is fitted with.
  fileprivate func requireRowsExplained() throws {
    try requireExplained("A fit of no rows") {
      _ = try fitted(transformer, to: sample.input.selectingRows([]), ClassTargets(indices: [], count: 0))
    }
    try requireExplained("A fit of no columns") {
      _ = try fitted(transformer, to: sample.withoutColumns(), targets)
    }
    try requireWeightsExplained(rows: sample.rowTotal) { _ = try fitted(weights: $0) }
  }

  func badFeaturesAreExplained<Label>() throws where Sample == LawSample<Label> {
    try requireRowsExplained()
    try requireExplained("∞ in a fit") {
      _ = try fitted(transformer, to: sample.spoilt(by: .infinity).features, targets)
    }
    let (x, model) = (sample.input, try fitted())
    try requireExplained("Another number of columns") {
      _ = try transformed(model, Matrix<Double>.zeros(rows: 1, columns: x.columns + 1).features)
    }
    let named = try fitted(transformer, to: x.named(sample.names.right), targets)
    try requireExplained("Columns in another order") { _ = try transformed(named, x.named(sample.names.wrong)) }
  }

  func columnsAreFoundByName<Label>() throws where Sample == TableLawSample<Label> {
    let (table, model) = (sample.table, try fitted())
    let expected = try transformed(model)
    try require(
      try transformed(model, table.turned()).matrix() == expected,
      "Columns in another order, and one more, change the result.")
    for name in table.names {
      try requireExplained("A table without \"\(name)\"", orSame: expected) {
        try transformed(model, table.dropping(columns: [name])).matrix()
      }
    }
    try requireExplained("Columns of other names") { _ = try transformed(model, table.renamed()) }
  }

  func badTablesAreExplained<Label>() throws where Sample == TableLawSample<Label> {
    try requireRowsExplained()
    let (table, model) = (sample.table, try fitted())
    let expected = try transformed(model)
    for (name, column) in zip(table.names, table.columns) {
      try requireExplained("A column \"\(name)\" of another kind", orSame: expected) {
        try transformed(model, table.replacing(name, by: column.ofAnotherKind)).matrix()
      }
      guard let infinite = column.withInfinity else { continue }
      try requireExplained("∞ in \"\(name)\" in a fit", orSame: expected) {
        try transformed(fitted(transformer, to: table.replacing(name, by: infinite), targets))
      }
    }
  }
}
