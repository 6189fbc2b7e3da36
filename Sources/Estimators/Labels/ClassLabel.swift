/// A value that names a class: an integer, `String`, `Bool`, `Character`, or your own enum.
///
///     enum Fruit: String, ClassLabel { case apple, pear }
///
/// Enums with raw values are listed in the order of those and stored as them, unless they are `Comparable` or `Codable`
/// in a way of their own; other types need both: `struct Species: Comparable, Codable, ClassLabel`.
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

extension ClassLabel where Self: RawRepresentable, RawValue: ClassLabel {
  /// The order of the raw values.
  public static func inClassOrder(_ a: Self, _ b: Self) -> Bool { RawValue.inClassOrder(a.rawValue, b.rawValue) }

  /// Writes the raw value.
  public func encodeLabel(to encoder: any Encoder) throws { try rawValue.encodeLabel(to: encoder) }

  /// Reads a raw value.
  ///
  /// - Throws: `DecodingError` for one that no case has.
  public static func decodeLabel(from decoder: any Decoder) throws -> Self {
    let rawValue = try RawValue.decodeLabel(from: decoder)
    guard let label = Self(rawValue: rawValue) else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "A class label was \"\(rawValue)\", which no case of \(Self.self) has as its raw value."))
    }
    return label
  }
}

// Types that are both need a word which default is theirs: the one they had before there were raw values.
extension ClassLabel where Self: RawRepresentable & Comparable, RawValue: ClassLabel {
  public static func inClassOrder(_ a: Self, _ b: Self) -> Bool { a < b }
}

extension ClassLabel where Self: RawRepresentable & Codable, RawValue: ClassLabel {
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
