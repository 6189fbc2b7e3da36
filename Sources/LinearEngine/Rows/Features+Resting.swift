// Guarded by `ConstantColumnTests`.
extension Features {
  /// Rows that are looked at at a time.
  private static let looked = 16

  /// The same with the factor 0 for columns whose change makes every number exactly 0: constant ones, their mean taken
  /// away.
  ///
  /// A fit folds the change into its weights, w·(x − c) = w·x − w·c, and the difference of the two products is rounding
  /// that grows with c: in a column of 10²⁰ it is 10⁴, and the fit follows it. With the factor 0 both products are 0.
  ///
  /// - Complexity: O(p) beside the rows that it takes to see that a column varies, mostly the first few; dense rows
  ///   only.
  package func restingZeroColumns() throws -> Features {
    guard let affine, rows > 0, !isSparse else { return self }
    let zeros = try columnsOfShift(affine)
    guard !zeros.isEmpty else { return self }
    var result = self
    result.setAffine(affine.resting(zeros))
    return result
  }

  /// The columns, of those with a shift, whose numbers all are the shift.
  private func columnsOfShift(_ affine: ColumnAffine) throws -> [Int] {
    var left = (0..<columns).filter { affine.shift[$0] != 0 }
    var panel = [Double](repeating: 0, count: Self.looked * columns)
    for start in stride(from: 0, to: rows, by: Self.looked) where !left.isEmpty {
      let block = start..<min(rows, start + Self.looked)
      try panel.withUnsafeMutableBufferPointer { try FeatureBlocks(self).widen(rows: block, into: $0, stride: columns) }
      left.removeAll { j in block.contains { panel[($0 - start) * columns + j] != affine.shift[j] } }
    }
    return left
  }
}
