import Matrices

/// Weighted sums of every column by class, column change applied.
///
/// Of columns moved by their overall mean, so that squares do not cancel.
struct ClassSums {
  /// K × p: Σ of the moved numbers of a class.
  private(set) var sums: Matrix<Double>
  /// p: Σ of the squared moved numbers.
  private(set) var squares: [Double]
  /// K: Σ of the weights of a class.
  private(set) var weights: [Double]
  /// The moments of all rows. All weights here are over their unit.
  let moments: ColumnMoments
  /// p: what the columns were moved by.
  let means: [Double]
  /// The number of rows with weight.
  let rows: Int

  /// - Complexity: O(n · p), two passes.
  init(_ x: Features, _ targets: ClassTargets, sampleWeight: [Double]?) throws {
    moments = try ColumnMoments(x, sampleWeight: sampleWeight)
    let unit = moments.unit
    let sampleWeight = unit == 1 ? sampleWeight : sampleWeight.map { $0.map { $0 / unit } }
    let affine = x.affine
    means = moments.means.enumerated().map { j, mean in
      affine.map { (mean - $0.shift[j]) * $0.scale[j] } ?? mean
    }
    squares = zip(moments.squares, affine?.scale ?? Array(repeating: 1, count: x.columns)).map { $0 * $1 * $1 }
    rows = sampleWeight?.count { $0 > 0 } ?? x.rows
    sums = .zeros(rows: targets.count, columns: x.columns)
    weights = Array(repeating: 0, count: targets.count)
    for (row, k) in targets.indices.enumerated() { weights[Int(k)] += sampleWeight?[row] ?? 1 }
    try addRows(x, targets, sampleWeight)
  }

  /// The number of classes with weight.
  var presentClasses: Int { weights.count { $0 > 0 } }

  private mutating func addRows(_ x: Features, _ targets: ClassTargets, _ sampleWeight: [Double]?) throws {
    let columns = x.columns
    let panel = AlignedBuffer<Double>(zeros: columns)
    // Raw numbers less the raw mean; the change of columns comes at the end.
    let raw = x.affine.map { affine in means.indices.map { means[$0] / affine.scale[$0] + affine.shift[$0] } } ?? means
    try sums.withMutableElements { sums in
      try FeatureBlocks(x).withReader { reader in
        if x.isSparse {
          try reader.forEachStoredRow(0..<x.rows) { row, stored in
            let (to, s) = (Int(targets.indices[row]) * columns, sampleWeight?[row] ?? 1)
            for k in 0..<stored.count { sums[to + Int(stored.indices[k])] += s * stored.values[k] }
          }
          for k in weights.indices { for j in 0..<columns { sums[k * columns + j] -= weights[k] * raw[j] } }
          return
        }
        for row in 0..<x.rows {
          try reader.widen(row..<row + 1, to: panel.pointer, stride: columns)
          let (to, s) = (Int(targets.indices[row]) * columns, sampleWeight?[row] ?? 1)
          for j in 0..<columns { sums[to + j] += s * (panel.pointer[j] - raw[j]) }
        }
      }
      if let scale = x.affine?.scale {
        for index in sums.indices { sums[index] *= scale[index % columns] }
      }
    }
  }
}
