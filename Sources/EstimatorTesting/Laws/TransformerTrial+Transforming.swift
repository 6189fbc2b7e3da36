import Estimators
import Foundation

extension TransformerTrial {
  func rowsAreTransformedAlone() throws {
    let (model, x) = (try fitted(), sample.input)
    let all = try transformed(model)
    for row in 0..<x.rows {
      let alone = try transformed(model, x.selectingRows([row])).matrix()
      try requireSame(alone, all[rows: row..<row + 1], within: tolerance, "Row \(row) alone")
    }
    let none = try transformed(model, x.selectingRows([]))
    try require(none.rows == 0, "No rows became \(none.rows).")
  }

  func largeBatchesEqualRows() throws {
    let (model, rows) = (try fitted(), sample.batch)
    let alone = try (0..<sample.batchedRows).map { try transformed(model, sample.block([$0])).matrix().elements }
    let expected = try Matrix(rows.map { alone[$0] })
    for part in [0..<rows.count, 0..<rows.count / 3, rows.count / 3..<rows.count] {
      let batch = try transformed(model, sample.block(Array(rows[part]))).matrix()
      try requireSame(batch, expected[rows: part], within: tolerance, "\(part.count) rows at once")
    }
  }

  func everyColumnMatters() throws {
    let (model, x) = (try fitted(), sample.input)
    let before = try transformed(model)
    for j in 0..<x.columnCount where try isAskedFor(j, model) {
      guard let moved = try sample.withColumnMoved(j) else { continue }
      let distance = difference(try transformed(model, moved).matrix(), before)
      try require(distance > tolerance, "Other values in \(x.columnText(j)) do not change the result.")
    }
  }

  /// A model of a table may leave columns alone.
  private func isAskedFor(_ column: Int, _ model: T.Model) throws -> Bool {
    guard let rest = try sample.without(column: column) else { return true }
    return (try? transformed(model, rest)) == nil
  }

  func modelsSurviveCoding() throws {
    let model = try fitted()
    let back = try JSONDecoder().decode(T.Model.self, from: JSONEncoder().encode(model))
    try require(back == model, "The model read back differs.")
    let same = try transformed(back) == transformed(model)
    try require(same, "The model read back is equal but transforms otherwise.")
  }

  func transformingBeforeFitIsExplained() throws {
    do {
      _ = try transformed(by: transformer, sample.input)
    } catch EstimatorError.Code.notFitted { return }
    throw LawViolation("transform before fit did not throw .notFitted.")
  }
}
