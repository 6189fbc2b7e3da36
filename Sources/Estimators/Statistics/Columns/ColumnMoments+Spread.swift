import Matrices

/// Whether a variance is no more than rounding: an upper bound of the error of computing it from so many numbers. The
/// unit of the numbers cancels, and weights do not come in: what counts is how many roundings there were. A variance
/// that has overflowed is none.
func isRounding(variance: Double, mean: Double, rows: Int) -> Bool {
  let error = Double(rows) * Double.ulpOfOne
  return variance.isFinite && variance <= error * variance + (error * mean) * (error * mean)
}

extension ColumnMoments {
  /// Below this the squares of a column's deviations may have vanished, or lost digits.
  private static var smallestVariance: Double { 1e-290 }

  /// The columns of one number, as far as Doubles tell: their numbers are all equal, or their variance is rounding. As
  /// scikit-learn decides it, but by the number of rows where that takes the sum of weights.
  ///
  /// Where the change of columns takes the mean away, rounding no longer shows in the variance: the numbers are then
  /// looked at once more.
  func constantColumns(of x: Features, sampleWeight: [Double]?) throws -> [Bool] {
    let rows = sampleWeight?.count { $0 > 0 } ?? x.rows
    let (raw, changed) = (variances, x.columnMeans(self))
    var result = raw.indices.map { j in
      // The scale of the change is the same on both sides.
      isRounding(variance: raw[j], mean: means[j] - (x.affine?.shift[j] ?? 0), rows: rows)
    }
    let doubtful = raw.indices.filter { j in
      result[j] ? mayHaveVanished(j, x, changed) : isRounding(variance: raw[j], mean: means[j], rows: rows)
    }
    guard !doubtful.isEmpty else { return result }
    let ends = try ColumnExtremes(x, sampleWeight: sampleWeight)
    for j in doubtful { result[j] = !(ends.minima[j] < ends.maxima[j]) }
    return result
  }

  /// The columns of different numbers whose squares are too small for a Double.
  func vanishedColumns(of x: Features, sampleWeight: [Double]?) throws -> [Int] {
    let changed = x.columnMeans(self)
    let doubtful = means.indices.filter { mayHaveVanished($0, x, changed) }
    guard !doubtful.isEmpty else { return [] }
    let ends = try ColumnExtremes(x, sampleWeight: sampleWeight)
    return doubtful.filter { ends.minima[$0] < ends.maxima[$0] }
  }

  /// Every column's spread can be told by its variance.
  ///
  /// - Throws: ``EstimatorError/unsupported(what:instead:)`` naming a column that is too small for that.
  func requireSpread(of x: Features, sampleWeight: [Double]?) throws {
    guard let j = try vanishedColumns(of: x, sampleWeight: sampleWeight).first else { return }
    throw EstimatorError.unsupported(
      what: "Telling the variance of column \(x.columnName(j)), whose numbers are too small for their squares,",
      instead: "Multiply the column by a power of ten first.")
  }

  /// A column whose mean is 0 as well is taken for zeros.
  private func mayHaveVanished(_ j: Int, _ x: Features, _ changedMeans: [Double]) -> Bool {
    let scale = x.affine?.scale[j] ?? 1
    return means[j] != 0 && changedMeans[j].magnitude < Self.smallestVariance.squareRoot() / Double.ulpOfOne
      && squares[j] * scale * scale < Self.smallestVariance * weights[j]
  }
}
