import Matrices

extension Table.Column {
  /// A column of gaps.
  init(gaps rows: Int, _ kind: Table.Kind) {
    switch kind.kind {
    case .double: self = .doubles(Array(repeating: nil, count: rows))
    case .integer: self = .integers(Array(repeating: nil, count: rows))
    case .string: self = .strings(Array(repeating: nil, count: rows))
    case .boolean: self = .booleans(Array(repeating: nil, count: rows))
    }
  }

  /// Sets the cells of a block's rows, the first of which is row `offset` of the table.
  ///
  /// - Returns: The first row of the block whose cell cannot be read as this column's kind.
  mutating func set(_ block: CSVBlock, _ column: Int, at offset: Int, _ reader: CSVCellReader) -> Int? {
    // Each case takes the array out, so that it stays the only owner and is changed in place.
    switch storage {
    case .doubles(var cells):
      self = .doubles([])
      defer { self = .doubles(cells) }
      return Self.set(&cells, block, column, at: offset, reader) { reader.double($0) }
    case .integers(var cells):
      self = .integers([])
      defer { self = .integers(cells) }
      return Self.set(&cells, block, column, at: offset, reader) { reader.integer($0) }
    case .strings(var cells):
      self = .strings([])
      defer { self = .strings(cells) }
      return Self.set(&cells, block, column, at: offset, reader) { reader.text($0) }
    case .booleans(var cells):
      self = .booleans([])
      defer { self = .booleans(cells) }
      return Self.set(&cells, block, column, at: offset, reader) { reader.boolean($0) }
    }
  }

  /// Unsafe inside: writes the cells `offset..<offset + block.rows`, which the array must have.
  @inline(__always)
  private static func set<Cell>(
    _ cells: inout [Cell?], _ block: CSVBlock, _ column: Int, at offset: Int, _ reader: CSVCellReader,
    _ read: (CSVCell) -> Cell?
  ) -> Int? {
    cells.withUnsafeMutableBufferPointer { cells in
      var row = 0
      // Not `for … in`, which takes most of the time in a debug build.
      while row < block.rows {
        let cell = block.cell(row, column)
        if !reader.isMissing(cell) {
          guard let value = read(cell) else { return row }
          cells[offset + row] = value
        }
        row += 1
      }
      return nil
    }
  }
}
