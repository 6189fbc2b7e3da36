/// Named columns of equal length, each of one kind: numbers, whole numbers, texts or truth values, with gaps.
///
///     let table = try Table(["age": .doubles([22, nil, 26]), "sex": .strings(["m", "f", "f"])])
///     table.rows                                  // 3
///     try table.column("age").missingCount        // 1
///
/// What stands between a file and a rectangle of numbers: `EstimatorDatasets` reads one from CSV, and encoders turn it
/// into features. A value, cheap to copy.
///
/// - SeeAlso: ``Matrix`` for numbers of one type. pandas calls this a `DataFrame`.
public struct Table: Sendable {
  /// The number of rows, ≥ 0.
  public let rows: Int
  /// The names of the columns, all different.
  public let names: [String]
  /// The columns in the order of `names`, each with `rows` cells.
  public let columns: [Column]
  /// The file behind it, if its kinds are guesses. Makes no difference between equal tables.
  let origin: Origin?

  /// A table of the given columns.
  ///
  /// - Throws: ``MatrixError/columnCountMismatch(names:columns:)``, ``MatrixError/duplicateColumn(name:)``,
  ///   ``MatrixError/columnLengthMismatch(name:expected:found:)``.
  public init(names: [String], columns: [Column]) throws {
    try self.init(names: names, columns: columns, origin: nil)
  }

  /// A table that was read from a file.
  package init(names: [String], columns: [Column], origin: Origin?) throws {
    try self.init(rows: columns.first?.count ?? 0, names: names, columns: columns, origin: origin)
  }

  /// - Parameter rows: What the first column has, if there is one; a table without columns may have rows too.
  private init(rows: Int, names: [String], columns: [Column], origin: Origin?) throws {
    guard names.count == columns.count else {
      throw MatrixError.columnCountMismatch(names: names.count, columns: columns.count)
    }
    var seen = Set<String>()
    if let twice = names.first(where: { !seen.insert($0).inserted }) { throw MatrixError.duplicateColumn(name: twice) }
    if let other = columns.firstIndex(where: { $0.count != rows }) {
      throw MatrixError.columnLengthMismatch(name: names[other], expected: rows, found: columns[other].count)
    }
    self.rows = rows
    self.names = names
    self.columns = columns.map(\.withoutNaN)
    self.origin = origin
  }

  /// What was checked already.
  private init(names: [String], rows: Int, sound columns: [Column], origin: Origin?) {
    self.rows = rows
    self.names = names
    self.columns = columns
    self.origin = origin
  }

  /// A table from names and columns: `try Table(["age": .doubles(ages), "sex": .strings(sexes)])`.
  ///
  /// - Throws: As ``init(names:columns:)``.
  public init(_ columns: KeyValuePairs<String, Column>) throws {
    try self.init(names: columns.map(\.key), columns: columns.map(\.value))
  }

  /// The column of that name.
  ///
  /// - Throws: ``MatrixError/noSuchColumn(name:available:)``.
  public func column(_ name: String) throws -> Column { columns[try place(of: name)] }

  /// The columns of these names, in this order.
  ///
  /// - Throws: ``MatrixError/noSuchColumn(name:available:)``, ``MatrixError/duplicateColumn(name:)``.
  public func selecting(columns chosen: [String]) throws -> Table {
    let known = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
    let places = try chosen.map { name in
      guard let place = known[name] else { throw MatrixError.noSuchColumn(name: name, available: names) }
      return place
    }
    return try Table(
      rows: rows, names: chosen, columns: places.map { columns[$0] }, origin: origin?.selecting(columns: places))
  }

  /// All columns but these.
  ///
  /// - Throws: ``MatrixError/noSuchColumn(name:available:)``.
  public func dropping(columns dropped: [String]) throws -> Table {
    for name in dropped { _ = try place(of: name) }
    let dropped = Set(dropped)
    return try selecting(columns: names.filter { !dropped.contains($0) })
  }

  /// Chosen rows, in this order and as often as wanted.
  ///
  /// - Throws: ``MatrixError/indexOutOfRange(index:count:axis:)``.
  /// - Complexity: O(number chosen · columns).
  public func selecting(rows chosen: [Int]) throws -> Table {
    if let wrong = chosen.first(where: { $0 < 0 || $0 >= rows }) {
      throw MatrixError.indexOutOfRange(index: wrong, count: rows, axis: "row")
    }
    return keeping(chosen)
  }

  /// Rows that exist, in this order.
  func keeping(_ chosen: [Int]) -> Table {
    Table(
      names: names, rows: chosen.count, sound: columns.map { $0.selecting(chosen) },
      origin: origin?.selecting(rows: chosen))
  }

  /// One more column, before the one that is at `place` now.
  func inserting(_ column: Column, named name: String, at place: Int) throws -> Table {
    // The first column of an empty table says how many rows there are.
    guard column.count == rows || columns.isEmpty && rows == 0 else {
      throw MatrixError.columnLengthMismatch(name: name, expected: rows, found: column.count)
    }
    var (names, columns) = (names, columns)
    names.insert(name, at: place)
    columns.insert(column, at: place)
    return try Table(names: names, columns: columns, origin: origin?.inserting(at: place))
  }

  func place(of name: String) throws -> Int {
    guard let place = names.firstIndex(of: name) else {
      throw MatrixError.noSuchColumn(name: name, available: names)
    }
    return place
  }
}

extension Table: Hashable {
  public static func == (a: Table, b: Table) -> Bool {
    a.rows == b.rows && a.names == b.names && a.columns == b.columns
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(rows)
    hasher.combine(names)
    hasher.combine(columns)
  }
}

extension Table: Codable {
  private enum CodingKeys: String, CodingKey { case names, columns }

  /// Reads names and columns and checks that they fit together.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      names: container.decode([String].self, forKey: .names),
      columns: container.decode([Column].self, forKey: .columns))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(names, forKey: .names)
    try container.encode(columns, forKey: .columns)
  }
}
