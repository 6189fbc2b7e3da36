/// The precision of products and exponentials. Sums, the objective and the gradient at the end are always Double.
public enum Precision: String, Sendable, Hashable, Codable, CaseIterable {
  /// Double wherever Float would cost accuracy that `tolerance` asks for.
  case automatic
  /// Float: about twice as fast, for tolerances of 1e-5 and more on data of like scale.
  case single
  /// Double throughout.
  case double
}
