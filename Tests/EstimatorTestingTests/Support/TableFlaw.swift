import EstimatorTesting
import Estimators

/// Ways to get the columns of a table wrong; whatever else can be wrong is a ``ClassifierFlaw`` or a
/// ``TransformerFlaw``.
enum TableFlaw: String, CaseIterable, Codable {
  case takesTheFirstColumnForTheSize
  case takesTextsForZeros

  /// The law that it breaks, of classifiers and of transformers.
  var breaks: String {
    switch self {
    case .takesTheFirstColumnForTheSize: "columnsAreFoundByName"
    case .takesTextsForZeros: "badInputIsExplained"
    }
  }

  /// What the violation must tell.
  var says: String {
    switch self {
    case .takesTheFirstColumnForTheSize: "Columns in another order, and one more, change the "
    case .takesTextsForZeros: "A column \"size\" of another kind"
    }
  }

  /// The columns of a ``TableLawSample`` as features, n × 4: a text by its length, a gap as 0.
  static func features(_ table: Table, _ flaw: TableFlaw?) throws -> Features {
    let takesFirst = flaw == .takesTheFirstColumnForTheSize && !table.columns.isEmpty
    let size = try takesFirst ? table.columns[0] : table.column("size")
    let kind = try table.column("kind").values.map { cell -> Double in
      guard let cell else { return 0 }
      guard let text = cell.string else {
        throw MatrixError.wrongKind(column: "kind", expected: "string", found: cell.kind.rawValue)
      }
      return Double(text.utf8.count)
    }
    let columns = [
      try numbers(size, "size", flaw), try numbers(table.column("count"), "count", flaw), kind,
      try numbers(table.column("ripe"), "ripe", flaw),
    ]
    return try Matrix(rows: 4, columns: table.rows, Array(columns.joined())).transposed.features
  }

  private static func numbers(_ column: Table.Column, _ name: String, _ flaw: TableFlaw?) throws -> [Double] {
    guard let numbers = column.numbers else {
      if flaw == .takesTextsForZeros { return Array(repeating: 0, count: column.count) }
      throw MatrixError.wrongKind(column: name, expected: "double", found: column.kind.rawValue)
    }
    return numbers.map { $0.isNaN ? 0 : $0 }
  }
}
