/// Limits of the coefficients. Intercepts have none.
///
/// `-.infinity` and `.infinity` stand for no limit. A lower limit equal to the upper one fixes the coefficient. With
/// two classes the coefficients are those of the second class. glmnet's `lower.limits` and `upper.limits`.
///
///     LogisticRegression(bounds: .nonNegative)
///     LogisticRegression(bounds: .perFeature(lower: [0, -.infinity], upper: [1, 0]))
public struct CoefficientBounds: CodedChoice, Sendable, Hashable, Codable {
  package enum Kind: Sendable, Hashable, Codable {
    case all(lower: Double, upper: Double)
    case perFeature(lower: [Double], upper: [Double])
    case perClass(lower: [[Double]], upper: [[Double]])
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  /// The same limits for every coefficient.
  public static func all(lower: Double, upper: Double) -> CoefficientBounds { Self(.all(lower: lower, upper: upper)) }
  /// Limits for each feature, the same for every class: p numbers each.
  public static func perFeature(lower: [Double], upper: [Double]) -> CoefficientBounds {
    Self(.perFeature(lower: lower, upper: upper))
  }
  /// Limits for each class and feature: lists of p numbers, one per class in ascending order (one list for two
  /// classes), as in `coefficients`.
  public static func perClass(lower: [[Double]], upper: [[Double]]) -> CoefficientBounds {
    Self(.perClass(lower: lower, upper: upper))
  }

  /// The lower limits in the shape they were given: one number for all, p numbers, or a list of p numbers for each
  /// class.
  @inline(never)
  public var lower: [[Double]] {
    switch kind {
    case .all(let lower, _): [[lower]]
    case .perFeature(let lower, _): [lower]
    case .perClass(let lower, _): lower
    }
  }

  /// The upper limits in the same shape.
  @inline(never)
  public var upper: [[Double]] {
    switch kind {
    case .all(_, let upper): [[upper]]
    case .perFeature(_, let upper): [upper]
    case .perClass(_, let upper): upper
    }
  }

  /// Every coefficient ≥ 0.
  public static var nonNegative: CoefficientBounds { .all(lower: 0, upper: .infinity) }
}

extension CoefficientBounds {
  /// Lower and upper limits, `rows` × `features`.
  ///
  /// - Parameters:
  ///   - rows: Rows of coefficients: K, 1 for two classes.
  ///   - features: p.
  /// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)`` for limits that do not fit the data, exclude each
  ///   other, or are not numbers.
  func limits(rows: Int, features: Int) throws -> (lower: [Double], upper: [Double]) {
    let limits: (lower: [Double], upper: [Double])
    switch kind {
    case .all(let lower, let upper):
      let count = rows * features
      limits = (Array(repeating: lower, count: count), Array(repeating: upper, count: count))
    case .perFeature(let lower, let upper):
      for (name, list) in [("lower", lower), ("upper", upper)] { try Self.require(list, name, features) }
      limits = (Array(repeatElement(lower, count: rows).joined()), Array(repeatElement(upper, count: rows).joined()))
    case .perClass(let lower, let upper):
      for (name, lists) in [("lower", lower), ("upper", upper)] {
        guard lists.count == rows else {
          throw EstimatorError.invalidSetting(
            name: "bounds.\(name)", value: "\(lists.count) lists",
            rule: rows == 1
              ? "one list for two classes, which have one row of coefficients" : "\(rows) lists, one per class")
        }
        for (row, list) in lists.enumerated() { try Self.require(list, "\(name)[\(row)]", features) }
      }
      limits = (Array(lower.joined()), Array(upper.joined()))
    }
    try Self.requireRanges(limits.lower, limits.upper, features: features)
    return limits
  }

  private static func require(_ list: [Double], _ name: String, _ features: Int) throws {
    guard list.count == features else {
      throw EstimatorError.invalidSetting(
        name: "bounds.\(name)", value: "\(list.count) numbers", rule: "one number per feature, \(features)")
    }
  }

  private static func requireRanges(_ lower: [Double], _ upper: [Double], features: Int) throws {
    for (place, (low, high)) in zip(lower, upper).enumerated() {
      guard low <= high, low < .infinity, high > -.infinity else {
        throw EstimatorError.invalidSetting(
          name: "bounds", value: "\(low)...\(high) for feature \(place % features)",
          rule: "a lower limit that is not above the upper one (-.infinity and .infinity stand for no limit)")
      }
    }
  }
}
