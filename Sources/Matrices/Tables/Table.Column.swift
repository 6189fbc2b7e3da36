extension Table {
  /// What the cells of a column are.
  public struct Kind: NamedChoice, RawRepresentable, Sendable, Hashable, Codable, CaseIterable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
      case double, integer, string, boolean
    }

    package let kind: Kind

    package init(_ kind: Kind) { self.kind = kind }

    /// Numbers.
    public static let double = Self(.double)
    /// Whole numbers.
    public static let integer = Self(.integer)
    /// Texts.
    public static let string = Self(.string)
    /// Truth values.
    public static let boolean = Self(.boolean)

    /// Its name alone, as `print(table.kinds)` shows it.
    public var debugDescription: String { rawValue }
  }

  /// The cells of one column; `nil` where one is missing.
  public struct Column: Sendable, Hashable, Codable {
    /// As in ``OpenChoice``, where it is `Kind`: that is the kind of the cells here.
    package enum Storage: Sendable, Hashable, Codable {
      case doubles([Double?])
      case integers([Int?])
      case strings([String?])
      case booleans([Bool?])
    }

    package let storage: Storage

    package init(_ storage: Storage) { self.storage = storage }

    /// Numbers. NaN counts as missing and becomes `nil`.
    public static func doubles(_ cells: [Double?]) -> Column { Self(.doubles(cells)) }
    /// Whole numbers.
    public static func integers(_ cells: [Int?]) -> Column { Self(.integers(cells)) }
    /// Texts. An empty text is a text, not a gap.
    public static func strings(_ cells: [String?]) -> Column { Self(.strings(cells)) }
    /// Truth values.
    public static func booleans(_ cells: [Bool?]) -> Column { Self(.booleans(cells)) }

    /// The cells of a column of numbers, `nil` for another kind.
    @inline(never)
    public var doubles: [Double?]? {
      if case .doubles(let cells) = storage { cells } else { nil }
    }

    /// The cells of a column of whole numbers, `nil` for another kind.
    @inline(never)
    public var integers: [Int?]? {
      if case .integers(let cells) = storage { cells } else { nil }
    }

    /// The cells of a column of texts, `nil` for another kind.
    @inline(never)
    public var strings: [String?]? {
      if case .strings(let cells) = storage { cells } else { nil }
    }

    /// The cells of a column of truth values, `nil` for another kind.
    @inline(never)
    public var booleans: [Bool?]? {
      if case .booleans(let cells) = storage { cells } else { nil }
    }
  }
}

extension Table.Column {
  /// The number of cells.
  @inline(never)
  public var count: Int {
    switch storage {
    case .doubles(let cells): cells.count
    case .integers(let cells): cells.count
    case .strings(let cells): cells.count
    case .booleans(let cells): cells.count
    }
  }

  /// What the cells are.
  @inline(never)
  public var kind: Table.Kind {
    switch storage {
    case .doubles: .double
    case .integers: .integer
    case .strings: .string
    case .booleans: .boolean
    }
  }

  /// The number of gaps.
  @inline(never)
  public var missingCount: Int {
    switch storage {
    case .doubles(let cells): cells.count { $0 == nil }
    case .integers(let cells): cells.count { $0 == nil }
    case .strings(let cells): cells.count { $0 == nil }
    case .booleans(let cells): cells.count { $0 == nil }
    }
  }

  /// The cells one by one, `nil` where one is missing.
  public var values: [Table.Value?] {
    switch storage {
    case .doubles(let cells): cells.map { $0.map(Table.Value.double) }
    case .integers(let cells): cells.map { $0.map(Table.Value.integer) }
    case .strings(let cells): cells.map { $0.map(Table.Value.string) }
    case .booleans(let cells): cells.map { $0.map(Table.Value.boolean) }
    }
  }

  /// The cells as doubles, NaN where one is missing, `true` as 1 and `false` as 0; `nil` for a column of texts.
  ///
  /// Whole numbers beyond 2⁵³ are rounded to the nearest double.
  public var numbers: [Double]? {
    switch storage {
    case .doubles(let cells): cells.map { $0 ?? .nan }
    case .integers(let cells): cells.map { $0.map(Double.init) ?? .nan }
    case .booleans(let cells): cells.map { $0.map { $0 ? 1 : 0 } ?? .nan }
    case .strings: nil
    }
  }

  /// A column from single cells.
  ///
  /// - Throws: ``MatrixError/wrongKind(column:expected:found:)`` for the first cell that is not of `kind`.
  public init(_ cells: [Table.Value?], kind: Table.Kind, name: String) throws {
    func all<Cell>(_ read: (Table.Value) -> Cell?) throws -> [Cell?] {
      try cells.map { cell in
        guard let cell else { return nil }
        guard let value = read(cell) else {
          throw MatrixError.wrongKind(column: name, expected: kind.rawValue, found: cell.kind.rawValue)
        }
        return value
      }
    }
    switch kind.kind {
    case .double: self = .doubles(try all(\.double))
    case .integer: self = .integers(try all(\.integer))
    case .string: self = .strings(try all(\.string))
    case .boolean: self = .booleans(try all(\.boolean))
    }
  }

  /// The cells of rows that exist.
  func selecting(_ rows: [Int]) -> Table.Column {
    switch storage {
    case .doubles(let cells): .doubles(rows.map { cells[$0] })
    case .integers(let cells): .integers(rows.map { cells[$0] })
    case .strings(let cells): .strings(rows.map { cells[$0] })
    case .booleans(let cells): .booleans(rows.map { cells[$0] })
    }
  }

  /// One spelling of a gap, so that equal columns compare equal.
  var withoutNaN: Table.Column {
    guard let cells = doubles, cells.contains(where: { $0?.isNaN ?? false }) else { return self }
    return .doubles(cells.map { $0.flatMap { $0.isNaN ? nil : $0 } })
  }
}

extension Table.Column {
  /// Reads the cells as the package has always written them.
  public init(from decoder: any Decoder) throws { self.init(try Storage(from: decoder)) }

  public func encode(to encoder: any Encoder) throws { try storage.encode(to: encoder) }
}

extension Table.Column: CustomStringConvertible, CustomDebugStringConvertible {
  /// As it is written: `doubles([Optional(0.5), nil])`.
  public var description: String { "\(storage)" }
  public var debugDescription: String { "\(String(reflecting: Self.self)).\(storage)" }
}
