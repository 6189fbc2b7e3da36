/// How numbers turn into places along an axis.
public enum AxisScale: String, Sendable, Hashable, Codable, CaseIterable {
  /// Equal differences are equally far apart.
  case linear
  /// Equal ratios are equally far apart; every number must be above 0.
  case log
}
