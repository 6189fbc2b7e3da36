/// What a fitted scaler of columns does: one change of columns, checked against the columns of the fit.
package struct ColumnScaling: Sendable, Hashable, Codable {
  /// The change, p columns.
  package let change: ColumnAffine
  /// The columns of the fit.
  package let fitted: FittedColumns

  init(change: ColumnAffine, fittedOn x: Features) { self.init(change: change, fitted: FittedColumns(x)) }

  init(change: ColumnAffine, fitted: FittedColumns) {
    self.change = change
    self.fitted = fitted
  }

  /// (x − shift) / scale in every column.
  init(shift: [Double], scales: [Double], fittedOn x: Features) throws {
    try self.init(change: ColumnAffine(withMissing: scales.map { 1 / $0 }, shift: shift), fittedOn: x)
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    change = try container.decode(ColumnAffine.self, forKey: .change)
    fitted = try container.decode(FittedColumns.self, forKey: .fitted)
    try requireDecoded(change.scale.count == fitted.count, "\(fitted.count) columns need as many scales.", decoder)
  }

  var columns: Int { fitted.count }

  func transform(_ x: Features) throws -> Features {
    try fitted.require(x)
    return try x.applying(change)
  }

  func inverseTransform(_ x: Features) throws -> Features {
    try fitted.require(x)
    return try x.applying(change.inverse())
  }
}

/// What columns are divided by: 1 where the width is no more than rounding, 10 ulps of the largest number of the
/// column, as scikit-learn decides it for numbers about 1; here in any unit. NaN for a column without any number.
///
/// - Parameters:
///   - widths: p numbers ≥ 0.
///   - sizes: The largest magnitude of each column.
/// - Throws: ``EstimatorError/unsupported(what:instead:)`` for a width that is no Double, or cannot be divided by.
func scales(fromWidths widths: [Double], sizes: [Double], of x: Features) throws -> [Double] {
  if let j = widths.firstIndex(where: \.isInfinite) {
    throw EstimatorError.unsupported(
      what: "Scaling column \(x.columnName(j)), whose range is too large for a Double,",
      instead: "Divide the column by a power of ten first.")
  }
  let scales = zip(widths, sizes).map { $0 <= 10 * Double.ulpOfOne * $1 && !$0.isNaN ? 1 : $0 }
  if let j = scales.firstIndex(where: { (1 / $0).isInfinite }) {
    throw EstimatorError.unsupported(
      what: "Scaling column \(x.columnName(j)), whose range is too small for a Double,",
      instead: "Multiply the column by a power of ten first.")
  }
  return scales
}
