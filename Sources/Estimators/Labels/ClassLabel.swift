/// A value that names a class: an integer, `String`, `Bool`, `Character`, or your own `Comparable & Codable` enum, for
/// which the one line `extension Species: ClassLabel {}` is enough.
public protocol ClassLabel: Hashable, Sendable {
  /// The order in which `classes` lists them, ascending.
  static func inClassOrder(_ a: Self, _ b: Self) -> Bool
  /// Writes the label into a model file.
  func encodeLabel(to encoder: any Encoder) throws
  /// Reads a label from a model file.
  static func decodeLabel(from decoder: any Decoder) throws -> Self
}

extension ClassLabel where Self: Comparable {
  public static func inClassOrder(_ a: Self, _ b: Self) -> Bool { a < b }
}

extension ClassLabel where Self: Codable {
  public func encodeLabel(to encoder: any Encoder) throws { try encode(to: encoder) }
  public static func decodeLabel(from decoder: any Decoder) throws -> Self { try Self(from: decoder) }
}

extension Int: ClassLabel {}
extension Int8: ClassLabel {}
extension Int16: ClassLabel {}
extension Int32: ClassLabel {}
extension Int64: ClassLabel {}
extension UInt: ClassLabel {}
extension UInt8: ClassLabel {}
extension UInt16: ClassLabel {}
extension UInt32: ClassLabel {}
extension UInt64: ClassLabel {}
extension String: ClassLabel {}

extension Bool: ClassLabel {
  /// `false` before `true`.
  public static func inClassOrder(_ a: Bool, _ b: Bool) -> Bool { !a && b }
}

extension Character: ClassLabel {
  public func encodeLabel(to encoder: any Encoder) throws { try String(self).encode(to: encoder) }

  public static func decodeLabel(from decoder: any Decoder) throws -> Character {
    let text = try String(from: decoder)
    guard text.count == 1, let character = text.first else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "A class label of one character was \"\(text)\"."))
    }
    return character
  }
}

/// A label inside a model file: encode `classes.map(CodedLabel.init)` when you write a model of your own.
public struct CodedLabel<Label: ClassLabel>: Codable, Hashable, Sendable {
  /// The label itself.
  public let label: Label

  /// Wraps a label for an encoder.
  public init(_ label: Label) { self.label = label }
  public init(from decoder: any Decoder) throws { label = try Label.decodeLabel(from: decoder) }
  public func encode(to encoder: any Encoder) throws { try label.encodeLabel(to: encoder) }
}

/// Whole numbers from a file of floating point ones, as labels.
///
///     let y = try integerLabels([3.0, 5.0, 0.0])     // [3, 5, 0]
///
/// - Throws: ``EstimatorError/notAClassLabel(row:value:)`` for the first number with a fraction, or that is not finite:
///   that is a regression target.
public func integerLabels(_ values: some Collection<Double>) throws -> [Int] {
  try values.enumerated().map { row, value in
    guard let label = Int(exactly: value) else { throw EstimatorError.notAClassLabel(row: row, value: value) }
    return label
  }
}
