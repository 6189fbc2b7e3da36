/// How scores are turned into probabilities that mean what they say.
public struct CalibrationMethod: NamedChoice, RawRepresentable, Sendable, Hashable, Codable, CaseIterable {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case temperature, sigmoid, isotonic
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  /// One number divides all scores before the softmax: the order of classes stays, so does accuracy. Needs few rows.
  public static let temperature = Self(.temperature)
  /// A sigmoid for each class, 1 / (1 + exp(A·score + B)): Platt's method. Needs few rows.
  public static let sigmoid = Self(.sigmoid)
  /// A rising step function for each class, linear between its steps: bends to any shape, and needs some hundreds of
  /// rows a class.
  public static let isotonic = Self(.isotonic)
}
