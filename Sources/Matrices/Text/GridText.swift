/// A rectangle of numbers as aligned text, the middle of a large one left out, as NumPy does.
package enum GridText {
  /// A matrix of at most 8 rows and 10 columns is shown whole.
  private static let mostRows = 8
  private static let mostColumns = 10
  /// Of a larger one 3 rows and 4 columns at either end.
  private static let edgeRows = 3
  private static let edgeColumns = 4

  /// A line for each shown row.
  ///
  /// - Parameter cell: The text of the number in a row and a column; asked for what is shown alone.
  package static func lines(rows: Int, columns: Int, cell: (Int, Int) -> String) -> [String] {
    let shownRows = places(rows, most: mostRows, edge: edgeRows)
    let shownColumns = places(columns, most: mostColumns, edge: edgeColumns)
    let texts = shownRows.map { row -> [String?] in
      shownColumns.map { column in
        guard let row, let column else { return nil }
        return cell(row, column)
      }
    }
    let widths = shownColumns.indices.map { place in texts.reduce(1) { max($0, $1[place]?.count ?? 0) } }
    return zip(shownRows, texts).map { row, line in
      guard row != nil else { return "  …" }
      return "  [" + zip(line, widths).map { ($0 ?? "…").rightAligned($1) }.joined(separator: "  ") + "]"
    }
  }

  /// The shown places, `nil` where some are left out.
  private static func places(_ count: Int, most: Int, edge: Int) -> [Int?] {
    guard count > most else { return Array(0..<count) }
    return Array(0..<edge) + [nil] + Array(count - edge..<count)
  }
}
