// Guarded by `FiniteFeaturesTests`.
import CKernels
import Matrices

extension FeatureBlocks {
  /// The first number, in row order, that is infinite or not a number.
  ///
  /// - Parameter acceptingMissing: Whether NaN passes.
  package func firstNotFinite(acceptingMissing: Bool) throws -> (row: Int, column: Int, value: Double)? {
    if !acceptingMissing, features.rows > 0, let column = features.affine?.missingColumn { return (0, column, .nan) }
    if features.storage.isBytes { return nil }
    if case .source(let source) = features.storage { return try firstNotFinite(source, acceptingMissing) }
    return withReader { reader in
      let runs = min(Self.mostRuns, features.rows)
      let firsts = AlignedBuffer<Int>(uninitialized: runs)
      let threads = Parallelism.threads(for: .numbers, features.storage.storedCount)
      Parallelism.perform(tasks: runs, threads: threads) { [rows = features.rows] _, run in
        firsts.pointer[run] =
          (rows * run / runs..<rows * (run + 1) / runs).first {
            reader.firstNotFinite(inStoredRow: reader.storedRow($0), acceptingMissing) != nil
          } ?? -1
      }
      let first = (0..<runs).first { firsts.pointer[$0] >= 0 }.map { firsts.pointer[$0] }
      return first.flatMap { row in
        reader.firstNotFinite(inStoredRow: reader.storedRow(row), acceptingMissing).map { (row, $0.column, $0.value) }
      }
    }
  }

  /// Runs of rows that are looked at side by side.
  private static let mostRuns = 64
}

extension FeatureBlocks {
  /// The same of rows that are read while they are needed, block by block.
  private func firstNotFinite(
    _ source: any RowSource, _ acceptingMissing: Bool
  ) throws -> (row: Int, column: Int, value: Double)? {
    guard !source.isAlwaysFinite else { return nil }
    func isWrong(_ value: Double) -> Bool { !value.isFinite && !(acceptingMissing && value.isNaN) }
    if source.isSparse { return try firstStored(where: isWrong) }
    let p = features.columns
    let plan = ChunkPlan(rows: features.rows, width: p, partialCount: 1)
    let panel = AlignedBuffer<Double>(uninitialized: plan.blockRows * p)
    return try withReader { reader in
      for start in stride(from: 0, to: features.rows, by: plan.blockRows) {
        let rows = start..<min(features.rows, start + plan.blockRows)
        try reader.widen(rows, to: panel.pointer, stride: p)
        for (place, row) in rows.enumerated() {
          for j in 0..<p {
            let value = panel.pointer[place * p + j]
            if isWrong(value) { return (row, j, value) }
          }
        }
      }
      return nil
    }
  }
}

extension BlockReader {
  fileprivate func firstNotFinite(inStoredRow row: Int, _ acceptingMissing: Bool) -> (column: Int, value: Double)? {
    var from = 0
    while let found = firstNotFinite(inStoredRow: row, from: from) {
      if !(acceptingMissing && found.value.isNaN) { return (column(found.place, inStoredRow: row), found.value) }
      from = found.place + 1
    }
    return nil
  }

  /// The place among the stored numbers of a row.
  private func firstNotFinite(inStoredRow row: Int, from: Int) -> (place: Int, value: Double)? {
    switch source {
    case .bytes, .source: return nil
    case .float(let start):
      let values = start + row * columns
      let j = from + est_first_not_finite_f32(columns - from, values + from)
      return j < columns ? (j, Double(values[j])) : nil
    case .double(let start):
      let values = start + row * columns
      let j = from + est_first_not_finite_f64(columns - from, values + from)
      return j < columns ? (j, values[j]) : nil
    case .sparse(let stored):
      let values = stored.values + stored.starts[row]
      let count = stored.starts[row + 1] - stored.starts[row]
      let k = from + est_first_not_finite_f64(count - from, values + from)
      return k < count ? (k, values[k]) : nil
    }
  }

  private func column(_ place: Int, inStoredRow row: Int) -> Int {
    guard case .sparse(let stored) = source else { return place }
    return Int(stored.indices[stored.starts[row] + place])
  }
}
