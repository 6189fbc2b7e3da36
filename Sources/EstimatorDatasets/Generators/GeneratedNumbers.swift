import Matrices

/// Made-up data for a regressor.
public struct GeneratedNumbers: Sendable, Hashable {
  /// One row per sample.
  public let features: Matrix<Double>
  /// The number of each row.
  public let targets: [Double]
  /// The weights that the targets were made with, one per column (`coef`); `nil` where they are no weighted sum.
  public let coefficients: [Double]?

  /// - Throws: ``DatasetError/invalidSetting(name:value:rule:)`` when numbers grew beyond the largest.
  func requiringFinite(_ settings: String) throws -> GeneratedNumbers {
    guard let bad = targets.first(where: { !$0.isFinite }) else { return self }
    throw DatasetError.invalidSetting(
      name: settings, value: "settings that make \(bad.isNaN ? "no number" : "an infinite one")",
      rule: "small enough for every number to be finite")
  }
}
