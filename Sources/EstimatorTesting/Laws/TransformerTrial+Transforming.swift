import Estimators
import Foundation

extension TransformerTrial {
  func rowsAreTransformedAlone() throws {
    let (model, x) = (try fitted(), sample.doubles)
    let all = try model.transform(x).matrix()
    for row in 0..<x.rows {
      let alone = try model.transform(x[rows: row..<row + 1]).matrix()
      try requireSame(alone, all[rows: row..<row + 1], within: tolerance, "Row \(row) alone")
    }
    let none = try model.transform(x[rows: 0..<0])
    try require(none.rows == 0, "No rows became \(none.rows).")
  }

  func largeBatchesEqualRows() throws {
    let (model, rows) = (try fitted(), sample.batch)
    let alone = try (0..<sample.batchedRows).map { try transformed(model, [$0]).elements }
    let expected = try Matrix(rows.map { alone[$0] })
    for part in [0..<rows.count, 0..<rows.count / 3, rows.count / 3..<rows.count] {
      let batch = try transformed(model, Array(rows[part]))
      try requireSame(batch, expected[rows: part], within: tolerance, "\(part.count) rows at once")
    }
  }

  private func transformed(_ model: T.Model, _ rows: [Int]) throws -> Matrix<Double> {
    try model.transform(sample.doubles[rows: rows].copied()).matrix()
  }

  func everyColumnMatters() throws {
    let (model, x) = (try fitted(), sample.doubles)
    let before = try model.transform(x).matrix()
    for j in 0..<x.columns {
      let moved = x.withColumnMoved(j)
      guard moved != x else { continue }
      let distance = difference(try model.transform(moved).matrix(), before)
      try require(distance > tolerance, "Other numbers in column \(j) do not change the result.")
    }
  }

  func modelsSurviveCoding() throws {
    let model = try fitted()
    let back = try JSONDecoder().decode(T.Model.self, from: JSONEncoder().encode(model))
    try require(back == model, "The model read back differs.")
    let same = try back.transform(sample.doubles).matrix() == model.transform(sample.doubles).matrix()
    try require(same, "The model read back is equal but transforms otherwise.")
  }

  func badInputIsExplained() throws {
    let x = sample.doubles
    try requireExplained("A fit of no rows") {
      _ = try transformer.fitted(to: x[rows: 0..<0], targets: ClassTargets(indices: [], count: 0))
    }
    try requireExplained("∞ in a fit") {
      _ = try transformer.fitted(to: sample.spoilt(by: .infinity), targets: targets)
    }
    try requireWeightsExplained(rows: sample.rowCount) { _ = try fitted(weights: $0) }
    try requireOtherColumnsExplained()
  }

  private func requireOtherColumnsExplained() throws {
    let (x, model) = (sample.doubles, try fitted())
    try requireExplained("Another number of columns") {
      _ = try model.transform(Matrix<Double>.zeros(rows: 1, columns: x.columns + 1))
    }
    let named = try transformer.fitted(to: x.features.named(sample.names.right), targets: targets)
    try requireExplained("Columns in another order") {
      _ = try named.transform(x.features.named(sample.names.wrong))
    }
  }

  func transformingBeforeFitIsExplained() throws {
    do {
      _ = try transformer.transform(sample.doubles)
    } catch EstimatorError.Code.notFitted { return }
    throw LawViolation("transform before fit did not throw .notFitted.")
  }
}
