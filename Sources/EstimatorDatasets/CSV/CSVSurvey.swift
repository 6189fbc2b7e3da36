import Matrices

/// What the cells of each column may be, seen row by row.
struct CSVSurvey {
  /// Of each column what all of its cells may be, by the bits of ``CSVKinds``.
  private(set) var possible: [UInt8]
  /// Whether a column has a cell that is there.
  private(set) var hasCells: [Bool]
  /// The number of rows seen.
  private(set) var rows = 0

  init(columns: Int) {
    possible = Array(repeating: CSVKinds.all, count: columns)
    hasCells = Array(repeating: false, count: columns)
  }

  /// Looks at all rows of a block.
  mutating func add(_ block: CSVBlock, _ reader: CSVCellReader) {
    for column in 0..<block.columns where !isText(column) { add(block, column, reader) }
    rows += block.rows
  }

  /// Whether nothing more can be learned of the column.
  private func isText(_ column: Int) -> Bool { possible[column] == CSVKinds.text && hasCells[column] }

  @inline(__always)
  private mutating func add(_ block: CSVBlock, _ column: Int, _ reader: CSVCellReader) {
    var kinds = possible[column]
    var found = hasCells[column]
    var row = 0
    // Not `for … in`, which takes most of the time in a debug build.
    while row < block.rows {
      let cell = block.cell(row, column)
      row += 1
      if reader.isMissing(cell) { continue }
      found = true
      if kinds == CSVKinds.text { break }
      kinds &= reader.kinds(cell)
    }
    possible[column] = kinds
    hasCells[column] = found
  }

  /// What a column is; of numbers if it has no cell.
  func kind(_ column: Int) -> Table.Kind {
    guard hasCells[column] else { return .double }
    let kinds = possible[column]
    if kinds & CSVKinds.integer != 0 { return .integer }
    if kinds & CSVKinds.double != 0 { return .double }
    return kinds & CSVKinds.boolean != 0 ? .boolean : .string
  }

  /// Whether all cells are whole numbers as `Int` writes them.
  func isPlain(_ column: Int) -> Bool { kind(column) == .integer && possible[column] & CSVKinds.plainInteger != 0 }
}
