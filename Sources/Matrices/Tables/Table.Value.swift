extension Table {
  /// One cell of a table: a category, as encoders see it.
  ///
  ///     let sizes: [Table.Value] = ["small", "medium", "large"]
  public struct Value: Sendable, Hashable, Codable {
    /// As in ``OpenChoice``, where it is `Kind`: that is the kind of the cell here.
    package enum Storage: Sendable, Hashable, Codable {
      case double(Double)
      case integer(Int)
      case string(String)
      case boolean(Bool)
    }

    package let storage: Storage

    package init(_ storage: Storage) { self.storage = storage }

    /// A number.
    public static func double(_ value: Double) -> Value { Self(.double(value)) }
    /// A whole number.
    public static func integer(_ value: Int) -> Value { Self(.integer(value)) }
    /// A text.
    public static func string(_ value: String) -> Value { Self(.string(value)) }
    /// A truth value.
    public static func boolean(_ value: Bool) -> Value { Self(.boolean(value)) }

    /// The number, `nil` for a cell of another kind.
    @inline(never)
    public var double: Double? {
      if case .double(let value) = storage { value } else { nil }
    }

    /// The whole number, `nil` for a cell of another kind.
    @inline(never)
    public var integer: Int? {
      if case .integer(let value) = storage { value } else { nil }
    }

    /// The text, `nil` for a cell of another kind.
    @inline(never)
    public var string: String? {
      if case .string(let value) = storage { value } else { nil }
    }

    /// The truth value, `nil` for a cell of another kind.
    @inline(never)
    public var boolean: Bool? {
      if case .boolean(let value) = storage { value } else { nil }
    }

    /// What the cell is.
    @inline(never)
    public var kind: Kind {
      switch storage {
      case .double: .double
      case .integer: .integer
      case .string: .string
      case .boolean: .boolean
      }
    }
  }
}

extension Table.Value: Comparable {
  /// Numbers by size, texts by Unicode order, `false` before `true`; kinds in the order of ``Table/Kind``.
  public static func < (a: Table.Value, b: Table.Value) -> Bool {
    switch (a.storage, b.storage) {
    case (.double(let a), .double(let b)): a < b
    case (.integer(let a), .integer(let b)): a < b
    case (.string(let a), .string(let b)): a < b
    case (.boolean(let a), .boolean(let b)): !a && b
    default: a.kind.rank < b.kind.rank
    }
  }
}

extension Table.Kind {
  fileprivate var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension Table.Value: CustomStringConvertible {
  /// The cell as text, as it would stand in a file.
  public var description: String {
    switch storage {
    case .double(let value): "\(value)"
    case .integer(let value): "\(value)"
    case .string(let value): value
    case .boolean(let value): "\(value)"
    }
  }
}

extension Table.Value {
  /// Reads the cell as the package has always written it.
  public init(from decoder: any Decoder) throws { self.init(try Storage(from: decoder)) }

  public func encode(to encoder: any Encoder) throws { try storage.encode(to: encoder) }
}

extension Table.Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral
{
  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int) { self = .integer(value) }
  public init(floatLiteral value: Double) { self = .double(value) }
  public init(booleanLiteral value: Bool) { self = .boolean(value) }
}
