/// The change x → (x − shift) · scale of every column.
///
/// A linear model folds it into its weights: (x − μ)·σ · w = x · (σw) − μ·(σw), so scaled data are never written down.
public struct ColumnAffine: Sendable, Hashable, Codable {
  /// One factor per column, finite and not 0.
  public let scale: [Double]
  /// One finite number per column, subtracted before scaling.
  public let shift: [Double]

  /// A change of as many columns as the two lists have numbers.
  ///
  /// - Throws: ``EstimatorError/featureCountMismatch(expected:found:)`` when the counts differ,
  ///   ``EstimatorError/invalidSetting(name:value:rule:)`` when a number is not finite, or a factor 0.
  public init(scale: [Double], shift: [Double]) throws {
    guard scale.count == shift.count else {
      throw EstimatorError.featureCountMismatch(expected: scale.count, found: shift.count)
    }
    if let wrong = scale.first(where: { !$0.isFinite || $0 == 0 }) {
      throw EstimatorError.invalidSetting(name: "scale", value: "\(wrong)", rule: "finite and not 0 in every column")
    }
    if let wrong = shift.first(where: { !$0.isFinite }) {
      throw EstimatorError.invalidSetting(name: "shift", value: "\(wrong)", rule: "finite in every column")
    }
    self.init(checkedScale: scale, shift: shift)
  }

  private enum CodingKeys: String, CodingKey { case scale, shift }

  /// Reads both lists and checks them as the public initialiser does.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      scale: container.decode([Double].self, forKey: .scale), shift: container.decode([Double].self, forKey: .shift))
  }

  /// The change back: y → (y + shift·scale) / scale.
  ///
  /// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)`` when a factor is so small that 1 / factor is infinite.
  public func inverse() throws -> ColumnAffine {
    try ColumnAffine(scale: scale.map { 1 / $0 }, shift: zip(shift, scale).map { -$0 * $1 })
  }

  private init(checkedScale scale: [Double], shift: [Double]) {
    self.scale = scale
    self.shift = shift
  }

  /// This change, then `next`: ((x − a)·s − b)·t = (x − (a + b/s))·(s·t).
  func followed(by next: ColumnAffine) -> ColumnAffine {
    ColumnAffine(
      checkedScale: zip(scale, next.scale).map(*),
      shift: shift.indices.map { shift[$0] + next.shift[$0] / scale[$0] })
  }

  func selecting(_ columns: [Int]) -> ColumnAffine {
    ColumnAffine(checkedScale: columns.map { scale[$0] }, shift: columns.map { shift[$0] })
  }
}
