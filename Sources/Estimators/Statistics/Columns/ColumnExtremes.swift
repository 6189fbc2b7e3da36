import Matrices

/// The smallest and the largest number of every column, column change applied. Missing values (NaN) and rows of weight
/// 0 are left out.
struct ColumnExtremes: Sendable, Hashable {
  /// +∞ for a column without any number.
  private(set) var minima: [Double]
  /// −∞ for a column without any number.
  private(set) var maxima: [Double]

  /// The largest magnitude of each column, NaN without any number.
  var largestMagnitudes: [Double] {
    zip(minima, maxima).map { $0 <= $1 ? max($0.magnitude, $1.magnitude) : .nan }
  }

  /// - Complexity: O(n · p), one pass; sparse rows O(stored numbers + p).
  init(_ features: Features, sampleWeight: [Double]?) throws {
    minima = Array(repeating: .infinity, count: features.columns)
    maxima = Array(repeating: -.infinity, count: features.columns)
    if features.isSparse {
      try addSparse(features, sampleWeight)
    } else {
      try addDense(features, sampleWeight)
    }
    if let affine = features.affine { apply(affine) }
  }

  private mutating func addDense(_ features: Features, _ sampleWeight: [Double]?) throws {
    let columns = features.columns
    let row = AlignedBuffer<Double>(zeros: columns)
    try minima.withUnsafeMutableBufferPointer { minima in
      try maxima.withUnsafeMutableBufferPointer { maxima in
        try FeatureBlocks(features).withReader { reader in
          for i in 0..<features.rows where sampleWeight?[i] != 0 {
            try reader.widen(i..<i + 1, to: row.pointer, stride: columns)
            for j in 0..<columns {
              let x = row.pointer[j]
              if x < minima[j] { minima[j] = x }
              if x > maxima[j] { maxima[j] = x }
            }
          }
        }
      }
    }
  }

  private mutating func addSparse(_ features: Features, _ sampleWeight: [Double]?) throws {
    var counts = [Int](repeating: 0, count: features.columns)
    var rows = 0
    try FeatureBlocks(features).withReader { reader in
      try reader.forEachStoredRow(0..<features.rows) { row, stored in
        guard sampleWeight?[row] != 0 else { return }
        rows += 1
        for k in 0..<stored.count {
          let (j, x) = (Int(stored.indices[k]), stored.values[k])
          counts[j] += 1
          if x < minima[j] { minima[j] = x }
          if x > maxima[j] { maxima[j] = x }
        }
      }
    }
    for j in counts.indices where counts[j] < rows {
      minima[j] = min(minima[j], 0)
      maxima[j] = max(maxima[j], 0)
    }
  }

  private mutating func apply(_ affine: ColumnAffine) {
    for j in minima.indices {
      let ends = [minima[j], maxima[j]].map { ($0 - affine.shift[j]) * affine.scale[j] }
      (minima[j], maxima[j]) = affine.scale[j] > 0 ? (ends[0], ends[1]) : (ends[1], ends[0])
    }
  }
}
