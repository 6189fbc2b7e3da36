import Estimators

/// A small table on which laws are checked.
///
/// The ready ones have two, three or five overlapping classes, 20 rows each, and the columns `size` (numbers, some
/// missing), `count` (whole numbers), `kind` (texts, some missing) and `ripe` (truth values):
///
///     try law.check(MyTableTransformer(), on: .threeClasses)
///     try law.check(MyTableClassifier(), on: .twoClasses)
///
/// An estimator that asks for other columns brings a sample of its own, ``init(_:labels:weights:stranger:)``.
public struct TableLawSample<Label: ClassLabel>: Sendable {
  /// n rows.
  public let table: Table
  /// n labels.
  public let labels: [Label]
  /// n whole weights, so that they can be told as repetitions; some are 0.
  public let weights: [Int]
  /// A label that no row has; `nil` where the type has none left.
  public let stranger: Label?
  /// The numbers that a ready sample is made of.
  private let ready: LawSample<Label>?

  /// A sample of your own.
  ///
  /// For the laws to mean something, keep it small (every law fits it several times), let classes overlap, let some
  /// rows weigh 0 and some 2 or more. Classes should be told apart by every column. Every class, and every category
  /// that an encoder must know, needs a row in the second half and one with weight.
  ///
  /// - Parameters:
  ///   - table: 4 to 10,000 rows and at least one column.
  ///   - labels: n labels, of at least two classes.
  ///   - weights: n whole numbers ≥ 0.
  ///   - stranger: A label that no row has, `nil` if the type has no other.
  /// - Throws: ``LawViolation`` for a sample on which laws cannot be checked.
  public init(_ table: Table, labels: [Label], weights: [Int], stranger: Label?) throws {
    let (rows, columns) = (table.rows, table.columns.count)
    try require(
      (4...10_000).contains(rows) && columns >= 1,
      "A sample needs 4 to 10,000 rows and a column, not \(rows) × \(columns).")
    self.init(table, labels, weights, stranger, ready: nil)
    try requireUsefulRows(rows)
  }

  private init(_ table: Table, _ labels: [Label], _ weights: [Int], _ stranger: Label?, ready: LawSample<Label>?) {
    (self.table, self.labels, self.weights, self.stranger) = (table, labels, weights, stranger)
    self.ready = ready
  }

  /// The numbers of the ready sample as a table.
  init(_ sample: LawSample<Label>) throws {
    let x = sample.bytes
    func column(_ j: Int) -> [Int] { x[column: j].map(Int.init) }
    let table = try Table([
      "size": .doubles(column(0).enumerated().map { $0 % 7 == 3 ? nil : Double($1) / 2 }),
      "count": .integers(column(1).map { $0 / 2 }),
      "kind": .strings(column(2).enumerated().map { $0 % 11 == 5 ? nil : ["plain", "dotted", "striped"][$1 / 4] }),
      "ripe": .booleans(column(3).map { $0 > 4 }),
    ])
    self.init(table, sample.labels, sample.weights, sample.stranger, ready: sample)
  }
}

extension TableLawSample: TrialSample {
  var input: Table { table }

  var nearAndFar: [Table] { get throws { [try table.withRowsFarOutside([-1, 1e3, -1e6, 1e12])] } }

  /// With its columns in another order, and one more.
  var earlier: (input: Table, labels: [Label]) {
    get throws {
      let rows = earlierRows
      return (try table.selecting(rows: rows).turned(), rows.reversed().map { labels[$0] })
    }
  }

  var separable: [TableLawSample] {
    get throws { try ready?.separable.map { try TableLawSample($0) } ?? [self] }
  }

  var andMoreClasses: [TableLawSample] {
    get throws { try ready?.andMoreClasses.map { try TableLawSample($0) } ?? [self] }
  }

  func block(_ rows: [Int]) throws -> Table { try table.selecting(rows: rows) }

  func withoutColumns() throws -> Table { try table.selecting(columns: []) }

  func withColumnMoved(_ column: Int) throws -> Table? {
    let name = table.names[column]
    let further = try table.selecting(rows: (0..<table.rows).map { ($0 + 1) % table.rows })
    let moved = try table.replacing(name, by: further.column(name))
    return moved == table ? nil : moved
  }

  func without(column: Int) throws -> Table? { try table.dropping(columns: [table.names[column]]) }

  static func text(of row: Int, in x: Table) throws -> String { "\(row) of the table" }
}

extension TableLawSample<String> {
  /// Three classes called ash, birch and cedar.
  public static var threeClasses: TableLawSample { get throws { try TableLawSample(LawSample.threeClasses) } }
  /// Two classes called no and yes.
  public static var twoClasses: TableLawSample { get throws { try TableLawSample(LawSample.twoClasses) } }
  /// Five classes called ash, birch, cedar, elm and fir.
  public static var fiveClasses: TableLawSample { get throws { try TableLawSample(LawSample.fiveClasses) } }
}
