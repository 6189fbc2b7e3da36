internal import Platform

/// The values of C that a path visits.
public struct CGrid: CodedChoice, Sendable, Hashable, Codable {
  package enum Kind: Sendable, Hashable, Codable {
    case values([Double])
    case automatic(count: Int, span: Double)
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  /// These, each finite and > 0; visited in ascending order.
  public static func values(_ list: [Double]) -> CGrid { Self(.values(list)) }
  /// `count` values, 2...10,000, evenly spaced in their logarithm, from the largest C at which every penalised weight
  /// is 0 to `span` > 1 times that. glmnet's automatic λ, turned round. An L1 share below 0.001 counts as 0.001 here,
  /// because under L2 alone no weight is ever 0.
  public static func automatic(count: Int, span: Double) -> CGrid { Self(.automatic(count: count, span: span)) }

  /// The values that were given; `nil` for an automatic grid.
  @inline(never)
  public var values: [Double]? {
    if case .values(let list) = kind { list } else { nil }
  }

  /// The number of values of ``automatic(count:span:)``; `nil` for values that were given.
  @inline(never)
  public var count: Int? {
    if case .automatic(let count, _) = kind { count } else { nil }
  }

  /// The largest value over the smallest of ``automatic(count:span:)``; `nil` for values that were given.
  @inline(never)
  public var span: Double? {
    if case .automatic(_, let span) = kind { span } else { nil }
  }

  /// 50 values over three orders of magnitude.
  public static var automatic: CGrid { .automatic(count: 50, span: 1000) }

  /// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)``.
  func validate() throws {
    switch kind {
    case .values(let list):
      guard !list.isEmpty else {
        throw EstimatorError.invalidSetting(name: "grid", value: "no values", rule: "at least one value of C")
      }
      for c in list where !(c > 0 && c.isFinite) {
        throw EstimatorError.invalidSetting(name: "grid", value: "\(c)", rule: "values finite and greater than 0")
      }
    case .automatic(let count, let span):
      // Each is a fit, and a model that is kept.
      guard (2...10_000).contains(count) else {
        throw EstimatorError.invalidSetting(name: "grid.count", value: "\(count)", rule: "in 2...10,000")
      }
      guard span > 1, span.isFinite else {
        throw EstimatorError.invalidSetting(name: "grid.span", value: "\(span)", rule: "finite and greater than 1")
      }
    }
  }

  /// The values in ascending order.
  ///
  /// - Parameter start: The first one of an automatic grid.
  func values(from start: Double) -> [Double] {
    switch kind {
    case .values(let list): list.sorted()
    case .automatic(let count, let span):
      (0..<count).map { start * pow(span, Double($0) / Double(count - 1)) }
    }
  }
}
