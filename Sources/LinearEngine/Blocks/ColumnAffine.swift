// Guarded by `FeaturesTests`.
/// The change x → (x − shift) · scale of every column.
///
/// A linear model folds it into its weights: (x − μ)·σ · w = x · (σw) − μ·(σw), so scaled data are never written down.
///
/// A scaler whose fit has seen no number in a column gives it the scale NaN: its results there are missing.
public struct ColumnAffine: Sendable, Hashable {
  /// One factor per column, finite and not 0; NaN for a column that becomes missing.
  public let scale: [Double]
  /// One number per column, subtracted before scaling; finite, or NaN for a column that becomes missing.
  public let shift: [Double]

  /// A change of as many columns as the two lists have numbers.
  ///
  /// - Throws: ``EstimatorError/featureCountMismatch(expected:found:)`` when the counts differ,
  ///   ``EstimatorError/invalidSetting(name:value:rule:)`` when a number is not finite, or a factor 0.
  public init(scale: [Double], shift: [Double]) throws {
    if let wrong = scale.first(where: \.isNaN) {
      throw EstimatorError.invalidSetting(name: "scale", value: "\(wrong)", rule: "finite and not 0 in every column")
    }
    if let wrong = shift.first(where: \.isNaN) {
      throw EstimatorError.invalidSetting(name: "shift", value: "\(wrong)", rule: "finite in every column")
    }
    try self.init(withMissing: scale, shift: shift)
  }

  /// The same with NaN for columns without any number.
  package init(withMissing scale: [Double], shift: [Double]) throws {
    guard scale.count == shift.count else {
      throw EstimatorError.featureCountMismatch(expected: scale.count, found: shift.count)
    }
    if let wrong = scale.first(where: { $0.isInfinite || $0 == 0 }) {
      throw EstimatorError.invalidSetting(name: "scale", value: "\(wrong)", rule: "finite and not 0 in every column")
    }
    if let wrong = shift.first(where: \.isInfinite) {
      throw EstimatorError.invalidSetting(name: "shift", value: "\(wrong)", rule: "finite in every column")
    }
    self.init(checkedScale: scale, shift: shift)
  }

  /// The change back: y → (y + shift·scale) / scale.
  ///
  /// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)`` when a factor is so small that 1 / factor is
  ///   infinite.
  public func inverse() throws -> ColumnAffine {
    try ColumnAffine(withMissing: scale.map { 1 / $0 }, shift: zip(shift, scale).map { -$0 * $1 })
  }

  /// The first column that becomes missing, whatever it holds.
  var missingColumn: Int? { scale.indices.first { scale[$0].isNaN || shift[$0].isNaN } }

  private init(checkedScale scale: [Double], shift: [Double]) {
    assert(scale.count == shift.count, "\(scale.count) factors and \(shift.count) shifts")
    self.scale = scale
    self.shift = shift
  }

  /// This change, then `next`: ((x − a)·s − b)·t = (x − (a + b/s))·(s·t).
  func followed(by next: ColumnAffine) -> ColumnAffine {
    assert(scale.count == next.scale.count, "\(next.scale.count) columns after \(scale.count)")
    return ColumnAffine(
      checkedScale: zip(scale, next.scale).map(*),
      shift: shift.indices.map { shift[$0] + next.shift[$0] / scale[$0] })
  }

  /// The same with the factor 0 for some columns, for a fit; no change of its own, since nothing undoes it.
  func resting(_ columns: [Int]) -> ColumnAffine {
    var rested = scale
    for j in columns { rested[j] = 0 }
    return ColumnAffine(checkedScale: rested, shift: shift)
  }

  func selecting(_ columns: [Int]) -> ColumnAffine {
    ColumnAffine(checkedScale: columns.map { scale[$0] }, shift: columns.map { shift[$0] })
  }
}
