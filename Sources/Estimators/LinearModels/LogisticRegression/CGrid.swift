internal import Platform

/// The values of C that a path visits.
public enum CGrid: Sendable, Hashable, Codable {
  /// These, each finite and > 0; visited in ascending order.
  case values([Double])
  /// `count` values, 2...10,000, evenly spaced in their logarithm, from the largest C at which every penalised weight is 0 to
  /// `span` > 1 times that. glmnet's automatic λ, turned round. An L1 share below 0.001 counts as 0.001 here, because
  /// under L2 alone no weight is ever 0.
  case automatic(count: Int, span: Double)

  /// 50 values over three orders of magnitude.
  public static var automatic: CGrid { .automatic(count: 50, span: 1000) }

  /// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)``.
  func validate() throws {
    switch self {
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
    switch self {
    case .values(let list): list.sorted()
    case .automatic(let count, let span):
      (0..<count).map { start * pow(span, Double($0) / Double(count - 1)) }
    }
  }
}
