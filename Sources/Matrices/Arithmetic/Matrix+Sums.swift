/// Sums and means along rows and columns, added up in Double.
extension Matrix where Scalar: ArrayNumber {
  /// The sum of each row, n numbers. NumPy's `sum(axis=1)`.
  ///
  /// - Complexity: O(`count`).
  public func rowSums() -> [Double] {
    (0..<rows).map { Scalar.doubles(self[row: $0]).reduce(0, +) }
  }

  /// The mean of each row, n numbers; NaN without columns. NumPy's `mean(axis=1)`.
  ///
  /// - Complexity: O(`count`).
  public func rowMeans() -> [Double] { rowSums().map { $0 / Double(columns) } }

  /// The sum of each column. NumPy's `sum(axis=0)`.
  ///
  /// - Complexity: O(`count`).
  public func columnSums() -> [Double] {
    var sums = [Double](repeating: 0, count: columns)
    for row in 0..<rows {
      for (column, value) in Scalar.doubles(self[row: row]).enumerated() { sums[column] += value }
    }
    return sums
  }

  /// The mean of each column; NaN without rows. NumPy's `mean(axis=0)`.
  ///
  /// - Complexity: O(`count`).
  public func columnMeans() -> [Double] { columnSums().map { $0 / Double(rows) } }
}

extension Matrix {
  /// The column of the largest element of each row; of equals the first, and the first NaN wins. NumPy's
  /// `argmax(axis=1)`.
  ///
  /// - Precondition: there is a column.
  /// - Complexity: O(`count`).
  public func rowArgmax() -> [Int] {
    precondition(columns > 0 || rows == 0, "Rows without elements have no largest one")
    return (0..<rows).map { index in
      let row = self[row: index]
      var best = row.startIndex
      for place in row.indices where row[place] > row[best] || (row[place] != row[place] && row[best] == row[best]) {
        best = place
      }
      return best - row.startIndex
    }
  }
}
