import Estimators

extension ClassifierTrial {
  func largeBatchesEqualRows() throws {
    let (model, rows) = (try fitted(), sample.batch)
    let (alone, labels) = try predictedAlone(model)
    let expected = try Matrix(rows.map { alone[$0] })
    for part in [0..<rows.count, 0..<rows.count / 3, rows.count / 3..<rows.count] {
      let batch = try sample.block(Array(rows[part]))
      try requireSame(model, batch, expected[rows: part], within: 1e-3 * rounding, "at once")
      let isSame = try model.predict(batch) == rows[part].map { labels[$0] }
      try require(isSame, "\(part.count) rows at once have other labels than alone.")
    }
  }

  /// Probabilities and labels of the rows of the batch, each asked for alone.
  fileprivate func predictedAlone(_ model: C.Model) throws -> (probabilities: [[Double]], labels: [C.Label]) {
    let rows = try (0..<sample.batchedRows).map { try sample.input.selectingRows([$0]) }
    return (
      try rows.map { try model.predictProbabilities($0).elements }, try rows.flatMap { try model.predict($0) }
    )
  }

  fileprivate func requireSame(
    _ model: C.Model, _ x: C.Input, _ expected: Matrix<Double>, within tolerance: Double, _ what: String
  ) throws {
    let distance = difference(try model.predictProbabilities(x), expected)
    try require(
      distance <= tolerance,
      "\(expected.rows) rows \(what) have probabilities that differ by \(distance) from those of each row alone.")
  }
}

extension ClassifierTrial where Sample == LawSample<C.Label> {
  func largeBatchesOfEveryStorageEqualRows() throws {
    try largeBatchesEqualRows()
    let (model, rows) = (try fitted(), sample.batch)
    let alone = try predictedAlone(model).probabilities
    let expected = try Matrix(rows.map { alone[$0] })
    let sparse = try SparseMatrix(sample.doubles[rows: rows].copied())
    try requireSame(model, sample.bytes[rows: rows].features, expected, within: rounding, "as bytes")
    try requireSame(model, sample.floats[rows: rows].features, expected, within: max(rounding, 1e-6), "as floats")
    try requireSame(model, sparse.features, expected, within: rounding, "as sparse rows")
  }
}
