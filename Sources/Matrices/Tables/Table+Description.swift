extension Table: CustomStringConvertible {
  /// The first rows under names and kinds, for people: at most 10 rows and 10 columns, numbers to 6 digits that count,
  /// a dot for a gap. Below them the shape, and how many gaps there are.
  public var description: String {
    let shown = names.indices.prefix(Self.shownColumns)
    let kept = head(rows > Self.shownRows ? Self.shownRows / 2 : rows)
    let cells = shown.map { kept.shownCells($0) }
    let lines = (0..<kept.rows + 2).map { line in
      zip(shown, cells).map { column, cells in
        Self.aligned(cells[line], cells, toTheLeft: columns[column].kind == .string)
      }.joined(separator: "  ")
    }
    let more = rows > Self.shownRows ? ["…"] : []
    return (lines.map(Self.withoutBlanksAtTheEnd) + more + [shapeLine] + gapLines).joined(separator: "\n")
  }

  private static var shownRows: Int { 10 }
  private static var shownColumns: Int { 10 }
  private static var shownLetters: Int { 24 }

  private var shapeLine: String {
    let hidden = names.count - Self.shownColumns
    return "\(rows) rows × \(names.count) columns" + (hidden > 0 ? ", \(hidden) of them not shown" : "")
  }

  private var gapLines: [String] {
    let gaps = zip(names, columns).filter { $0.1.missingCount > 0 }.map { "\($0): \($1.missingCount)" }
    guard !gaps.isEmpty else { return [] }
    let more = gaps.count > Self.shownColumns ? ", …" : ""
    return ["gaps: " + gaps.prefix(Self.shownColumns).joined(separator: ", ") + more]
  }

  /// Name, kind and cells of a column.
  private func shownCells(_ column: Int) -> [String] {
    [Self.cut(names[column]), columns[column].kind.rawValue]
      + columns[column].values.map { $0.map(Self.shown) ?? "·" }
  }

  private static func shown(_ cell: Value) -> String {
    switch cell.storage {
    case .double(let value): "\(value.roundedToSix)"
    case .string(let text): cut(text)
    case .integer, .boolean: cell.description
    }
  }

  /// On one line, and not too long.
  private static func cut(_ text: String) -> String {
    let line = String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
    return line.count > shownLetters ? line.prefix(shownLetters - 1) + "…" : line
  }

  private static func aligned(_ text: String, _ column: [String], toTheLeft: Bool) -> String {
    let width = column.map(\.count).max() ?? 0
    let blanks = String(repeating: " ", count: width - text.count)
    return toTheLeft ? text + blanks : blanks + text
  }

  private static func withoutBlanksAtTheEnd(_ line: String) -> String {
    String(line.reversed().drop { $0 == " " }.reversed())
  }
}

extension Double {
  /// The nearest number of 6 digits that count, which is short as text.
  fileprivate var roundedToSix: Double {
    guard isFinite, magnitude >= 1e-4, magnitude < 1e15 else { return self }
    var scale = 1.0
    while magnitude * scale < 1e5 { scale *= 10 }
    return (self * scale).rounded() / scale
  }
}
