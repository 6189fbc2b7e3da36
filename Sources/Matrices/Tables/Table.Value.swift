extension Table {
  /// One cell of a table: a category, as encoders see it.
  ///
  ///     let sizes: [Table.Value] = ["small", "medium", "large"]
  public enum Value: Sendable, Hashable, Codable {
    case double(Double)
    case integer(Int)
    case string(String)
    case boolean(Bool)

    /// What the cell is.
    public var kind: Kind {
      switch self {
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
    switch (a, b) {
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
    switch self {
    case .double(let value): "\(value)"
    case .integer(let value): "\(value)"
    case .string(let value): value
    case .boolean(let value): "\(value)"
    }
  }
}

extension Table.Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral
{
  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int) { self = .integer(value) }
  public init(floatLiteral value: Double) { self = .double(value) }
  public init(booleanLiteral value: Bool) { self = .boolean(value) }
}
