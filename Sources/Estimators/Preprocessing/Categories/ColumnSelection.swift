/// Which columns of a table, or of features, are meant.
///
///     let numbers: ColumnSelection = ["age", "fare"]
public struct ColumnSelection: CodedChoice, Sendable, Hashable, Codable, ExpressibleByArrayLiteral {
  package enum Kind: Sendable, Hashable, Codable {
    case all
    case named([String])
    case at([Int])
    case numbers, texts
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  /// Every column.
  public static let all = Self(.all)
  /// The columns of these names, in this order.
  public static func named(_ names: [String]) -> ColumnSelection { Self(.named(names)) }
  /// The columns with these numbers, counted from 0, in this order.
  public static func at(_ places: [Int]) -> ColumnSelection { Self(.at(places)) }
  /// The columns of numbers, whole numbers and truth values.
  public static let numbers = Self(.numbers)
  /// The columns of texts.
  public static let texts = Self(.texts)

  /// The names; `nil` where none were given.
  @inline(never)
  public var names: [String]? {
    if case .named(let names) = kind { names } else { nil }
  }

  /// The numbers; `nil` where none were given.
  @inline(never)
  public var places: [Int]? {
    if case .at(let places) = kind { places } else { nil }
  }

  public init(arrayLiteral names: String...) { self = .named(names) }

  /// The numbers of the columns.
  ///
  /// - Throws: `MatrixError.noSuchColumn(name:available:)`, which names the one that was probably meant,
  ///   ``EstimatorError/columnOutOfRange(column:columns:)``, ``EstimatorError/invalidSetting(name:value:rule:)`` when
  ///   no column is meant or one is meant twice.
  func places(in table: Table) throws -> [Int] {
    switch kind {
    case .numbers: return try checked(table.columns.indices.filter { table.columns[$0].kind != .string })
    case .texts: return try checked(table.columns.indices.filter { table.columns[$0].kind == .string })
    case .all, .named, .at: return try places(count: table.columns.count, names: table.names)
    }
  }

  /// The numbers of the columns of features, which hold numbers only.
  func places(in x: Features) throws -> [Int] { try places(count: x.columns, names: x.names) }

  private func places(count: Int, names: [String]?) throws -> [Int] {
    switch kind {
    case .all, .numbers: return Array(0..<count)
    case .texts: return try checked([])
    case .at(let places):
      if let wrong = places.first(where: { $0 < 0 || $0 >= count }) {
        throw EstimatorError.columnOutOfRange(column: wrong, columns: count)
      }
      return try checked(places)
    case .named(let wanted):
      guard let names else {
        throw EstimatorError.unsupported(
          what: "Choosing columns by name from features without names",
          instead: "Choose by number, as in .at([0, 3]), or name the features.")
      }
      if let absent = wanted.first(where: { !names.contains($0) }) {
        throw MatrixError.noSuchColumn(name: absent, available: names)
      }
      try requireUnambiguous(wanted, among: names)
      return try checked(wanted.compactMap { names.firstIndex(of: $0) })
    }
  }

  /// Features may have a name twice, for example behind a ``ColumnTransformer``.
  private func requireUnambiguous(_ wanted: [String], among names: [String]) throws {
    guard let twice = wanted.first(where: { name in names.count { $0 == name } > 1 }) else { return }
    throw EstimatorError.invalidSetting(
      name: "columns", value: "\"\(twice)\"", rule: "a name of one column only; choose by number, as in .at([0, 3])")
  }

  private func checked(_ places: [Int]) throws -> [Int] {
    guard !places.isEmpty, Set(places).count == places.count else {
      throw EstimatorError.invalidSetting(
        name: "columns", value: "\(self)", rule: "at least one column of the table, none of them twice")
    }
    return places
  }
}
