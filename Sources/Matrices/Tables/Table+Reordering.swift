extension Table {
  /// The same table with the cells of one column in another order: row i has what row `order[i]` had. The other columns
  /// are shared.
  ///
  /// - Precondition: `place` is a column, and `order` has a row of the table for each.
  package func reordering(column place: Int, by order: [Int]) throws -> Table {
    var columns = columns
    columns[place] = columns[place].selecting(order)
    var origin = origin
    if let known = origin, let fileColumn = known.columns[place] {
      let source = ReorderedColumn(source: known.source, rows: known.rows, column: fileColumn, order: order)
      origin = Origin(source: source, columns: known.columns)
    }
    return try Table(names: names, columns: columns, origin: origin)
  }
}

/// The file behind such a table.
private struct ReorderedColumn: TableSource {
  let source: any TableSource
  let rows: [Int]?
  let column: Int
  let order: [Int]

  func texts(ofColumn wanted: Int) -> [String?]? {
    guard let texts = source.texts(ofColumn: wanted) else { return nil }
    let own = rows.map { rows in rows.map { texts[$0] } } ?? texts
    return wanted == column ? order.map { own[$0] } : own
  }

  func value(_ text: String, as kind: Table.Kind) -> Table.Value { source.value(text, as: kind) }
}
