import Matrices

/// The weighted mean and population variance of every column, without the column change. Missing values (NaN) are left
/// out of their column.
///
/// Two passes inside a block, blocks merged by the formula of Chan, Golub and LeVeque (1979): no cancellation, whatever
/// the mean. Double throughout.
struct ColumnMoments: Sendable, Hashable {
  /// Σ of the weights of the numbers that are there, over `unit`.
  var weights: [Double]
  var means: [Double]
  /// Σ s·(x − mean)², over `unit`.
  var squares: [Double]
  /// What the weights were divided by.
  private(set) var unit = 1.0

  /// 0 for a column without any number.
  var variances: [Double] { zip(squares, weights).map { $1 > 0 ? $0 / $1 : 0 } }

  init(empty columns: Int) {
    weights = Array(repeating: 0, count: columns)
    means = weights
    squares = weights
  }

  /// - Parameter sampleWeight: One weight per row, or `nil` for all 1.
  /// - Complexity: O(n · p), one pass; sparse rows O(stored numbers + p).
  init(_ features: Features, sampleWeight: [Double]?) throws {
    let unit = weightUnit(sampleWeight)
    let sampleWeight = unit == 1 ? sampleWeight : sampleWeight.map { $0.map { $0 / unit } }
    if features.isSparse {
      self.init(empty: features.columns)
      try FeatureBlocks(features).withReader { try addSparse($0, rows: features.rows, sampleWeight) }
    } else {
      try self.init(dense: features, sampleWeight)
    }
    self.unit = unit
  }

  private init(dense features: Features, _ sampleWeight: [Double]?) throws {
    let columns = features.columns
    let plan = ChunkPlan(rows: features.rows, width: columns, partialCount: 3 * columns)
    let threads = Parallelism.threads(for: .numbers, features.rows * columns)
    let panels = (0..<min(threads, plan.chunks)).map { _ in AlignedBuffer<Double>(zeros: plan.blockRows * columns) }
    let chunks = Locked(Array(repeating: ColumnMoments(empty: 0), count: plan.chunks))
    try FeatureBlocks(features).withReader { reader in
      try Parallelism.perform(tasks: plan.chunks, threads: threads) { worker, chunk in
        let panel = panels[worker].pointer
        var sum = ColumnMoments(empty: columns)
        for rows in plan.blocks(ofChunk: chunk) {
          try reader.widen(rows, to: panel, stride: columns)
          sum.merge(ColumnMoments(block: panel, rows: rows, columns: columns, sampleWeight))
        }
        let whole = sum
        chunks.withLock { $0[chunk] = whole }
      }
    }
    self.init(empty: columns)
    for chunk in chunks.withLock({ $0 }) { merge(chunk) }
  }

  /// - Parameter block: `rows.count * columns` numbers.
  private init(block: UnsafePointer<Double>, rows: Range<Int>, columns: Int, _ sampleWeight: [Double]?) {
    self.init(empty: columns)
    let firsts = Self.firsts(block: block, rows: rows, columns: columns, sampleWeight)
    var others = weights  // Σ of the distances of other numbers from the first
    // Missing numbers are chosen away instead of jumped over, so that the loops run in vectors.
    weights.withUnsafeMutableBufferPointer { weights in
      means.withUnsafeMutableBufferPointer { means in
        firsts.withUnsafeBufferPointer { firsts in
          others.withUnsafeMutableBufferPointer { others in
            for (place, row) in rows.enumerated() {
              let (s, x) = (sampleWeight?[row] ?? 1, block + place * columns)
              for j in 0..<columns {
                let isThere = x[j] == x[j]
                weights[j] += isThere ? s : 0
                means[j] += isThere ? s * x[j] : 0
                others[j] += isThere && s > 0 ? (x[j] - firsts[j]).magnitude : 0
              }
            }
          }
        }
      }
    }
    // The mean of equal numbers is that number: nothing of them is left when it is taken away.
    for j in 0..<columns where weights[j] > 0 { means[j] = others[j] > 0 ? means[j] / weights[j] : firsts[j] }
    squares.withUnsafeMutableBufferPointer { squares in
      means.withUnsafeBufferPointer { means in
        for (place, row) in rows.enumerated() {
          let (s, x) = (sampleWeight?[row] ?? 1, block + place * columns)
          for j in 0..<columns {
            let deviation = x[j] - means[j]
            squares[j] += deviation == deviation ? s * deviation * deviation : 0
          }
        }
      }
    }
  }

  /// The first number of each column that counts; 0 for none.
  private static func firsts(
    block: UnsafePointer<Double>, rows: Range<Int>, columns: Int, _ sampleWeight: [Double]?
  ) -> [Double] {
    var firsts = [Double](repeating: 0, count: columns)
    var open = Array(0..<columns)
    for (place, row) in rows.enumerated() where sampleWeight.map({ $0[row] > 0 }) ?? true {
      guard !open.isEmpty else { break }
      let x = block + place * columns
      for j in open where !x[j].isNaN { firsts[j] = x[j] }
      open.removeAll { !x[$0].isNaN }
    }
    return firsts
  }

  /// Sparse rows, read twice.
  private mutating func addSparse(_ reader: BlockReader, rows: Int, _ sampleWeight: [Double]?) throws {
    var present = weights  // weight of the stored numbers; the rest of a column is zeros
    var missing = weights
    var counts = [Int](repeating: 0, count: means.count)
    var total = 0.0
    try reader.forEachStoredRow(0..<rows) { row, stored in
      let s = sampleWeight?[row] ?? 1
      total += s
      for k in 0..<stored.count {
        let (j, x) = (Int(stored.indices[k]), stored.values[k])
        counts[j] += 1
        if x.isNaN { missing[j] += s } else { (present[j], means[j]) = (present[j] + s, means[j] + s * x) }
      }
    }
    for j in means.indices {
      weights[j] = total - missing[j]
      if weights[j] > 0 { means[j] /= weights[j] }
      // The difference of two sums is rounding where there are no zeros.
      squares[j] = counts[j] == rows ? 0 : max(0, weights[j] - present[j]) * means[j] * means[j]
    }
    try reader.forEachStoredRow(0..<rows) { row, stored in
      let s = sampleWeight?[row] ?? 1
      for k in 0..<stored.count {
        let j = Int(stored.indices[k])
        let deviation = stored.values[k] - means[j]
        if !deviation.isNaN { squares[j] += s * deviation * deviation }
      }
    }
  }

  private mutating func merge(_ other: ColumnMoments) {
    for j in means.indices where other.weights[j] > 0 {
      guard weights[j] > 0 else {
        (weights[j], means[j], squares[j]) = (other.weights[j], other.means[j], other.squares[j])
        continue
      }
      let weight = weights[j] + other.weights[j]
      let step = other.means[j] - means[j]
      means[j] += step * other.weights[j] / weight
      squares[j] += other.squares[j] + step * step * weights[j] * other.weights[j] / weight
      weights[j] = weight
    }
  }
}

/// A power of two near the largest weight, when products of weights and squares would leave the range of a Double; else
/// 1.
func weightUnit(_ weights: [Double]?) -> Double {
  guard let largest = weights?.max(), largest > 0, !(0x1p-200...0x1p200).contains(largest) else { return 1 }
  return Double(sign: .plus, exponent: max(-1021, min(1021, largest.exponent)), significand: 1)
}
