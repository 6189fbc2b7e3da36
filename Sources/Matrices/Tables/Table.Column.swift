extension Table {
  /// What the cells of a column are.
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable, CustomDebugStringConvertible {
    case double, integer, string, boolean

    /// Its name alone, as `print(table.kinds)` shows it.
    public var debugDescription: String { rawValue }
  }

  /// The cells of one column; `nil` where one is missing.
  public enum Column: Sendable, Hashable, Codable {
    /// Numbers. NaN counts as missing and becomes `nil`.
    case doubles([Double?])
    /// Whole numbers.
    case integers([Int?])
    /// Texts. An empty text is a text, not a gap.
    case strings([String?])
    /// Truth values.
    case booleans([Bool?])
  }
}

extension Table.Column {
  /// The number of cells.
  public var count: Int {
    switch self {
    case .doubles(let cells): cells.count
    case .integers(let cells): cells.count
    case .strings(let cells): cells.count
    case .booleans(let cells): cells.count
    }
  }

  /// What the cells are.
  public var kind: Table.Kind {
    switch self {
    case .doubles: .double
    case .integers: .integer
    case .strings: .string
    case .booleans: .boolean
    }
  }

  /// The number of gaps.
  public var missingCount: Int {
    switch self {
    case .doubles(let cells): cells.count { $0 == nil }
    case .integers(let cells): cells.count { $0 == nil }
    case .strings(let cells): cells.count { $0 == nil }
    case .booleans(let cells): cells.count { $0 == nil }
    }
  }

  /// The cells one by one, `nil` where one is missing.
  public var values: [Table.Value?] {
    switch self {
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
    switch self {
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
    switch kind {
    case .double: self = .doubles(try all { if case .double(let value) = $0 { value } else { nil } })
    case .integer: self = .integers(try all { if case .integer(let value) = $0 { value } else { nil } })
    case .string: self = .strings(try all { if case .string(let value) = $0 { value } else { nil } })
    case .boolean: self = .booleans(try all { if case .boolean(let value) = $0 { value } else { nil } })
    }
  }

  /// The cells of rows that exist.
  func selecting(_ rows: [Int]) -> Table.Column {
    switch self {
    case .doubles(let cells): .doubles(rows.map { cells[$0] })
    case .integers(let cells): .integers(rows.map { cells[$0] })
    case .strings(let cells): .strings(rows.map { cells[$0] })
    case .booleans(let cells): .booleans(rows.map { cells[$0] })
    }
  }

  /// One spelling of a gap, so that equal columns compare equal.
  var withoutNaN: Table.Column {
    guard case .doubles(let cells) = self, cells.contains(where: { $0?.isNaN ?? false }) else { return self }
    return .doubles(cells.map { $0.flatMap { $0.isNaN ? nil : $0 } })
  }
}
