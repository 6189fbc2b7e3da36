/// How scores are turned into probabilities that mean what they say.
public enum CalibrationMethod: String, Sendable, Hashable, Codable, CaseIterable {
  /// One number divides all scores before the softmax: the order of classes stays, so does accuracy. Needs few rows.
  case temperature
  /// A sigmoid for each class, 1 / (1 + exp(A·score + B)): Platt's method. Needs few rows.
  case sigmoid
  /// A rising step function for each class, linear between its steps: bends to any shape, and needs some hundreds of rows
  /// a class.
  case isotonic
}
