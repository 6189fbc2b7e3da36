import Estimators

/// A tensor of an ``ONNXGraph``: an input, a constant, or what a node returns.
public struct ONNXValue: Sendable, Hashable {
  /// What it is called in the file.
  public let name: String

  init(_ name: String) { self.name = name }
}

/// A setting of a node: a number, a text, or a list of them.
public struct ONNXAttribute: OpenChoice, Sendable, Hashable, ExpressibleByIntegerLiteral {
  package enum Kind: Sendable, Hashable {
    case integer(Int)
    case float(Float)
    case text(String)
    case integers([Int])
    case floats([Float])
    case texts([String])
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  public init(integerLiteral value: Int) { self.init(.integer(value)) }

  /// INT.
  public static func integer(_ value: Int) -> Self { Self(.integer(value)) }
  /// FLOAT.
  public static func float(_ value: Float) -> Self { Self(.float(value)) }
  /// STRING.
  public static func text(_ value: String) -> Self { Self(.text(value)) }
  /// INTS.
  public static func integers(_ values: [Int]) -> Self { Self(.integers(values)) }
  /// FLOATS.
  public static func floats(_ values: [Float]) -> Self { Self(.floats(values)) }
  /// STRINGS.
  public static func texts(_ values: [String]) -> Self { Self(.texts(values)) }
}

/// The type of the elements of a tensor.
public struct ONNXElement: NamedChoice, RawRepresentable, Sendable, Hashable, Codable, CaseIterable {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case float, double, int64, bool, string
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  /// FLOAT.
  public static let float = Self(.float)
  /// DOUBLE.
  public static let double = Self(.double)
  /// INT64.
  public static let int64 = Self(.int64)
  /// BOOL.
  public static let bool = Self(.bool)
  /// STRING.
  public static let string = Self(.string)

  /// The number of the type in ONNX's files.
  public var number: Int {
    switch kind {
    case .float: 1
    case .int64: 7
    case .string: 8
    case .bool: 9
    case .double: 11
    }
  }
}
